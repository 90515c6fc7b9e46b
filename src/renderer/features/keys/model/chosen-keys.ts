import type { PutBackChoice } from '../../../parts/put-back/put-back-request.ts';
import { sharedFolderOf } from '../../../parts/shared-folder.ts';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { plural } from '../../../ui/format.ts';

/** What an act on several keys is about: all that begin with a prefix, or those that were chosen. */
export type ChosenKeys =
  | { readonly kind: 'prefix'; readonly prefix: Uint8Array }
  | { readonly kind: 'keys'; readonly keys: readonly Uint8Array[] };

/** Names keys in a title: `/app/…`, `12 keys`, `every key`. */
export function chosenText(chosen: ChosenKeys): string {
  if (chosen.kind === 'keys') return plural(chosen.keys.length, 'key');
  return chosen.prefix.length === 0 ? 'every key' : `${escapeBytes(chosen.prefix).text}…`;
}

/** Returns the folder that they are in, as deep as all of them are. */
export const sharedFolder = (chosen: ChosenKeys): Uint8Array =>
  chosen.kind === 'prefix' ? chosen.prefix : sharedFolderOf(chosen.keys);

/** Returns chosen keys as they are put back. */
export function putBackChoice(chosen: ChosenKeys): PutBackChoice {
  const prefix = sharedFolder(chosen);
  const names = chosen.kind === 'keys' ? chosen.keys.map((key) => key.subarray(prefix.length)) : null;
  const [one, ...others] = names ?? [];
  const isOneNamed = one !== undefined && one.length > 0 && others.length === 0;
  return { prefix, names, what: isOneNamed ? escapeBytes(one).text : chosenText(chosen) };
}

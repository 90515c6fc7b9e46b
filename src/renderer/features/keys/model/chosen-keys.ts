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

/** Returns the longest prefix that all keys share, cut after its last slash. */
export function sharedFolder(chosen: ChosenKeys): Uint8Array {
  if (chosen.kind === 'prefix') return chosen.prefix;
  const [first = new Uint8Array(), ...rest] = chosen.keys;
  let length = first.length;
  for (const key of rest) {
    let at = 0;
    while (at < length && at < key.length && key[at] === first[at]) at += 1;
    length = at;
  }
  return first.subarray(0, first.subarray(0, length).lastIndexOf(0x2f) + 1);
}

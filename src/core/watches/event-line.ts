import type { KeyEntry } from '../../contract/keys.ts';
import type { WatchEvent } from '../../contract/watches.ts';
import { toBase64 } from '../bytes/base64.ts';

/** Returns a change as it stands in a line of JSON. A value whose data is covered is `null`: what is shown is another. */
export function eventLine(event: WatchEvent): Readonly<Record<string, unknown>> {
  const prevValue = event.previous && clearValue(event.previous);
  if (event.type === 'delete') {
    const { type, modRevision } = event;
    const nothing = { createRevision: null, modRevision, version: null, lease: null };
    return { type, key: toBase64(event.key), value: null, prevValue, ...nothing };
  }
  const { key, createRevision, modRevision, version, lease } = event.entry;
  const value = clearValue(event.entry);
  return { type: 'put', key: toBase64(key), value, prevValue, createRevision, modRevision, version, lease };
}

function clearValue({ isMasked, value }: KeyEntry): string | null {
  return isMasked ? null : toBase64(value);
}

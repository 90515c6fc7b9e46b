import type { WatchRequest } from '../../../contract/watches.ts';
import { escapeBytes } from '../../ui/byte-text.ts';

/** What a watch is of, as etcdctl would say it. */
export function nameOfWatch({ request }: { readonly request: Omit<WatchRequest, 'connection'> }): string {
  const { key, isPrefix, rangeEnd, only } = request;
  const { text } = escapeBytes(key);
  const kind = only === undefined ? '' : `: ${only} only`;
  if (rangeEnd !== undefined) return `${text} to ${nameOfEnd(rangeEnd) ?? 'the end'}${kind}`;
  if (!isPrefix) return `${text}${kind}`;
  return `${text === '' ? 'Every key' : `${text}…`}${kind}`;
}

/** The key before which a range ends; `null` where one zero byte says that it goes to the end of the keyspace. */
export const nameOfEnd = (rangeEnd: Uint8Array): string | null =>
  rangeEnd.length === 1 && rangeEnd[0] === 0 ? null : escapeBytes(rangeEnd).text;

import type { WatchRequest } from '../../../contract/watches.ts';
import { escapeBytes } from '../../ui/byte-text.ts';

/** What a watch is of, as etcdctl would say it. */
export function nameOfWatch({ request }: { readonly request: Omit<WatchRequest, 'connection'> }): string {
  const { key, isPrefix, rangeEnd, only } = request;
  const { text } = escapeBytes(key);
  const kind = only === undefined ? '' : `: ${only} only`;
  if (rangeEnd !== undefined) return `${text} to ${escapeBytes(rangeEnd).text}${kind}`;
  if (!isPrefix) return `${text}${kind}`;
  return `${text === '' ? 'Every key' : `${text}…`}${kind}`;
}

import type { WatchEvent } from '../../../contract/watches.ts';

export const revisionOf = (event: WatchEvent): number =>
  event.type === 'put' ? event.entry.modRevision : event.modRevision;

export const keyOf = (event: WatchEvent): Uint8Array => (event.type === 'put' ? event.entry.key : event.key);

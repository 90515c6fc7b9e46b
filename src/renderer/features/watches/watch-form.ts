import type { ChangeType, WatchRequest } from '../../../contract/watches.ts';
import { compareBytes, unescapeBytes } from '../../ui/byte-text.ts';

/** What of the keyspace is watched. */
export type WatchSpan = 'prefix' | 'key' | 'range';

/** From when on. */
export type WatchSince = 'now' | 'oldest' | 'revision';

/** What is typed to start a watch. */
export interface WatchForm {
  readonly span: WatchSpan;
  readonly key: string;
  readonly rangeEnd: string;
  readonly since: WatchSince;
  readonly startRevision: string;
  readonly only: ChangeType | 'all';
  readonly previous: boolean;
  readonly reveal: boolean;
}

export const emptyWatchForm: WatchForm = {
  span: 'prefix',
  key: '',
  rangeEnd: '',
  since: 'now',
  startRevision: '',
  only: 'all',
  previous: true,
  reveal: false,
};

export type ReadForm =
  | { readonly ok: true; readonly request: Omit<WatchRequest, 'connection'>; readonly isFromOldest: boolean }
  | { readonly ok: false; readonly field: 'key' | 'rangeEnd' | 'startRevision'; readonly text: string };

/** As etcd writes that a range has no end. */
const toTheEnd = Uint8Array.of(0);

const badBytes = 'Write a backslash as \\\\, and a byte as \\xNN.';

export function readWatchForm(form: WatchForm): ReadForm {
  const { span, previous, reveal } = form;
  const key = unescapeBytes(form.key);
  if (key === null) return { ok: false, field: 'key', text: badBytes };
  if (key.length === 0 && span !== 'prefix') return { ok: false, field: 'key', text: 'A key has at least one byte.' };
  const typedEnd = span === 'range' ? unescapeBytes(form.rangeEnd) : undefined;
  if (typedEnd === null) return { ok: false, field: 'rangeEnd', text: badBytes };
  const rangeEnd = typedEnd?.length === 0 ? toTheEnd : typedEnd;
  if (rangeEnd !== undefined && rangeEnd !== toTheEnd && compareBytes(rangeEnd, key) <= 0) {
    return { ok: false, field: 'rangeEnd', text: 'The end is behind the first key, in the order of their bytes.' };
  }
  const startRevision = revisionOf(form);
  if (startRevision === undefined) {
    return { ok: false, field: 'startRevision', text: 'A revision is a whole number from 1 on.' };
  }
  const only = form.only === 'all' ? undefined : form.only;
  return {
    ok: true,
    request: { key, isPrefix: span === 'prefix', rangeEnd, only, startRevision, previous, reveal },
    isFromOldest: form.since === 'oldest',
  };
}

/** `undefined`: what was typed is none. */
function revisionOf({ since, startRevision }: WatchForm): number | null | undefined {
  if (since === 'now') return null;
  // What is compacted of it is left out.
  if (since === 'oldest') return 1;
  const revision = Number(startRevision.replaceAll(/[,\s]/g, ''));
  return Number.isSafeInteger(revision) && revision > 0 ? revision : undefined;
}

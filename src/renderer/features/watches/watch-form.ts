import type { WatchRequest } from '../../../contract/watches.ts';
import { unescapeBytes } from '../../ui/byte-text.ts';

/** What is typed to start a watch. */
export interface WatchForm {
  readonly key: string;
  readonly isPrefix: boolean;
  readonly startRevision: string;
  readonly previous: boolean;
  readonly reveal: boolean;
}

export const emptyWatchForm: WatchForm = { key: '', isPrefix: true, startRevision: '', previous: true, reveal: false };

export type ReadForm =
  | { readonly ok: true; readonly request: Omit<WatchRequest, 'connection'> }
  | { readonly ok: false; readonly field: 'key' | 'startRevision'; readonly text: string };

export function readWatchForm(form: WatchForm): ReadForm {
  const key = unescapeBytes(form.key);
  if (key === null) return { ok: false, field: 'key', text: 'Write a backslash as \\\\, and a byte as \\xNN.' };
  if (key.length === 0 && !form.isPrefix) return { ok: false, field: 'key', text: 'A key has at least one byte.' };
  const revision = form.startRevision.replaceAll(/[,\s]/g, '');
  const startRevision = revision === '' ? null : Number(revision);
  if (startRevision !== null && !(Number.isSafeInteger(startRevision) && startRevision > 0)) {
    return { ok: false, field: 'startRevision', text: 'A revision is a whole number from 1 on.' };
  }
  const { isPrefix, previous, reveal } = form;
  return { ok: true, request: { key, isPrefix, startRevision, previous, reveal } };
}

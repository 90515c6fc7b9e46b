import type { Failure } from './failure.ts';

/** A write whose answer was lost and whose outcome is unknown. */
export interface LostWrite {
  /** Its entry in the journal; `null` when there is none. */
  readonly journalEntry: string | null;
  /** Whether it may still be committed, even minutes later. */
  readonly mayStillHappen: boolean;
}

/** Returns the failure with the facts of a lost write in its detail. */
export function lostFailure(failure: Failure, { journalEntry, mayStillHappen }: LostWrite): Failure {
  const entry = journalEntry === null ? {} : { journalEntry };
  const detail = { ...failure.detail, ...entry, mayStillHappen: mayStillHappen ? 1 : 0 };
  return { ...failure, detail };
}

/** Returns the lost write that a failure reports; `null` when certainly nothing was written. */
export function lostWriteOf({ code, detail }: Failure): LostWrite | null {
  const { journalEntry, mayStillHappen } = detail ?? {};
  // A journal entry means a lost write, even under another failure code.
  if (code !== 'OutcomeUnknown' && journalEntry === undefined) return null;
  return {
    journalEntry: journalEntry === undefined ? null : String(journalEntry),
    mayStillHappen: mayStillHappen !== 0,
  };
}

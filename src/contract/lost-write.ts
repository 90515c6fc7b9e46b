import type { Failure } from './failure.ts';

/** A write whose answer was lost and of which nothing tells whether it was done. */
export interface LostWrite {
  /** The journal's entry of it; `null` where there is none. */
  readonly journalEntry: string | null;
  /** It may still be committed, minutes later too. */
  readonly mayStillHappen: boolean;
}

/** A failure that says what is known of a lost write. */
export function lostFailure(failure: Failure, { journalEntry, mayStillHappen }: LostWrite): Failure {
  const entry = journalEntry === null ? {} : { journalEntry };
  const detail = { ...failure.detail, ...entry, mayStillHappen: mayStillHappen ? 1 : 0 };
  return { ...failure, detail };
}

/** The lost write that a failure tells of; `null` where nothing was written for certain. */
export function lostWriteOf({ code, detail }: Failure): LostWrite | null {
  const { journalEntry, mayStillHappen } = detail ?? {};
  // Whatever the failure is called: what the journal has of it says more.
  if (code !== 'OutcomeUnknown' && journalEntry === undefined) return null;
  return {
    journalEntry: journalEntry === undefined ? null : String(journalEntry),
    mayStillHappen: mayStillHappen !== 0,
  };
}

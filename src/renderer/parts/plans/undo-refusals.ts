import type { Failure } from '../../../contract/failure.ts';
import type { Plan } from '../../../contract/plans.ts';
import { createStore } from '../../state/store.ts';

/** Why entries of the journal can no longer be undone, as far as this window has asked. */
export const undoRefusals = createStore<ReadonlyMap<string, string>>(new Map());

const whyOf = (told: Plan | Failure): string | null => {
  if ('code' in told) {
    if (told.code === 'JournalEntryUnknown') return 'The values before are no longer kept.';
    return told.code === 'ClusterIDMismatch' ? 'It was written to another cluster.' : null;
  }
  return told.consequences.includes('LeavesKeys')
    ? 'Its keys were changed since.'
    : 'Its keys are as they were before.';
};

/** Keeps why an entry cannot be undone, by the plan that would change nothing or the failure to make one, and says it. */
export function cannotUndo(journalEntry: string, told: Plan | Failure): string {
  const why = whyOf(told);
  if (why !== null) undoRefusals.update((before) => new Map(before).set(journalEntry, why));
  return why ?? '';
}

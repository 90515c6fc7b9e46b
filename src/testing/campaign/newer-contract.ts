import type { Api } from '../../contract/api.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { JournalEntry } from '../../contract/journal.ts';
import type { Plan, PlanNotice } from '../../contract/plans.ts';

/** Whether a report or an entry says that what is unknown may happen later; `null` where it does not say. */
export function saysMayStillHappen(said: object): boolean | null {
  return 'mayStillHappen' in said && typeof said.mayStillHappen === 'boolean' ? said.mayStillHappen : null;
}

/** Consequences by which an undo says that it leaves something out which nobody has changed. */
const partial: ReadonlySet<string> = new Set(['UndoIncomplete', 'IncompleteUndo', 'RestoresPart', 'LeavesOut']);

/** Whether an undo says, beside the keys that it counts as skipped, that the journal has not all of what was changed. */
export function saysIncomplete({ consequences }: Plan): boolean {
  return consequences.some((consequence) => partial.has(consequence));
}

/** The entries that are corrected as their transactions are settled, or `null` where the contract has no such stream. */
export function correctionsOf(
  { journal }: Api,
  connection: ConnectionId,
  signal: AbortSignal,
): AsyncIterable<JournalEntry> | null {
  if (!('corrections' in journal) || typeof journal.corrections !== 'function') return null;
  return journal.corrections({ connection }, { signal });
}

/** Plans to make sure that a lost transaction cannot happen any more, or `null` where the contract has no such plan. */
export function planFence(
  { plans }: Api,
  request: { readonly connection: ConnectionId; readonly journalEntry: string },
): AsyncIterable<PlanNotice> | null {
  return 'planFence' in plans && typeof plans.planFence === 'function' ? plans.planFence(request) : null;
}

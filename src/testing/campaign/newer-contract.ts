import type { Api } from '../../contract/api.ts';
import type { EtcdError } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { JournalEntry } from '../../contract/journal.ts';
import type { Plan, PlanNotice } from '../../contract/plans.ts';

/** Whether a report or an entry says that what is unknown may happen later; `null` where it does not say. */
export function saysMayStillHappen(said: object): boolean | null {
  return 'mayStillHappen' in said && typeof said.mayStillHappen === 'boolean' ? said.mayStillHappen : null;
}

/** Whether a failure says that what is unknown may happen later; `null` where it does not say. */
export function failureSaysMayStillHappen({ detail }: EtcdError): boolean | null {
  const said = detail?.mayStillHappen;
  return said === undefined ? null : said === 1;
}

/** How many changes an undo says that it leaves out because the journal has lost them. */
export function unreadOf(plan: Plan): number {
  return 'unread' in plan && typeof plan.unread === 'number' ? plan.unread : 0;
}

/** Whether the contract settles lost transactions later. */
export function hasCorrections({ journal }: Api): boolean {
  return 'corrections' in journal;
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

import type { EntryEnd, ReadEntry, Verdict } from './journal.ts';

/**
 * Returns an entry's end, by everything known of its transactions and the new finding about one of them; `total`: the
 * keys of the whole act, where kept.
 */
export async function settledEntry(
  entry: ReadEntry,
  total: number | null,
  decided: { readonly place: number; readonly verdict: Verdict },
): Promise<EntryEnd & { readonly keyCount: number }> {
  let done = 0;
  let unknown = 0;
  let mayStillHappen = false;
  let revision: number | null = null;
  for await (const transaction of entry.transactions()) {
    const { place, changes, isOpen } = transaction;
    const verdict = place === decided.place && transaction.revision === null ? decided.verdict : null;
    if (verdict?.kind === 'notDone') continue;
    const made = verdict?.kind === 'done' ? verdict.revision : transaction.revision;
    if (made === null) unknown += changes.length;
    else done += changes.length;
    mayStillHappen ||= isOpen && verdict === null;
    if (made !== null) revision = Math.max(revision ?? 0, made);
  }
  const isWhole = done >= (total ?? done);
  const outcome = unknown > 0 ? 'unknown' : done === 0 ? 'failed' : isWhole ? 'done' : 'stopped';
  return { outcome, revision, keyCount: done + unknown, mayStillHappen };
}

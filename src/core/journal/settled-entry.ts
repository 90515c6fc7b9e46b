import type { EntryEnd, ReadEntry } from './journal.ts';

/** How an entry has ended, by all that is known of its transactions; `total`: the keys of the whole act, where kept. */
export async function settledEntry(
  entry: ReadEntry,
  total: number | null,
): Promise<EntryEnd & { readonly keyCount: number }> {
  let done = 0;
  let unknown = 0;
  let mayStillHappen = false;
  let revision: number | null = null;
  for await (const transaction of entry.transactions()) {
    if (transaction.revision === null) unknown += transaction.changes.length;
    else done += transaction.changes.length;
    mayStillHappen ||= transaction.isOpen;
    if (transaction.revision !== null) revision = Math.max(revision ?? 0, transaction.revision);
  }
  const isWhole = done >= (total ?? done);
  const outcome = unknown > 0 ? 'unknown' : done === 0 ? 'failed' : isWhole ? 'done' : 'stopped';
  return { outcome, revision, keyCount: done + unknown, mayStillHappen };
}

import type { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { watch } from '../etcd/watch.ts';
import type { JournalledChange } from '../journal/journal.ts';
import { toNoted } from '../journal/records.ts';
import { type LostTransaction, leavesTrace, verdictAt } from './lost-transaction.ts';
import { fateOf, foundAt, readPatiently, revisionOf, type SettleBounds } from './settle-lost.ts';

/** Reading history up to a change already seen waits for nothing new. */
const historyMs = 30_000;

/** The known outcome of a transaction without guards that was sent and failed. */
export type SettledUnguarded =
  /** `changes`: with what the keys were just before. */
  | { readonly kind: 'done'; readonly revision: number; readonly changes: readonly JournalledChange[] }
  | { readonly kind: 'notDone'; readonly failure: EtcdeckError }
  | { readonly kind: 'open' | 'untold' };

/**
 * Returns the outcome of a transaction that compares other than the modRevisions of its keys, and was sent and failed. It
 * was done where the history of its keys since shows all that it writes at one revision. Nothing shows that it was not:
 * it may still arrive, and it is `open` then. So is one whose traces another client has written over in a compacted part
 * of the history, and one that only deletes keys.
 */
export async function settleUnguarded(
  failure: EtcdeckError,
  client: EtcdClient,
  changes: readonly JournalledChange[],
  since: number,
  { patienceMs, signal }: SettleBounds,
): Promise<SettledUnguarded> {
  const kind = fateOf(failure);
  if (kind === 'notDone') return { kind, failure };
  if (kind !== 'lost') return { kind };
  const lost = { changes: changes.map(toNoted), since };
  const pivot = lost.changes.findIndex(leavesTrace);
  const now = await readPatiently(client, lost.changes, patienceMs, signal);
  const last = now?.found[pivot]?.modRevision ?? 0;
  if (last <= since) return { kind: 'open' };
  try {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(historyMs)]);
    return (await found(client, lost, changes, { pivot, last }, bounded)) ?? { kind: 'open' };
  } catch {
    return { kind: 'open' };
  }
}

/** Looks at each change of one key since, up to the last one that was seen. Fails as a watch and a read do. */
async function found(
  client: EtcdClient,
  lost: LostTransaction,
  changes: readonly JournalledChange[],
  { pivot, last }: { readonly pivot: number; readonly last: number },
  signal: AbortSignal,
): Promise<SettledUnguarded | null> {
  const key = lost.changes[pivot]?.key ?? new Uint8Array();
  const range = { key, rangeEnd: null, startRevision: lost.since + 1, previous: false, signal };
  for await (const notice of watch(client, range)) {
    if (notice.kind === 'compacted') return null;
    if (notice.kind !== 'event') continue;
    const revision = revisionOf(notice.event);
    const then = await foundAt(client, lost.changes, { revision, signal });
    if (verdictAt(lost.changes, then, revision).kind === 'done') {
      const before = await foundAt(client, lost.changes, { revision: revision - 1, signal });
      return { kind: 'done', revision, changes: withBefore(changes, before) };
    }
    if (revision >= last) return null;
  }
  return null;
}

const withBefore = (
  changes: readonly JournalledChange[],
  before: readonly (KeyValue | null)[],
): readonly JournalledChange[] => changes.map((change, place) => ({ ...change, before: before[place] ?? null }));

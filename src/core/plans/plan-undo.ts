import type { LeaseId } from '../../contract/ids.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { PlanConsequence } from '../../contract/plan-consequences.ts';
import type { PlansApi } from '../../contract/plans.ts';
import { compareBytes, startsWithAny } from '../bytes/bytes.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { KeyReader } from '../etcd/key-reader.ts';
import type { NotedTransaction } from '../journal/journal.ts';
import { digestOf, type NotedChange } from '../journal/records.ts';
import { type Settled, settleNow } from '../writes/settle-lost.ts';
import { ChangeList } from './change-list.ts';
import { etcdctlLines } from './etcdctl-lines.ts';
import { notedEntry } from './noted-entry.ts';
import type { PlanParts } from './plan-parts.ts';
import type { Planner } from './planning.ts';
import { withValuesBefore } from './values-before.ts';

/**
 * Plans to restore the keys that a journal entry changed. Reports the keys it leaves: those changed since, and those
 * that cannot be read.
 */
export async function* planUndo(
  parts: PlanParts,
  request: Parameters<PlansApi['planUndo']>[0],
  signal: AbortSignal,
): Planner {
  const { codecs, store } = parts;
  const { held, entry, revision } = await notedEntry(parts, request, 'planUndo', signal);
  const changes = new ChangeList();
  const consequences = new Set<PlanConsequence>();
  const reader = new KeyReader(held.client);
  let scanned = 0;
  let lost = 0;
  for await (const transaction of entry.transactions()) {
    const { isOpen } = transaction;
    if (isOpen) consequences.add('MayStillHappen');
    const made = await outcomeOf(held.client, transaction, signal);
    scanned += transaction.changes.length;
    const revision = made.kind === 'done' ? made.revision : null;
    const noted = await withValuesBefore(reader, transaction.changes, revision, signal);
    if (noted === null) {
      // What was not done has nothing to be read.
      if (made.kind === 'notDone') for (const { key } of transaction.changes) changes.skip({ key, bytes: 0 });
      else lost += transaction.changes.length;
      yield scanned;
      continue;
    }
    // For moves, restoring comes before removing, in case they fall into different transactions.
    const again = [...noted.filter(({ before }) => before !== null), ...noted.filter(({ before }) => before === null)];
    const { found } = await reader.all(
      again.map(({ key }) => key),
      { signal },
    );
    await held.findRegistries(
      again.map(({ key }, place) => ({ key, value: found[place]?.value ?? null })),
      { signal },
    );
    for (const [place, change] of again.entries()) {
      const current = found[place] ?? null;
      const { key, before } = change;
      if (isAsBefore(change, current) || !isAsLeft(change, made, current)) {
        if (!isAsBefore(change, current)) consequences.add('LeavesKeys');
        changes.skip({ key, bytes: before?.value.length ?? 0 });
        continue;
      }
      if (made.kind === 'untold') consequences.add('OutcomeUntold');
      if (startsWithAny(key, held.registries())) consequences.add('BypassesKubernetes');
      if (before !== null && (await codecs.holdsSecret(before.value, { signal, key })))
        consequences.add('HoldsSecrets');
      const lease = leaseAgain(before, current);
      if (before?.lease !== undefined && before.lease !== null && lease === null) consequences.add('LosesLeases');
      changes.add({
        kind: before === null ? 'delete' : current === null ? 'create' : 'overwrite',
        key,
        expectedModRevision: current?.modRevision ?? 0,
        value: before?.value ?? null,
        lease,
        isJoined: false,
      });
    }
    yield scanned;
  }
  const unread = lost + Math.max(0, (entry.keyCount ?? 0) - scanned);
  if (unread > 0) consequences.add('JournalIncomplete');
  yield await store.add(
    {
      connection: held,
      act: 'undo',
      changes,
      undoes: request.journalEntry,
      unread,
      revision,
      consequences: [...consequences],
      etcdctl: etcdctlLines(held.profile, changes),
      kubectl: [],
      subject: changes.length === 1 ? (changes.samples.find(({ kind }) => kind !== 'skip')?.key ?? none) : none,
    },
    signal,
  );
}

const none = new Uint8Array();

/** Returns a transaction's outcome, from the journal, or else from the history of its keys. */
async function outcomeOf(
  client: EtcdClient,
  { revision, changes, since, isGuarded }: NotedTransaction,
  signal: AbortSignal,
): Promise<Settled> {
  if (revision === null && !isGuarded) return { kind: 'untold' };
  return revision === null ? await settleNow(client, { changes, since }, signal) : { kind: 'done', revision };
}

/** Whether there is nothing to restore: the write was not done, or was reverted. */
function isAsBefore({ before }: NotedChange, current: KeyValue | null): boolean {
  return before === null ? current === null : current?.modRevision === before.modRevision;
}

/** Whether a key is as the transaction left it. Where the outcome is unknown, the key's value decides. */
function isAsLeft({ before, after }: NotedChange, made: Settled, current: KeyValue | null): boolean {
  if (made.kind === 'notDone') return false;
  if (after === null || current === null) return after === null && current === null;
  if (made.kind === 'done') return current.modRevision === made.revision;
  return current.modRevision !== before?.modRevision && compareBytes(digestOf(current.value), after) === 0;
}

/** A key still on its lease stays on it; a lease that it had earlier may be gone. */
function leaseAgain(before: NotedChange['before'], current: KeyValue | null): LeaseId | null | 'keep' {
  return current !== null && current.lease === (before?.lease ?? null) ? 'keep' : null;
}

import { EtcdError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { ExecutionNotice, ExecutionReport } from '../../contract/plans.ts';
import { cancelled } from '../etcd/failures.ts';
import { conflictOf, type GuardedWrite, writeGuarded } from '../etcd/txn.ts';
import { learnLimits, txnLimits } from '../etcd/txn-limits.ts';
import type { Journal, JournalledChange, JournalWriter } from '../journal/journal.ts';
import type { Change } from './change-list.ts';
import { KeyReader } from './key-reader.ts';
import type { StoredPlan } from './plan-store.ts';
import { settleUnknown } from './settle-unknown.ts';
import { fitting, requestBytes, transactionsOf } from './transactions.ts';

const leastMs = 100;
/** Of values before a transaction, which are held and journalled at once. */
const mostBytesBefore = 8 * 1024 * 1024;

/** How far an execution has come. */
interface Progress {
  done: number;
  unknown: number;
  revision: number | null;
  failure: EtcdError | null;
  stoppedAt: Uint8Array | null;
}

/**
 * Executes a plan in guarded transactions, each journalled before it is sent. Stops at the first that is not confirmed,
 * and between two when `signal` says so; what is under way is never broken off.
 */
export async function* executePlan(
  stored: StoredPlan,
  journal: Journal,
  signal: AbortSignal,
): AsyncGenerator<ExecutionNotice, void> {
  const { plan, connection, changes } = stored;
  const total = changes.length;
  const progress: Progress = { done: 0, unknown: 0, revision: null, failure: null, stoppedAt: null };
  const writer = total === 0 ? null : await journal.begin(connection, plan.act);
  try {
    let toldAt = 0;
    for await (const _ of writer === null ? [] : written(stored, writer, progress, signal)) {
      if (performance.now() - toldAt < leastMs) continue;
      toldAt = performance.now();
      yield { kind: 'progress', done: progress.done, total };
    }
  } finally {
    // Reached, too, when the consumer has left.
    await writer?.end(outcomeOf(progress, total), progress.revision);
  }
  yield { kind: 'ended', report: reportOf(progress, total, writer) };
}

/** Yields after each transaction that was confirmed; ends at the first that was not, with the reason in `progress`. */
async function* written(
  { connection, changes, clusterId }: StoredPlan,
  writer: JournalWriter,
  progress: Progress,
  signal: AbortSignal,
): AsyncGenerator<void, void> {
  const { client } = connection;
  const reader = new KeyReader(client);
  for (const part of transactionsOf(changes, () => txnLimits(client))) {
    for (let rest = part; rest.length > 0; ) {
      progress.stoppedAt = rest[0]?.key.slice() ?? null;
      let sent: readonly Change[] = [];
      try {
        if (signal.aborted) throw cancelled('execute');
        const { changes: next, before } = await readBefore(reader, rest.slice(0, fitting(rest, txnLimits(client))));
        sent = next;
        await writer.note(before);
        const answer = await writeGuarded(client, toWrites(before, next));
        if (answer.clusterId !== clusterId) throw otherCluster(answer.clusterId);
        progress.revision = answer.revision;
      } catch (error) {
        const failure = toFailure(error);
        const size = { ops: sent.length, bytes: sent.reduce((sum, change) => sum + requestBytes(change), 0) };
        if (learnLimits(client, failure, size)) continue;
        const settled = failure.code === 'OutcomeUnknown' ? await settleUnknown(client, sent, connection.closed) : null;
        if (settled?.kind !== 'done') {
          progress.failure = failure;
          const isUnknown = settled?.kind === 'unknown' || failure.code === 'ClusterIDMismatch';
          progress.unknown = isUnknown ? sent.length : 0;
          return;
        }
        progress.revision = settled.revision;
      }
      await writer.confirmed(progress.revision);
      progress.done += sent.length;
      rest = rest.slice(sent.length);
      yield;
    }
  }
  progress.stoppedAt = null;
}

/** What the keys hold now, as many of them as can be held. Fails with `Conflict` where one is not at its modRevision. */
async function readBefore(
  reader: KeyReader,
  changes: readonly Change[],
): Promise<{ readonly changes: readonly Change[]; readonly before: readonly JournalledChange[] }> {
  const existing = changes.filter(({ expectedModRevision }) => expectedModRevision !== 0);
  const found: (KeyValue | null)[] = [];
  for (let bytes = 0; found.length < existing.length && (found.length === 0 || bytes < mostBytesBefore); ) {
    const answer = await reader.first(existing.slice(found.length).map(({ key }) => key));
    for (const entry of answer.found) {
      const change = existing[found.length];
      if (change !== undefined && entry?.modRevision !== change.expectedModRevision) {
        throw conflictOf(change.key, entry?.modRevision ?? 0);
      }
      found.push(entry);
      bytes += entry?.value.length ?? 0;
    }
  }
  const before: JournalledChange[] = [];
  let place = 0;
  for (const { key, value, expectedModRevision } of changes) {
    if (expectedModRevision !== 0 && place === found.length) break;
    before.push({ key, before: expectedModRevision === 0 ? null : (found[place++] ?? null), after: value });
  }
  // What is joined stays together here, too.
  const count = fitting(changes, { ops: before.length, bytes: Number.POSITIVE_INFINITY });
  return { changes: changes.slice(0, count), before: before.slice(0, count) };
}

function toWrites(before: readonly JournalledChange[], changes: readonly Change[]): readonly GuardedWrite[] {
  return changes.map(({ key, expectedModRevision, value, lease }, place) => ({
    key,
    expectedModRevision,
    // A key has its lease for as long as it has its modRevision, so the one that was read is the one that is kept.
    put: value === null ? null : { value, lease: lease === 'keep' ? (before[place]?.before?.lease ?? null) : lease },
  }));
}

function outcomeOf({ done, unknown, failure }: Progress, total: number): 'done' | 'stopped' | 'unknown' | 'failed' {
  if (unknown > 0) return 'unknown';
  if (failure === null && done === total) return 'done';
  return done > 0 ? 'stopped' : 'failed';
}

function reportOf(progress: Progress, total: number, writer: JournalWriter | null): ExecutionReport {
  const { done, unknown, failure, stoppedAt, revision } = progress;
  return {
    outcome: failure === null ? 'done' : 'stopped',
    done,
    notDone: total - done - unknown,
    unknown,
    failure: failure?.toFailure() ?? null,
    stoppedAt: failure === null ? null : stoppedAt,
    revision: done > 0 ? revision : null,
    journalEntry: done + unknown > 0 ? (writer?.id ?? null) : null,
  };
}

function toFailure(error: unknown): EtcdError {
  if (error instanceof EtcdError) return error;
  return new EtcdError({ code: 'Internal', message: String(error), operation: 'execute' }, { cause: error });
}

function otherCluster(clusterId: string): EtcdError {
  const message = `another cluster, ${clusterId}, answered`;
  return new EtcdError({ code: 'ClusterIDMismatch', message, operation: 'execute', detail: { clusterId } });
}

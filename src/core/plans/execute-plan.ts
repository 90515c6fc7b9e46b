import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { ExecutionNotice, ExecutionReport } from '../../contract/plans.ts';
import { cancelled } from '../etcd/failures.ts';
import { KeyReader } from '../etcd/key-reader.ts';
import { conflictOf, type GuardedWrite, writeGuarded } from '../etcd/txn.ts';
import { learnLimits, txnLimits } from '../etcd/txn-limits.ts';
import type { Journal, JournalledChange, JournalWriter } from '../journal/journal.ts';
import { toNoted } from '../journal/records.ts';
import { paced } from '../streams/paced.ts';
import { type Settled, settleFailed } from '../writes/settle-lost.ts';
import type { Change } from './change-list.ts';
import type { StoredPlan } from './plan-store.ts';
import { fitting, requestBytes, transactionsOf } from './transactions.ts';

/** Of values before a transaction, which are held and journalled at once. */
const mostBytesBefore = 8 * 1024 * 1024;
/** A cluster that lost its leader has another one long before. */
const patienceMs = 30_000;

/** How far an execution has come. */
interface Progress {
  done: number;
  unknown: number;
  mayStillHappen: boolean;
  revision: number | null;
  /** The newest that was seen, from before the first transaction on. */
  seen: number;
  failure: EtcdeckError | null;
  stoppedAt: Uint8Array | null;
}

/**
 * Executes a plan in guarded transactions, each journalled before it is sent. Stops at the first that is not confirmed,
 * and between two when `signal` says so; what is under way is never broken off. `now.revision`: one that the cluster has
 * reached.
 */
export async function* executePlan(
  stored: StoredPlan,
  journal: Journal,
  now: { readonly revision: number },
  signal: AbortSignal,
): AsyncGenerator<ExecutionNotice, void> {
  const { plan, connection, changes, undoes } = stored;
  const total = changes.length;
  const progress: Progress = {
    done: 0,
    unknown: 0,
    mayStillHappen: false,
    revision: null,
    seen: now.revision,
    failure: null,
    stoppedAt: null,
  };
  const writer = total === 0 ? null : await journal.begin(connection, plan.act, total, undoes);
  try {
    const isDue = paced();
    for await (const _ of writer === null ? [] : written(stored, writer, progress, signal)) {
      if (isDue()) yield { kind: 'progress', done: progress.done, total };
    }
  } finally {
    // Reached, too, when the consumer has left.
    const { revision, mayStillHappen } = progress;
    await writer?.end({ outcome: outcomeOf(progress, total), revision, mayStillHappen });
  }
  yield { kind: 'ended', report: reportOf(progress, total, writer) };
}

/** Yields after each transaction that was confirmed; ends at the first that was not, with the reason in `progress`. */
async function* written(
  { connection, changes }: StoredPlan,
  writer: JournalWriter,
  progress: Progress,
  signal: AbortSignal,
): AsyncGenerator<void, void> {
  const { client } = connection;
  const reader = new KeyReader(client);
  for (const part of transactionsOf(changes, () => txnLimits(client))) {
    for (let rest = part; rest.length > 0; ) {
      progress.stoppedAt = rest[0]?.key.slice() ?? null;
      let sent: Sent | null = null;
      try {
        if (signal.aborted) throw cancelled('execute');
        const next = await readBefore(reader, rest.slice(0, fitting(rest, txnLimits(client))), progress.seen, signal);
        const changed = next.before.map(({ key, before }) => ({ key, value: before?.value ?? null }));
        await connection.findRegistries(changed, { signal });
        client.admitWrite('txn');
        await writer.note(next.before, next.since);
        sent = next;
        progress.revision = (await writeGuarded(client, toWrites(next.before, next.changes))).revision;
      } catch (error) {
        const failure = toFailure(error);
        const settled = await settledAfter(failure, connection, sent);
        if (settled.kind === 'notDone' && sent !== null) {
          await writer.refused();
          if (learnLimits(client, settled.failure, sizeOf(sent))) continue;
        }
        if (settled.kind !== 'done') {
          progress.failure = settled.kind === 'notDone' ? settled.failure : failure;
          progress.unknown = settled.kind === 'notDone' ? 0 : (sent?.changes.length ?? 0);
          progress.mayStillHappen = settled.kind === 'open';
          return;
        }
        progress.revision = settled.revision;
      }
      await writer.confirmed(progress.revision);
      const count = sent?.changes.length ?? 0;
      progress.seen = progress.revision;
      progress.done += count;
      rest = rest.slice(count);
      yield;
    }
  }
  progress.stoppedAt = null;
}

/** What a transaction was sent of. `since`: a revision at which the keys were as they are compared. */
interface Sent {
  readonly changes: readonly Change[];
  readonly before: readonly JournalledChange[];
  readonly since: number;
}

/** What became of a transaction that failed. Only a refusal by the server is one for good. */
async function settledAfter(
  failure: EtcdeckError,
  { client, closed }: StoredPlan['connection'],
  sent: Sent | null,
): Promise<Settled> {
  if (sent === null) return { kind: 'notDone', failure };
  const lost = { changes: sent.before.map(toNoted), since: sent.since };
  return await settleFailed(failure, client, lost, { patienceMs, signal: closed });
}

function sizeOf({ changes }: Sent): { readonly ops: number; readonly bytes: number } {
  return { ops: changes.length, bytes: changes.reduce((sum, change) => sum + requestBytes(change), 0) };
}

/**
 * What the keys hold now, as many of them as can be held. `seen` is a revision that was seen before. Fails with `Conflict`
 * where one is not at its modRevision.
 */
async function readBefore(
  reader: KeyReader,
  changes: readonly Change[],
  seen: number,
  signal: AbortSignal,
): Promise<Sent> {
  let since: number | null = null;
  const existing = changes.filter(({ expectedModRevision }) => expectedModRevision !== 0);
  const found: (KeyValue | null)[] = [];
  for (let bytes = 0; found.length < existing.length && (found.length === 0 || bytes < mostBytesBefore); ) {
    const answer = await reader.first(
      existing.slice(found.length).map(({ key }) => key),
      { signal },
    );
    since ??= answer.revision;
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
  return { changes: changes.slice(0, count), before: before.slice(0, count), since: since ?? seen };
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
  const { done, unknown, mayStillHappen, failure, stoppedAt, revision } = progress;
  return {
    outcome: failure === null ? 'done' : 'stopped',
    done,
    notDone: total - done - unknown,
    unknown,
    mayStillHappen,
    failure: failure?.toFailure() ?? null,
    stoppedAt: failure === null ? null : stoppedAt,
    revision: done > 0 ? revision : null,
    journalEntry: done + unknown > 0 ? (writer?.id ?? null) : null,
  };
}

function toFailure(error: unknown): EtcdeckError {
  if (error instanceof EtcdeckError) return error;
  return new EtcdeckError({ code: 'Internal', message: String(error), operation: 'execute' }, { cause: error });
}

import type { ExecutionNotice, KeysReport } from '../../contract/execution.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { cancelled } from '../etcd/failures.ts';
import { KeyReader } from '../etcd/key-reader.ts';
import { conflictOf, type GuardedWrite } from '../etcd/txn.ts';
import { learnLimits, txnLimits } from '../etcd/txn-limits.ts';
import type { Journal, JournalledChange, JournalWriter } from '../journal/journal.ts';
import { paced } from '../streams/paced.ts';
import { writeJournalled } from '../writes/write-journalled.ts';
import type { Change } from './change-list.ts';
import { LeaseGranter } from './lease-granter.ts';
import type { StoredKeysPlan } from './stored-plan.ts';
import { fitting, requestBytes, transactionsOf } from './transactions.ts';

/** The bytes of previous values that are held and journalled at once. */
const mostBytesBefore = 8 * 1024 * 1024;
/** A cluster that lost its leader elects another one well within this time. */
const patienceMs = 30_000;

/** The progress of an execution. */
interface Progress {
  done: number;
  unknown: number;
  mayStillHappen: boolean;
  revision: number | null;
  /** The newest revision seen, from before the first transaction on. */
  seen: number;
  failure: EtcdeckError | null;
  stoppedAt: Uint8Array | null;
}

/**
 * Executes a plan of keys in guarded transactions, each journalled before it is sent. Stops at the first unconfirmed
 * one, and between two when `signal` aborts; a transaction under way is never interrupted. `now.revision`: a revision
 * that the cluster has reached.
 */
export async function* executeKeys(
  stored: StoredKeysPlan,
  journal: Journal,
  now: { readonly revision: number },
  signal: AbortSignal,
): AsyncGenerator<ExecutionNotice, void> {
  const { act, connection, changes, undoes, plan } = stored;
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
  const { etcdctl } = plan;
  const writer = total === 0 ? null : await journal.begin(connection, { act, total, undoes, etcdctl });
  try {
    const isDue = paced();
    for await (const _ of writer === null ? [] : written(stored, writer, progress, signal)) {
      if (isDue()) yield { kind: 'progress', done: progress.done, total };
    }
  } finally {
    // Also reached when the consumer leaves.
    const { revision, mayStillHappen } = progress;
    await writer?.end({ outcome: outcomeOf(progress, total), revision, mayStillHappen });
  }
  yield { kind: 'ended', report: reportOf(progress, total, writer) };
}

/** Yields after each confirmed transaction; ends at the first unconfirmed one, with the reason in `progress`. */
async function* written(
  { connection, changes, grants }: StoredKeysPlan,
  writer: JournalWriter,
  progress: Progress,
  signal: AbortSignal,
): AsyncGenerator<void, void> {
  const { client } = connection;
  const reader = new KeyReader(client);
  const leases = new LeaseGranter(client, grants);
  for (const part of transactionsOf(changes, () => txnLimits(client))) {
    for (let rest = part; rest.length > 0; ) {
      progress.stoppedAt = rest[0]?.key.slice() ?? null;
      let count = 0;
      try {
        if (signal.aborted) throw cancelled('execute');
        const next = await readBefore(reader, rest.slice(0, fitting(rest, txnLimits(client))), progress.seen, signal);
        const changed = next.before.map(({ key, before }) => ({ key, value: before?.value ?? null }));
        await connection.findRegistries(changed, { signal });
        client.admitWrite('txn');
        await leases.grant(next.changes, signal);
        const write = { writes: toWrites(next), changes: next.before, since: next.since };
        const written = await writeJournalled(connection, writer, write, { patienceMs });
        if (written.kind === 'notDone' && learnLimits(client, written.failure, sizeOf(next))) continue;
        if (written.kind === 'unknown') {
          progress.unknown = next.changes.length;
          progress.mayStillHappen = written.mayStillHappen;
        }
        if (written.kind !== 'done') throw written.failure;
        progress.revision = written.revision;
        progress.seen = written.revision;
        count = next.changes.length;
      } catch (error) {
        progress.failure = toFailure(error);
        return;
      }
      progress.done += count;
      rest = rest.slice(count);
      yield;
    }
  }
  progress.stoppedAt = null;
}

/** The parts of one transaction. `since`: a revision at which the keys were as they are compared. */
interface Prepared {
  readonly changes: readonly Change[];
  readonly before: readonly JournalledChange[];
  readonly since: number;
}

function sizeOf({ changes }: Prepared): { readonly ops: number; readonly bytes: number } {
  return { ops: changes.length, bytes: changes.reduce((sum, change) => sum + requestBytes(change), 0) };
}

/**
 * Returns the current values of the first keys, as many as can be held. `seen` is a revision seen before. Fails with
 * `Conflict` where a key is not at its modRevision.
 */
async function readBefore(
  reader: KeyReader,
  changes: readonly Change[],
  seen: number,
  signal: AbortSignal,
): Promise<Prepared> {
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
  // Joined changes stay together here, too.
  const count = fitting(changes, { ops: before.length, bytes: Number.POSITIVE_INFINITY });
  return { changes: changes.slice(0, count), before: before.slice(0, count), since: since ?? seen };
}

function toWrites({ before, changes }: Prepared): readonly GuardedWrite[] {
  return changes.map(({ key, expectedModRevision, value, lease }, place) => ({
    key,
    expectedModRevision,
    // A key's lease changes only with its modRevision, so the lease read here is the one kept.
    put: value === null ? null : { value, lease: lease === 'keep' ? (before[place]?.before?.lease ?? null) : lease },
  }));
}

function outcomeOf({ done, unknown, failure }: Progress, total: number): 'done' | 'stopped' | 'unknown' | 'failed' {
  if (unknown > 0) return 'unknown';
  if (failure === null && done === total) return 'done';
  return done > 0 ? 'stopped' : 'failed';
}

function reportOf(progress: Progress, total: number, writer: JournalWriter | null): KeysReport {
  const { done, unknown, mayStillHappen, failure, stoppedAt, revision } = progress;
  return {
    kind: 'keys',
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

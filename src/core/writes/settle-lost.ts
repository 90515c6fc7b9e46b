import { setTimeout } from 'node:timers/promises';
import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { WatchEvent } from '../../contract/watches.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { cancelled } from '../etcd/failures.ts';
import { KeyReader, type ReadKeys } from '../etcd/key-reader.ts';
import { isUnknownToKine } from '../etcd/kine-refusals.ts';
import { conflictOf, passThroughLog } from '../etcd/txn.ts';
import { watch } from '../etcd/watch.ts';
import type { Verdict } from '../journal/journal.ts';
import type { NotedChange } from '../journal/records.ts';
import {
  comparedModRevision,
  type LostTransaction,
  movedKey,
  pivotOf,
  verdictAt,
  wereCompared,
} from './lost-transaction.ts';

const pauseMs = 500;
/** How long one key is followed before the others are read again; at first, and at most. */
const firstLookMs = 2_000;
const longestLookMs = 30_000;
/** Reading history up to a change already seen waits for nothing new. */
const historyMs = 30_000;

/** The known outcome of a transaction that was sent and failed. */
export type Settled =
  | Exclude<Verdict, { readonly kind: 'notDone' }>
  /** `failure`: the server's refusal, or `Conflict` on the key that has changed. */
  | { readonly kind: 'notDone'; readonly failure: EtcdeckError }
  /** It may still be committed. */
  | { readonly kind: 'open' };

/**
 * Returns the outcome of a transaction that was sent and failed. Only a server's refusal is final. One stopped while
 * under way may have been done, and is `open` without waiting.
 */
export async function settleFailed(
  failure: EtcdeckError,
  client: EtcdClient,
  lost: LostTransaction,
  bounds: SettleBounds,
): Promise<Settled> {
  const kind = fateOf(failure);
  if (kind === 'notDone') return { kind, failure };
  return kind === 'lost' ? await settleLost(client, lost, bounds) : { kind };
}

/** Returns what the failure of a transaction that was sent says of it; `lost`: only its keys can tell. */
export function fateOf({ code, detail }: EtcdeckError): 'notDone' | 'open' | 'untold' | 'lost' {
  switch (code) {
    case 'OutcomeUnknown':
      return 'lost';
    case 'Cancelled':
    case 'Internal':
      return 'open';
    case 'ClusterIDMismatch':
      // Another cluster may have done it, and this one's keys would not show it.
      return detail?.sentTo === undefined ? 'notDone' : 'untold';
    default:
      return 'notDone';
  }
}

/** How long to retry, and when to stop. */
export interface SettleBounds {
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/**
 * Finds out the outcome of a transaction whose answer was lost, as far as it is known now. Waits for everything
 * proposed before, then looks as `settleNow` does. A transaction that waits in a member, or on the way to one, has not
 * entered the log: unchanged keys then prove nothing, and it is `open`. Asks for at most `patienceMs` while no member
 * answers.
 */
async function settleLost(
  client: EtcdClient,
  lost: LostTransaction,
  { patienceMs, signal }: SettleBounds,
): Promise<Settled> {
  const now = await readPatiently(client, lost.changes, patienceMs, signal);
  return now === null ? { kind: 'open' } : await settledBy(client, lost, now, signal);
}

/**
 * Returns a lost transaction's outcome by the history of its keys at this moment. Writes nothing, and waits for
 * nothing: one still in transit is `open`. Costs a read of its keys without values and, where one has changed, a watch
 * and up to two reads of its past. Fails as reads do.
 */
export async function settleNow(client: EtcdClient, lost: LostTransaction, signal: AbortSignal): Promise<Settled> {
  const now = await new KeyReader(client).all(keysOf(lost.changes), { keysOnly: true, signal });
  return await settledBy(client, lost, now, signal);
}

/** Settles a transaction by a compared key that has changed since, and by the keys' state at that change. */
async function settledBy(
  client: EtcdClient,
  lost: LostTransaction,
  now: ReadKeys,
  signal: AbortSignal,
): Promise<Settled> {
  const moved = movedKey(lost.changes, now.found);
  if (moved === null) return await createdNow(client, lost, now, signal).catch(() => ({ kind: 'open' }));
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(historyMs)]);
  try {
    const verdict = await decision(client, lost, moved, bounded);
    if (verdict.kind !== 'notDone') return verdict;
    const current = now.found[lost.changes.indexOf(moved)] ?? null;
    return { kind: 'notDone', failure: conflictOf(moved.key, current?.modRevision ?? 0) };
  } catch (error) {
    return { kind: isCompacted(error) ? 'untold' : 'open' };
  }
}

/**
 * Waits until the cluster's history decides the outcome of a transaction, however long that takes. Costs a watch on one
 * of its keys, which it would change with the others, and a read of all its keys twice a minute, for other clients'
 * changes. Fails as a watch and a read do; rejects with `Cancelled` when stopped.
 */
export async function untilDecided(client: EtcdClient, lost: LostTransaction, signal: AbortSignal): Promise<Verdict> {
  const pivot = pivotOf(lost.changes);
  if (pivot === null) return { kind: 'notDone' };
  let { since } = lost;
  for (let lookMs = firstLookMs; ; lookMs = Math.min(lookMs * 2, longestLookMs)) {
    const now = await new KeyReader(client).all(keysOf(lost.changes), { keysOnly: true, signal });
    const moved = movedKey(lost.changes, now.found);
    const settled = moved === null ? await createdNow(client, lost, now, signal) : ({ kind: 'open' } as const);
    if (settled.kind === 'done') return settled;
    const aWhile = moved === null ? AbortSignal.any([signal, AbortSignal.timeout(lookMs)]) : signal;
    try {
      return await decision(client, { ...lost, since }, moved ?? pivot, aWhile);
    } catch (error) {
      // It happened in the compacted part of the history.
      if (isCompacted(error) && moved !== null) return { kind: 'untold' };
      if (!isCompacted(error) && (signal.aborted || !aWhile.aborted)) throw error;
      // The history up to this read need not be read again.
      if (isCompacted(error) || comparedModRevision(pivot) !== 0) since = now.revision;
    }
  }
}

/**
 * Follows one key from before the transaction was sent. The first change of a key that existed decides. A key that did
 * not exist may be created by others, deleted, and finally created by the transaction. Fails with `Compacted`.
 */
async function decision(
  client: EtcdClient,
  { changes, since }: LostTransaction,
  pivot: NotedChange,
  signal: AbortSignal,
): Promise<Verdict> {
  const range = { key: pivot.key, rangeEnd: null, startRevision: since + 1, previous: false, signal };
  for await (const notice of watch(client, range)) {
    if (notice.kind === 'compacted') throw compacted(notice.compactRevision);
    if (notice.kind !== 'event') continue;
    const existed = comparedModRevision(pivot) !== 0;
    if (!existed && !isCreation(notice.event)) continue;
    const verdict = await readAt(client, changes, revisionOf(notice.event), signal);
    if (existed || verdict.kind === 'done') return verdict;
  }
  throw cancelled('watch');
}

/** For a transaction that only creates keys: done where the present keys were created as it would have created them. */
async function createdNow(
  client: EtcdClient,
  { changes }: LostTransaction,
  { found }: ReadKeys,
  signal: AbortSignal,
): Promise<Settled> {
  const [first] = found;
  const isOfCreations = changes.every((change) => comparedModRevision(change) === 0);
  if (!isOfCreations || first === null || first === undefined) return { kind: 'open' };
  try {
    const verdict = await readAt(client, changes, first.createRevision, signal);
    return verdict.kind === 'done' ? verdict : { kind: 'open' };
  } catch (error) {
    // The key may be deleted, whichever client created it, and then created by the transaction.
    if (isCompacted(error)) return { kind: 'open' };
    throw error;
  }
}

/** Returns the outcome by the keys at a revision that changed one of them, and by what they were just before. */
async function readAt(
  client: EtcdClient,
  changes: readonly NotedChange[],
  revision: number,
  signal: AbortSignal,
): Promise<Verdict> {
  const verdict = verdictAt(changes, await foundAt(client, changes, { revision, signal }), revision);
  if (verdict.kind === 'notDone') return verdict;
  try {
    const before = await foundAt(client, changes, { revision: revision - 1, keysOnly: true, signal });
    return wereCompared(changes, before) ? verdict : { kind: 'notDone' };
  } catch (error) {
    // What is left of the history begins with this revision, and has the keys as written.
    if (isCompacted(error)) return verdict;
    throw error;
  }
}

/** Returns keys at a past revision, and waits for a member that can answer. Fails with `Compacted`. */
export async function foundAt(
  client: EtcdClient,
  changes: readonly NotedChange[],
  options: { readonly revision: number; readonly keysOnly?: boolean; readonly signal: AbortSignal },
): Promise<ReadKeys['found']> {
  const { signal } = options;
  for (;;) {
    try {
      const { found } = await new KeyReader(client).all(keysOf(changes), options);
      return found;
    } catch (error) {
      if (!(error instanceof EtcdeckError && error.retry)) throw error;
      await setTimeout(pauseMs, undefined, { signal });
    }
  }
}

/**
 * Returns keys, without their values, after everything that was proposed before; `null` where no member answers in time.
 */
export async function readPatiently(
  client: EtcdClient,
  changes: readonly NotedChange[],
  patienceMs: number,
  signal: AbortSignal,
): Promise<ReadKeys | null> {
  const keys = keysOf(changes);
  let isDecided = false;
  for (const giveUpAt = performance.now() + patienceMs; ; ) {
    try {
      const [key] = keys;
      if (!isDecided && key !== undefined) await passThroughLog(client, key, { signal });
      isDecided = true;
      return await new KeyReader(client).all(keys, { keysOnly: true, signal });
    } catch (error) {
      if (!(error instanceof EtcdeckError)) return null;
      // kine has no log: its database is already decided.
      if (!isDecided && isUnknownToKine(error)) {
        isDecided = true;
        continue;
      }
      const mayPass = error.retry || error.code === 'OutcomeUnknown';
      if (!mayPass || performance.now() > giveUpAt) return null;
      await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

const keysOf = (changes: readonly NotedChange[]): readonly Uint8Array[] => changes.map(({ key }) => key);

/** Returns the revision of an event. */
export function revisionOf(event: WatchEvent<KeyValue>): number {
  return event.type === 'put' ? event.entry.modRevision : event.modRevision;
}

const isCreation = (event: WatchEvent<KeyValue>): boolean => event.type === 'put' && event.entry.version === 1;

function isCompacted(error: unknown): boolean {
  return error instanceof EtcdeckError && error.code === 'Compacted';
}

function compacted(compactRevision: number): EtcdeckError {
  return new EtcdeckError({ code: 'Compacted', message: 'the history is gone', detail: { compactRevision } });
}

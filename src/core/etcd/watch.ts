import { setTimeout as delay } from 'node:timers/promises';
import type { IWatchRequest, IWatchResponse } from 'etcd3';
import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { ChangeType, WatchNotice } from '../../contract/watches.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { EtcdClient } from './client.ts';
import { cancelled, toEtcdeckError } from './failures.ts';
import { toNumber } from './ids.ts';
import { range as read, toTheEnd } from './kv.ts';
import { openStream } from './open-stream.ts';
import { statusOfGoName } from './rpctypes.ts';
import { RevisionAssembly, toWatchEvent } from './watch-events.ts';

/** The keys that a watch follows, and its start revision. */
export interface WatchRange {
  readonly key: Uint8Array;
  /** The range's end; `null` for one key. */
  readonly rangeEnd: Uint8Array | null;
  /** The first revision to report; `null` starts with the next change. */
  readonly startRevision: number | null;
  /** Sends the value before each change too. */
  readonly previous: boolean;
  /** Only changes of this type; the member leaves out the others. */
  readonly only?: ChangeType | undefined;
  /** Ends the watch after this revision, once it had a change. */
  readonly untilRevision?: number | null;
  readonly signal?: Abort | undefined;
}

/**
 * Follows a range until it is stopped: every event once, in revision order, across lost connections. Pulled: does not
 * read from the member while the consumer does not ask. The first start fails when no endpoint accepts it; later only
 * failures that waiting cannot resolve end it, such as `PermissionDenied`. A compaction ends it with a notice. Costs
 * one stream of its own: an old member stops reading a stream after refusing a watch on it (etcd #11708).
 */
export function watch(client: EtcdClient, range: WatchRange): AsyncIterable<WatchNotice<KeyValue>> {
  return stoppable(range.signal, (signal) => follow(client, range, signal));
}

interface Position {
  /** The revision to continue from; `null` until a watch without a start revision knows the present one. */
  next: number | null;
  hasStarted: boolean;
}

const firstPauseMs = 100;
const longestPauseMs = 2_000;

async function* follow(
  client: EtcdClient,
  range: WatchRange,
  signal: AbortSignal,
): AsyncGenerator<WatchNotice<KeyValue>, void> {
  const position: Position = { next: range.startRevision, hasStarted: false };
  let pauseMs = firstPauseMs;
  let told: string | null = null;
  for (;;) {
    try {
      for await (const notice of oneStream(client, range, position, signal)) {
        pauseMs = firstPauseMs;
        told = null;
        yield notice;
        if (notice.kind === 'compacted') return;
      }
      // A stream ends by itself only after the last revision that was asked for.
      return;
    } catch (error) {
      if (signal.aborted) throw cancelled('watch');
      const failure = toEtcdeckError(error, { operation: 'watch', isWrite: false });
      if (!position.hasStarted || !mayPass(failure)) throw failure;
      if (told !== failure.code) yield { kind: 'reconnecting', failure: failure.toFailure() };
      told = failure.code;
    }
    // An abort ends the pause early; the next round then throws.
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

/** Follows one stream from its start until it breaks, which throws. */
async function* oneStream(
  client: EtcdClient,
  range: WatchRange,
  position: Position,
  signal: AbortSignal,
): AsyncGenerator<WatchNotice<KeyValue>, void> {
  await requireEveryKey(client, range, signal);
  const request = toRequest(range, position.next);
  const { answer, endpoint } = await client.attempt(
    (channel, bounds) =>
      openStream<IWatchResponse>(
        channel,
        {
          service: 'Watch',
          method: 'watch',
          request,
          metadata: requireLeader,
          answerBy: bounds.connectBy,
          refusal: watchRefusal,
        },
        bounds,
      ),
    { signal },
  );
  const { first, stream } = answer;
  try {
    // The header has the store's revision, not the watch's: a starting point only where there is no other.
    position.next ??= toNumber(first.header.revision) + 1;
    yield position.hasStarted
      ? { kind: 'resumed', endpoint, fromRevision: position.next }
      : { kind: 'started', revision: position.next };
    position.hasStarted = true;
    const assembly = new RevisionAssembly();
    const end = range.untilRevision ?? Number.POSITIVE_INFINITY;
    for await (const response of stream.messages) {
      if (response.compact_revision !== '0') {
        yield { kind: 'compacted', compactRevision: toNumber(response.compact_revision) };
        return;
      }
      const refused = watchRefusal(response, endpoint);
      if (refused !== null) throw refused;
      const events = assembly.add(response.events, response.fragment);
      for (const event of events) {
        if (toNumber(event.kv.mod_revision) > end) return;
        yield { kind: 'event', event: toWatchEvent(event) };
      }
      const last = events.at(-1);
      if (last !== undefined) position.next = toNumber(last.kv.mod_revision) + 1;
      else if (response.events.length === 0) {
        // A progress notice: sent only while the watch is level with the store, after all events up to its revision.
        // Continuing from it is safe, and spares a quiet watch a needless "compacted".
        const revision = toNumber(response.header.revision);
        position.next = Math.max(position.next, revision + 1);
        yield { kind: 'progress', revision };
      }
      // A revision is given whole.
      if (position.next > end) return;
    }
    throw new EtcdeckError({ code: 'ConnectionCut', message: 'the member ended the stream', endpoint, retry: true });
  } finally {
    stream.cancel();
  }
}

/**
 * Fails with `PermissionDenied` where the user may not read to the end of a range that has none. Before 3.5.33, 3.6.14 and
 * 3.7.1 a member takes such a watch for one of its first key, and sends every later key to a user who may read that one
 * (GHSA-xg4h-6gfc-h4m8). Reads are checked whole; one of a revision that is still to come ends before the member looks
 * for keys.
 */
async function requireEveryKey(client: EtcdClient, { key, rangeEnd }: WatchRange, signal: AbortSignal): Promise<void> {
  if (rangeEnd === null || compareBytes(rangeEnd, toTheEnd) !== 0) return;
  const request = { key, rangeEnd, limit: 1, keysOnly: true, serializable: true, revision: Number.MAX_SAFE_INTEGER };
  try {
    await read(client, request, { signal });
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code !== 'FutureRev') throw error;
  }
}

// Without it, a member that is cut off from the others keeps a watch silently.
const requireLeader = { hasleader: 'true' };

function toRequest(range: WatchRange, next: number | null): IWatchRequest {
  return {
    create_request: {
      key: Buffer.from(range.key),
      ...(range.rangeEnd === null ? {} : { range_end: Buffer.from(range.rangeEnd) }),
      start_revision: String(next ?? 0),
      prev_kv: range.previous,
      ...(range.only === undefined ? {} : { filters: [range.only === 'put' ? 'Nodelete' : 'Noput'] as const }),
      // One revision may be far larger than a message should be.
      fragment: true,
      progress_notify: true,
    },
  };
}

/** Returns why the member ended the watch, from its text; `null` where it has not ended it. */
export function watchRefusal(response: IWatchResponse, endpoint: string): EtcdeckError | null {
  if (!response.canceled) return null;
  const [, status, details] = /^rpc error: code = (\w+) desc = (.*)$/s.exec(response.cancel_reason) ?? [];
  if (status !== undefined && details !== undefined) {
    const error = { code: statusOfGoName(status), details };
    return toEtcdeckError(error, { endpoint, operation: 'watch', isWrite: false });
  }
  const message = response.cancel_reason || 'the member ended the watch';
  return new EtcdeckError({ code: 'Unrecognised', message, endpoint, operation: 'watch' });
}

// Once a watch has run, an unrecognised failure of a member counts as passing.
function mayPass(failure: EtcdeckError): boolean {
  return failure.retry || failure.code === 'Unrecognised';
}

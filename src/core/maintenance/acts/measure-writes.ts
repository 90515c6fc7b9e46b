import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { type ErrorCode, EtcdeckError } from '../../../contract/failure.ts';
import { concatBytes } from '../../bytes/bytes.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { type Marker, putMarked } from '../../etcd/marked-writes.ts';
import type { Load } from './performance-loads.ts';
import { type Measured, WriteTimes } from './write-times.ts';

/** The server gives up a write after seven seconds. */
const writeMs = 9_000;
/** As `etcdctl check perf`: names of 256 bytes, values of a kibibyte. */
const nameBytes = 128;
const value = new Uint8Array(1_024);
/** The utilization of the event loop from which the app itself limits the rate. */
const busyShare = 0.9;

/** The result of a load, and the refusal that ended it early, if any. */
export interface LoadResult {
  readonly measured: Measured;
  readonly wasAppBusy: boolean;
  readonly refusal: EtcdeckError | null;
}

/** Failures that the load causes: the check counts them and goes on. Any other failure ends it. */
const counted: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'OutcomeUnknown',
  'RequestTooManyRequests',
  'Unavailable',
  'NoLeader',
  'ConnectTimeout',
  'ConnectionCut',
  'ConnectionRefused',
]);

/**
 * Writes keys with random names beneath a marker, evenly at the load's rate. Ends after the load's duration, when
 * `stopped` aborts, or when the server refuses a write for good. Resolves once every write has ended.
 */
export async function measureWrites(
  client: EtcdClient,
  marker: Marker,
  load: Load,
  stopped: AbortSignal,
): Promise<LoadResult> {
  const times = new WriteTimes();
  const beganAt = performance.now();
  const began = performance.eventLoopUtilization();
  const endsAt = beganAt + load.durationMs;
  const gapMs = 1_000 / load.writesPerSecond;
  const ended = new AbortController();
  const over = AbortSignal.any([stopped, ended.signal]);
  let nextAt = beganAt;
  let refusal: EtcdeckError | null = null;

  const write = async (): Promise<void> => {
    const key = concatBytes(marker.key, Buffer.from(randomBytes(nameBytes).toString('hex')));
    const sentAt = performance.now();
    try {
      if (!(await putMarked(client, marker, { key, value }, { timeoutMs: writeMs }))) throw markerGone();
      times.wrote(performance.now() - sentAt);
    } catch (error) {
      times.failed();
      if (error instanceof EtcdeckError && counted.has(error.code)) return;
      refusal ??= error instanceof EtcdeckError ? error : internal(error);
      ended.abort();
    }
  };
  const work = async (): Promise<void> => {
    while (!over.aborted) {
      // Lost time is not made up for, so that the rate is never exceeded.
      const at = Math.max(performance.now(), nextAt);
      if (at >= endsAt) return;
      nextAt = at + gapMs;
      const waitMs = at - performance.now();
      // A third of a second at most.
      if (waitMs > 0) await setTimeout(waitMs);
      if (!over.aborted) await write();
    }
  };
  await Promise.all(Array.from({ length: load.clients }, work));
  const tookMs = Math.max(1, performance.now() - beganAt);
  return {
    measured: times.measured(load, tookMs, !over.aborted),
    wasAppBusy: performance.eventLoopUtilization(began).utilization >= busyShare,
    refusal,
  };
}

function markerGone(): EtcdeckError {
  const message = 'another client has deleted the key that allows the writes';
  return new EtcdeckError({ code: 'Conflict', message, operation: 'txn' });
}

function internal(error: unknown): EtcdeckError {
  return new EtcdeckError({ code: 'Internal', message: String(error), operation: 'txn' }, { cause: error });
}

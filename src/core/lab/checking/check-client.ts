import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { LabOperation } from '../../../contract/lab/checking.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { range } from '../../etcd/kv.ts';
import type { LabWorld } from '../lab-world.ts';
import { absent } from './register-check.ts';

/** Takes what the client does, in the order in which it happens. Each operation is given again as it was called. */
export interface OperationSink {
  called(operation: LabOperation): void;
  answered(operation: LabOperation, at: number, value: number): void;
  unanswered(operation: LabOperation): void;
  refused(operation: LabOperation): void;
}

/** Where a client's reads are answered from; everything but a test of the check itself reads linearizably. */
export interface CheckClientOptions {
  readonly serializable?: boolean;
}

/** The beginning of the keys that are written by the check. */
export const checkPrefix = 'etcdeck-lab/check/';

const clients = 3;
/** How often each client begins an operation, at most. */
const everyMs = 450;
/** Long enough for an election, and short beside etcd's own seven seconds: what is partitioned is not waited for. */
const deadlineMs = 3_000;

/** A lab without a majority is not kept waiting for long. */
const lastCall = { timeoutMs: 1_000 };

/**
 * Writes and reads one key of its own through all members until the signal is aborted: a few operations a second, each
 * client one at a time, every value once, nothing repeated. At the end it deletes the key where a member answers at once and
 * the lab goes on; a write without an answer may still bring it back.
 */
export async function runCheckClient(
  world: Pick<LabWorld, 'members' | 'target' | 'closed'>,
  sink: OperationSink,
  signal: AbortSignal,
  options: CheckClientOptions = {},
): Promise<void> {
  const key = Buffer.from(`${checkPrefix}${randomBytes(6).toString('hex')}`);
  const client = new EtcdClient(world.target(), { callTimeoutMs: deadlineMs });
  let written = absent;
  const turn = async (number: number, at: number): Promise<void> => {
    const member = memberOf(world, number + at);
    if (member === null) return;
    const kind = randomInt(2) === 0 ? 'write' : 'read';
    if (kind === 'write') written += 1;
    const value = kind === 'write' ? written : null;
    const operation: LabOperation = {
      ...{ client: number, member: member.name, kind, value },
      ...{ calledAt: now(), answeredAt: null },
    };
    const call = { endpoint: member.endpoint, timeoutMs: deadlineMs, signal };
    sink.called(operation);
    try {
      if (value !== null) {
        await client.call(({ kv }) => kv.put({ key, value: Buffer.from(String(value)) }), call);
        sink.answered(operation, now(), value);
      } else {
        const { kvs } = await range(client, { key, serializable: options.serializable ?? false }, call);
        sink.answered(operation, now(), readValue(kvs[0]?.value));
      }
    } catch (error) {
      if (kind === 'read' || !isRefused(error)) sink.unanswered(operation);
      else sink.refused(operation);
    }
  };
  const work = async (number: number): Promise<void> => {
    for (let at = 0; !signal.aborted; at += 1) {
      const next = performance.now() + everyMs;
      await turn(number, at);
      await delay(Math.max(everyMs / 4, next - performance.now()), undefined, { signal }).catch(() => undefined);
    }
  };
  try {
    await Promise.all(Array.from({ length: clients }, (_, number) => work(number)));
    if (!world.closed.aborted) await client.call(({ kv }) => kv.deleteRange({ key }), lastCall).catch(() => undefined);
  } finally {
    client.close();
  }
}

/** Returns whose turn it is among the members that have a process; frozen ones take their turn. */
function memberOf({ members }: Pick<LabWorld, 'members'>, turn: number): LabWorld['members'][number] | null {
  const present = members.filter(({ process }) => process === 'running' || process === 'frozen');
  return present[turn % Math.max(1, present.length)] ?? null;
}

/** A clock that never goes back, in milliseconds since 1970. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** What nobody of these clients wrote is a value that was never written. */
function readValue(value: Uint8Array | undefined): number {
  if (value === undefined) return absent;
  const text = Buffer.from(value).toString();
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : -1;
}

/** Everything that a failed write may have done is `OutcomeUnknown` already, except where the call was ended here. */
function isRefused(error: unknown): boolean {
  return error instanceof EtcdeckError && !neverSure.has(error.code);
}

const neverSure: ReadonlySet<string> = new Set(['OutcomeUnknown', 'Cancelled', 'Internal', 'ConnectionNotOpen']);

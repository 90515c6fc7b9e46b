import { setTimeout } from 'node:timers/promises';
import type { LeaseId } from '../../../contract/ids.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { type LeaseTimes, leaseTimeToLive } from '../../etcd/lease.ts';
import type { OperationVerdict } from '../../plans/operation.ts';

/** The server gives up a proposal after seven seconds, and may still commit it. */
const patienceMs = 10_000;
const askMs = 3_000;
const againMs = 500;

/** Asks for a lease until it is as an act aims for: `done`. It may still happen where it is not: `unknown`. */
export async function settleLease(
  client: EtcdClient,
  lease: LeaseId,
  isDone: (times: LeaseTimes | null) => boolean,
  signal: AbortSignal,
): Promise<OperationVerdict> {
  for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; ) {
    try {
      const times = await leaseTimeToLive(client, lease, { keys: false, timeoutMs: askMs, signal });
      if (isDone(times)) return 'done';
    } catch {
      if (signal.aborted) return 'unknown';
    }
    await setTimeout(againMs, undefined, { signal }).catch(() => undefined);
  }
  return 'unknown';
}

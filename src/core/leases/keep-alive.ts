import { setTimeout } from 'node:timers/promises';
import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { KeepAliveNotice } from '../../contract/leases.ts';
import { cancelled } from '../etcd/failures.ts';
import { leaseKeepAliveOnce } from '../etcd/lease.ts';
import type { AskedLeases } from './lease-states.ts';

/** After a failure. */
const againMs = 1_000;
const leastPauseMs = 500;
/** A timer takes no longer time; a lease of a century is renewed once a day. */
const longestPauseMs = 86_400_000;
const timeoutMs = 5_000;

/** Renewing is pointless after these: the lease is gone, or the operator has to do something first. */
const ends: ReadonlySet<string> = new Set(['LeaseNotFound', 'ReadOnly', 'PermissionDenied', 'ConnectionNotOpen']);

/**
 * Renews a lease at a third of its TTL, as etcd's own client does, until it is stopped. A renewal that fails in passing
 * is repeated: it changes nothing but the lease's time.
 */
export async function* keepLeaseAlive(
  { client, clock }: AskedLeases,
  lease: LeaseId,
  signal: AbortSignal,
): AsyncGenerator<KeepAliveNotice, void> {
  for (;;) {
    let pauseMs = againMs;
    try {
      const ttl = await leaseKeepAliveOnce(client, lease, { signal, timeoutMs });
      pauseMs = Math.min(longestPauseMs, Math.max(leastPauseMs, (ttl * 1_000) / 3));
      yield { kind: 'kept', ttl, at: clock.now() };
    } catch (error) {
      if (signal.aborted) throw cancelled('keepAlive');
      if (!(error instanceof EtcdeckError) || ends.has(error.code)) throw error;
      yield { kind: 'waiting', failure: error.toFailure() };
    }
    await setTimeout(pauseMs, undefined, { signal }).catch(() => {
      throw cancelled('keepAlive');
    });
  }
}

import type { CallOptions } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ConnectionId, LeaseId } from '../../contract/ids.ts';
import type { LeasesApi } from '../../contract/leases.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { leaseTimeToLive } from '../etcd/lease.ts';
import type { Clock } from '../ports.ts';
import { pageParts } from '../sources/page-parts.ts';
import { stoppable } from '../streams/stoppable.ts';
import { followLeases } from './follow-leases.ts';
import { keepLeaseAlive } from './keep-alive.ts';
import type { AskedLeases } from './lease-states.ts';
import { listLeases } from './list-leases.ts';
import { surveyLeases } from './survey-leases.ts';

/** What can be known of open connections' leases, and keeping them alive. */
export function createLeases({ open, clock }: { readonly open: OpenConnections; readonly clock: Clock }): LeasesApi {
  /** A stream over a connection, which ends with it. */
  const over = <T>(
    connection: ConnectionId,
    options: CallOptions | undefined,
    run: (asked: AskedLeases, signal: AbortSignal) => AsyncGenerator<T, void>,
  ): AsyncIterable<T> =>
    stoppable(options?.signal, async function* (signal) {
      const { client, closed } = open.require(connection);
      yield* run({ client, clock }, AbortSignal.any([signal, closed]));
    });
  return {
    list: ({ connection }, options) => over(connection, options, listLeases),
    follow: ({ connection, leases }, options) =>
      over(connection, options, (asked, signal) => followLeases(asked, leases, signal)),
    survey: ({ connection }, options) => over(connection, options, surveyLeases),
    keys: ({ connection, lease }, options) =>
      over(connection, options, (asked, signal) => keysOf(asked, lease, signal)),
    keepAlive: ({ connection, lease }, options) =>
      over(connection, options, (asked, signal) => keepLeaseAlive(asked, lease, signal)),
  };
}

async function* keysOf(
  { client }: AskedLeases,
  lease: LeaseId,
  signal: AbortSignal,
): AsyncGenerator<readonly Uint8Array[], void> {
  const times = await leaseTimeToLive(client, lease, { signal, keys: true });
  if (times === null) throw noLease(lease);
  yield* pageParts(times.keys, (key) => key.length);
}

function noLease(lease: LeaseId): EtcdeckError {
  return new EtcdeckError({ code: 'LeaseNotFound', message: `there is no lease ${lease}`, operation: 'keys' });
}

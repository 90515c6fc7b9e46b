import { etcdctlLine } from '../../../contract/etcdctl-line.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import { headOfAny } from '../../etcd/kv.ts';
import { newLeaseId } from '../../etcd/lease.ts';
import type { Planner } from '../../plans/planning.ts';
import { grantLease } from './grant-lease.ts';
import type { LeasePlanParts } from './lease-plan-parts.ts';

/** Plans to grant a lease. */
export async function* planLeaseGrant(
  { open, store }: LeasePlanParts,
  { connection, ttl }: Parameters<PlansApi['planLeaseGrant']>[0],
  signal: AbortSignal,
): Planner {
  const held = open.require(connection);
  const id = newLeaseId();
  const { revision } = await headOfAny(held.client, { signal });
  yield await store.addOperations(
    {
      ...{ connection: held, act: 'leaseGrant', revision, quorum: null, kubectl: [] },
      operations: [grantLease(held.client, { id, ttl })],
      subject: { kind: 'leases', what: `the lease ${id}` },
      consequences: ['ExpiresAlone'],
      figures: { ttl },
      // etcdctl lets the server choose the id.
      etcdctl: [etcdctlLine(held.profile, ['lease', 'grant', String(ttl)])],
      confirmedBy: held.profile.name,
    },
    signal,
  );
}

import type { ExecutionNotice } from '../../contract/execution.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { PlansApi, PlanToken } from '../../contract/plans.ts';
import { headOfAny } from '../etcd/kv.ts';
import { stoppable } from '../streams/stoppable.ts';
import { executeKeys } from './execute-keys.ts';
import { executeOperations } from './execute-operations.ts';
import { executeTransaction } from './execute-transaction.ts';
import { planCopy } from './plan-copy.ts';
import { planDelete } from './plan-delete.ts';
import { planFence } from './plan-fence.ts';
import { planImport } from './plan-import.ts';
import { planKey } from './plan-key.ts';
import type { PlanParts } from './plan-parts.ts';
import { type PutBackSources, planPutBack } from './plan-put-back.ts';
import { planTransaction } from './plan-transaction.ts';
import { planUndo } from './plan-undo.ts';
import { planning } from './planning.ts';
import type { StoredPlan } from './stored-plan.ts';

/** Plans for one Kubernetes object, made by the Kubernetes noun. */
export type ObjectPlans = Pick<PlansApi, 'planObject' | 'planRepair'>;

/** Plans for members, made by the members noun. */
export type MemberPlans = Pick<
  PlansApi,
  | 'planMoveLeader'
  | 'planMemberAdd'
  | 'planMemberPromote'
  | 'planMemberRemove'
  | 'planMemberReplace'
  | 'planMemberUpdate'
>;

/** Plans for a cluster's upkeep, made by the maintenance noun. */
export type MaintenancePlans = Pick<
  PlansApi,
  'planDefragment' | 'planCompact' | 'planReclaim' | 'planDisarm' | 'planDowngrade' | 'planCheckPerformance'
>;

/** Plans for users and roles, made by the access noun. */
export type AccessPlans = Pick<
  PlansApi,
  | 'planUserAdd'
  | 'planUserDelete'
  | 'planUserChangePassword'
  | 'planUserGrantRole'
  | 'planUserRevokeRole'
  | 'planRoleAdd'
  | 'planRoleDelete'
  | 'planRoleGrantPermission'
  | 'planRoleRevokePermission'
  | 'planAuthEnable'
  | 'planAuthDisable'
>;

/** Plans for leases, made by the leases noun. */
export type LeasePlans = Pick<PlansApi, 'planLeaseGrant' | 'planLeaseRevoke'>;

/** Acts that are planned, reviewed, then executed. */
export function createPlans(
  parts: PlanParts & { readonly putBack: PutBackSources },
  madeElsewhere: ObjectPlans & MemberPlans & MaintenancePlans & AccessPlans & LeasePlans,
): PlansApi {
  const { open, store, journal, codecs } = parts;
  /** The plans being executed, and how to stop each between two transactions or steps. */
  const executing = new Map<PlanToken, AbortController>();
  /** The clusters that a plan of operations is changing: acts on members and upkeep rely on each other's absence. */
  const changing = new Set<ClusterId>();

  async function* execution(
    stored: StoredPlan,
    typed: string | null,
    signal: AbortSignal,
  ): AsyncGenerator<ExecutionNotice, void> {
    const { connection, plan } = stored;
    if (stored.kind === 'keys') {
      // A registry that appeared since planning makes the plan fail here, without spending it.
      const keys = stored.samples.map(({ key }) => ({ key, value: null }));
      await connection.findRegistries(keys, { signal });
    }
    connection.client.admitWrite(stored.kind === 'keys' ? 'txn' : stored.act);
    const asked = stored.confirmation();
    if (asked !== null && typed !== asked) throw notConfirmed(asked);
    if (stored.obstacle !== null) throw stored.obstacle;
    const now = await headOfAny(connection.client, { signal });
    const { clusterId } = now;
    if (clusterId !== stored.clusterId) throw otherCluster(clusterId);
    const isOfOperations = stored.kind === 'operations';
    if (isOfOperations && changing.has(clusterId)) throw otherChange();
    if (!store.spend(stored)) store.require(plan.token);
    const stopping = new AbortController();
    executing.set(plan.token, stopping);
    if (isOfOperations) changing.add(clusterId);
    try {
      const stopped = AbortSignal.any([signal, stopping.signal, connection.closed]);
      if (stored.kind === 'operations') yield* executeOperations(stored, journal, stopped);
      else if (stored.transaction === null) yield* executeKeys(stored, journal, now, stopped);
      else yield* executeTransaction({ codecs, journal }, stored, stored.transaction, stopped);
    } finally {
      executing.delete(plan.token);
      if (isOfOperations) changing.delete(clusterId);
      if (isOfOperations && stored.subject.kind === 'members') await connection.didChangeMembers();
    }
  }

  return {
    planKey: (request, options) => planning(options, (signal) => planKey(parts, request, signal)),
    planDelete: (request, options) => planning(options, (signal) => planDelete(parts, request, signal)),
    planCopy: (request, options) => planning(options, (signal) => planCopy(parts, request, signal)),
    planPutBack: (request, options) => planning(options, (signal) => planPutBack(parts, request, signal)),
    planImport: (request, options) => planning(options, (signal) => planImport(parts, request, signal)),
    planTransaction: (request, options) => planning(options, (signal) => planTransaction(parts, request, signal)),
    planUndo: (request, options) => planning(options, (signal) => planUndo(parts, request, signal)),
    planFence: (request, options) => planning(options, (signal) => planFence(parts, request, signal)),
    ...madeElsewhere,
    execute: ({ token, confirmation }, options) =>
      stoppable(options?.signal, async function* (signal) {
        const stored = store.require(token);
        // A plan is bound to the opening that it was made in.
        if (open.require(stored.plan.connection) !== stored.connection) throw unknownNow();
        yield* execution(stored, confirmation, signal);
      }),
    async discard({ token }) {
      executing.get(token)?.abort();
      store.discard(token);
    },
  };
}

function unknownNow(): EtcdeckError {
  return new EtcdeckError({ code: 'PlanUnknown', message: 'the connection was closed since the plan was made' });
}

function notConfirmed(asked: string): EtcdeckError {
  return new EtcdeckError({
    code: 'BadRequest',
    message: `it takes "${asked}" typed to be executed`,
    operation: 'execute',
  });
}

function otherChange(): EtcdeckError {
  const message = 'another plan is being executed on this cluster';
  return new EtcdeckError({ code: 'MembershipBusy', message, operation: 'execute', retry: true });
}

function otherCluster(clusterId: string): EtcdeckError {
  const message = `the plan was made for another cluster than ${clusterId}`;
  return new EtcdeckError({ code: 'ClusterIDMismatch', message, operation: 'execute', detail: { clusterId } });
}

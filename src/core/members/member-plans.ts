import type { ClusterApi } from '../../contract/cluster.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { PlansApi } from '../../contract/plans.ts';
import { shellQuoteText } from '../../contract/shell-quote.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { head } from '../etcd/kv.ts';
import type { MemberPlans } from '../plans/create-plans.ts';
import type { PlanStore } from '../plans/plan-store.ts';
import { type Planner, planning } from '../plans/planning.ts';
import { MoveLeader, nameOf, requireTransfer } from './move-leader.ts';

/** What plans for members need. */
export interface MemberPlanParts {
  readonly open: OpenConnections;
  readonly cluster: Pick<ClusterApi, 'status'>;
  readonly store: PlanStore;
}

/** Creates plans that change the members of a cluster, or their roles. */
export function createMemberPlans(parts: MemberPlanParts): MemberPlans {
  return {
    planMoveLeader: (request, options) => planning(options, (signal) => planMoveLeader(parts, request, signal)),
    planMemberAdd: (_request, options) => planning(options, standIn),
    planMemberPromote: (_request, options) => planning(options, standIn),
    planMemberRemove: (_request, options) => planning(options, standIn),
    planMemberReplace: (_request, options) => planning(options, standIn),
    planMemberUpdate: (_request, options) => planning(options, standIn),
  };
}

// STAND-IN
// biome-ignore lint/correctness/useYield: stand-in
async function* standIn(): Planner {
  throw new EtcdeckError({ code: 'Unimplemented', message: 'stand-in' });
}

async function* planMoveLeader(
  { open, cluster, store }: MemberPlanParts,
  { connection, member }: Parameters<PlansApi['planMoveLeader']>[0],
  signal: AbortSignal,
): Planner {
  const held = open.require(connection);
  const ask = (asking: AbortSignal) => cluster.status({ connection }, { signal: asking });
  if (member === null) throw new EtcdeckError({ code: 'Unimplemented', message: 'stand-in' });
  const { leader, target } = requireTransfer(await ask(signal), member);
  const { revision } = await head(held.client, { signal });
  const operation = new MoveLeader(held.client, ask, target);
  const endpoint = leader.endpoint === null ? '' : `--endpoints=${shellQuoteText(leader.endpoint)} `;
  const isNeeded = leader.id !== target.id;
  yield await store.addOperations(
    {
      connection: held,
      act: 'moveLeader',
      operations: isNeeded ? [operation] : [],
      subject: { kind: 'members', what: `the leader to ${nameOf(target)}` },
      revision,
      consequences: isNeeded ? ['ChangesLeader'] : [],
      etcdctl: isNeeded ? [`etcdctl ${endpoint}move-leader ${member}`] : [],
      kubectl: [],
      quorum: null,
      confirmedBy: nameOf(target),
    },
    signal,
  );
}

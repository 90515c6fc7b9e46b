import type { OperationsSubject } from '../../../contract/change-subject.ts';
import type { ClusterApi, ClusterStatus } from '../../../contract/cluster.ts';
import { etcdctlLine } from '../../../contract/etcdctl-line.ts';
import type { HistoryApi } from '../../../contract/history.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { OpenConnection, OpenConnections } from '../../connections/held/open-connections.ts';
import { head } from '../../etcd/kv.ts';
import { type Leader, readWorld, requireLeader, statusWithLeader } from '../../members/world.ts';
import type { PlanStore } from '../../plans/plan-store.ts';
import type { Planner } from '../../plans/planning.ts';
import type { OperationsDraft } from '../../plans/stored-plan.ts';
import type { MaintainingOn } from './maintaining.ts';

/** What plans for a cluster's upkeep need. */
export interface MaintenancePlanParts {
  readonly open: OpenConnections;
  readonly cluster: Pick<ClusterApi, 'status'>;
  readonly history: Pick<HistoryApi, 'timeline'>;
  readonly store: PlanStore;
}

/** What a planner has in hand. */
export interface MaintenancePlanning {
  readonly held: OpenConnection;
  readonly on: MaintainingOn;
  readonly status: ClusterStatus;
  readonly leader: Leader;
  /** The cluster's revision. */
  readonly revision: number;
  readonly signal: AbortSignal;
  /** Spells a line of etcdctl to one endpoint, with the connection's own flags; `null`: to any of its own. */
  readonly lineAt: (endpoint: string | null, words: readonly string[]) => string;
}

/** What a planner adds to what all plans for upkeep have. */
export type MaintenanceDraft = Omit<
  OperationsDraft,
  'connection' | 'revision' | 'kubectl' | 'subject' | 'quorum' | 'confirmedBy'
> & {
  /** What it changes, as in `Defragmented etcd-2`. */
  readonly what: string;
  /** The verb, where it is not the act's usual one. */
  readonly verb?: NonNullable<OperationsSubject['verb']>;
  /** The text to type where a click is not enough; the connection's name by default. */
  readonly confirmedBy?: string;
};

/** Has a plan drafted for the cluster as it is now, and stores the plan. Changes nothing. Fails with `NoLeader`. */
export async function* planMaintenance(
  { open, cluster, store }: Pick<MaintenancePlanParts, 'open' | 'cluster' | 'store'>,
  connection: ConnectionId,
  draft: (planning: MaintenancePlanning) => Promise<MaintenanceDraft>,
  signal: AbortSignal,
): Planner {
  const held = open.require(connection);
  const { client } = held;
  const ask = (asking: AbortSignal) => cluster.status({ connection }, { signal: asking });
  const on: MaintainingOn = { held, client, ask, look: (looking) => readWorld(client, ask, looking) };
  const status = await statusWithLeader(ask, signal);
  const leader = requireLeader(status);
  const { revision } = await head(client, { endpoint: leader.endpoint, signal });
  const lineAt = (endpoint: string | null, words: readonly string[]) =>
    etcdctlLine(held.profile, words, endpoint === null ? null : [endpoint]);
  const { what, verb, ...drafted } = await draft({ held, on, status, leader, revision, signal, lineAt });
  const subject = { kind: 'maintenance', what, ...(verb !== undefined && { verb }) } as const;
  const more = { connection: held, subject, revision, quorum: null, kubectl: [] } as const;
  yield await store.addOperations({ confirmedBy: held.profile.name, ...drafted, ...more }, signal);
}

import type { ClusterApi, Quorum } from '../../../contract/cluster.ts';
import { etcdctlLine } from '../../../contract/etcdctl-line.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId, MemberId } from '../../../contract/ids.ts';
import type { OddPeerURL } from '../../../contract/operations.ts';
import type { PlanConsequence } from '../../../contract/plan-consequences.ts';
import type { OpenConnection, OpenConnections } from '../../connections/held/open-connections.ts';
import { head } from '../../etcd/kv.ts';
import type { PlanStore } from '../../plans/plan-store.ts';
import type { Planner } from '../../plans/planning.ts';
import type { OperationsDraft } from '../../plans/stored-plan.ts';
import { checkPeerURLs } from '../check-peer-urls.ts';
import { type MembershipChange, quorumAround } from '../membership-rules.ts';
import { readWorld, type SeenWorld } from '../world.ts';
import type { ActingOn } from './member-act.ts';

/** What plans for members need. */
export interface MemberPlanParts {
  readonly open: OpenConnections;
  readonly cluster: Pick<ClusterApi, 'status'>;
  readonly store: PlanStore;
}

/** What a planner has in hand. */
export interface Planning {
  readonly held: OpenConnection;
  readonly on: ActingOn;
  readonly seen: SeenWorld;
  readonly signal: AbortSignal;
  /** Spells a line of etcdctl to one endpoint, with the connection's own flags. */
  readonly lineAt: (endpoint: string, words: readonly string[]) => string;
}

/** What a planner adds to what all plans for members have. */
export type MembersDraft = Omit<OperationsDraft, 'connection' | 'revision' | 'kubectl' | 'subject'> & {
  /** What it changes, as in `Removed etcd-2`. */
  readonly what: string;
};

/** Reads the world, has a plan drafted for it, and stores the plan. Changes nothing. Fails with `NoLeader`. */
export async function* planMembers(
  { open, cluster, store }: MemberPlanParts,
  connection: ConnectionId,
  draft: (planning: Planning) => Promise<MembersDraft> | MembersDraft,
  signal: AbortSignal,
): Planner {
  const held = open.require(connection);
  const { client } = held;
  const ask = (asking: AbortSignal) => cluster.status({ connection }, { signal: asking });
  const on: ActingOn = { client, ask, look: (looking) => readWorld(client, ask, looking) };
  const seen = await on.look(signal);
  const lineAt = (endpoint: string, words: readonly string[]) => etcdctlLine(held.profile, words, [endpoint]);
  const { what, ...drafted } = await draft({ held, on, seen, signal, lineAt });
  const { revision } = await head(client, { endpoint: seen.leader.endpoint, signal });
  const subject = { kind: 'members', what } as const;
  yield await store.addOperations({ ...drafted, connection: held, subject, revision, kubectl: [] }, signal);
}

/** Returns what the first check that fails throws; `null` where all hold. */
export function obstacleOf(...checks: readonly (() => void)[]): EtcdeckError | null {
  for (const check of checks) {
    try {
      check();
    } catch (error) {
      if (error instanceof EtcdeckError) return error;
      throw error;
    }
  }
  return null;
}

/** Returns the quorum around changes that give or take votes, and what follows from it. */
export function votesAround(
  changes: readonly MembershipChange[],
  { world }: SeenWorld,
): {
  readonly quorum: { readonly before: Quorum; readonly after: Quorum };
  readonly consequences: readonly PlanConsequence[];
} {
  const quorum = quorumAround(changes, world);
  const { before, after } = quorum;
  if (before.voters === after.voters) return { quorum, consequences: [] };
  const consequences: readonly PlanConsequence[] = [
    ...(before.hasQuorum && !after.hasQuorum ? (['HaltsWrites'] as const) : []),
    ...(after.hasQuorum && after.tolerance === 0 ? (['LeavesNoTolerance'] as const) : []),
    ...(after.voters % 2 === 0 ? (['EvenVoters'] as const) : []),
  ];
  return { quorum, consequences };
}

/** Returns the peer URLs that the server accepts and that are seldom meant, each with why. */
export async function oddPeerURLs(
  { held, signal }: Planning,
  peerURLs: readonly string[],
  member: MemberId | null,
): Promise<readonly OddPeerURL[]> {
  const checks = await checkPeerURLs(held, peerURLs, member, signal);
  return checks.flatMap(({ url, warnings }) => (warnings.length === 0 ? [] : [{ url, warnings }]));
}

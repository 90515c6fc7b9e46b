import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { ClusterId, ConnectionId, MemberId } from './ids.ts';

/** What a member raises for the whole cluster: it is out of space, or its data differs from the others'. */
export type AlarmType = 'NOSPACE' | 'CORRUPT';

/** What a member says of itself, and what the member list says of it. Unknown is `null`, never a default. */
export interface MemberStatus {
  readonly id: MemberId;
  /** Empty until the member has started for the first time. */
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly clientURLs: readonly string[];
  /** The endpoint it was asked at, or `null` when it has none yet. */
  readonly endpoint: string | null;
  readonly isLearner: boolean;
  /** `null` where the leader is not known: the user may not ask, or no member answers. */
  readonly isLeader: boolean | null;
  /**
   * Whether it answered, sees a leader, and holds no CORRUPT alarm; `null` where it was not asked, since it announces
   * nothing but plain http to a connection that is https.
   */
  readonly healthy: boolean | null;
  /** Why it is not healthy, or was not asked (`EndpointUnprotected`); on a healthy member, `PermissionDenied`: the user may not ask for what is `null` here. */
  readonly failure: Failure | null;
  readonly latencyMs: number | null;
  readonly version: string | null;
  /** Bytes of the database file, of its used part, and the quota; the last two are not reported by old servers. */
  readonly dbSize: number | null;
  readonly dbSizeInUse: number | null;
  readonly dbSizeQuota: number | null;
  readonly raftTerm: number | null;
  readonly raftIndex: number | null;
  readonly raftAppliedIndex: number | null;
  readonly revision: number | null;
  readonly alarms: readonly AlarmType[];
}

/**
 * The arithmetic of writes: `needed` of `voters` must be healthy; `tolerance` more may fail. Voting members that were not
 * asked are not counted as healthy; a healthy one sees a leader all the same, which those elected that are needed.
 */
export interface Quorum {
  readonly voters: number;
  readonly healthy: number;
  readonly needed: number;
  /** How many more voting members may fail before writes stop; 0 or more, and 0 when quorum is lost. */
  readonly tolerance: number;
  readonly hasQuorum: boolean;
}

/** Every member asked one by one, and what follows for the cluster. */
export interface ClusterStatus {
  readonly clusterId: ClusterId;
  readonly members: readonly MemberStatus[];
  readonly quorum: Quorum;
  /**
   * Each that is raised, once, by whichever member. More than the rows tell: CORRUPT names no member on 3.4 and 3.5, and an
   * alarm outlives the member that it names.
   */
  readonly alarms: readonly AlarmType[];
  /** When the answers were in, in milliseconds since 1970. */
  readonly at: number;
  /** Set when the member list is an old one, because no member answers for it now. */
  readonly staleSince: number | null;
}

/** The members of an open connection's cluster. */
export interface ClusterApi {
  /**
   * Asks every member for its status, side by side, each under its own deadline: a member that is down is a row that
   * says why. Uses nothing that needs quorum. Fails only when no endpoint gives a member list.
   */
  status(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<ClusterStatus>;
  /** The same, again and again, at most once in `intervalMs` (1,000 or more), until the stream is stopped. */
  follow(
    request: { readonly connection: ConnectionId; readonly intervalMs: number },
    options?: CallOptions,
  ): AsyncIterable<ClusterStatus>;
}

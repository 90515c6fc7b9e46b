import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { Finding } from './findings.ts';
import type { ClusterId, ConnectionId, MemberId } from './ids.ts';
import type { MemberStart, MemberStartRequest, PeerURLCheck } from './member-start.ts';

/** An alarm that a member raises for the whole cluster: it is out of space, or its data differs from the others'. */
export type AlarmType = 'NOSPACE' | 'CORRUPT';

/** A member's own status and its entry in the member list. Unknown is `null`, never a default. */
export interface MemberStatus {
  readonly id: MemberId;
  /** Empty until the member has started for the first time. */
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly clientURLs: readonly string[];
  /** The endpoint that was asked for the status, or `null` when the member has none yet. */
  readonly endpoint: string | null;
  readonly isLearner: boolean;
  /** `null` when the leader is not known: the user may not ask, or no member answers. */
  readonly isLeader: boolean | null;
  /**
   * Whether it answered, sees a leader, and has no CORRUPT alarm; `null` when it was not asked, because it announces
   * only plain http URLs to an https connection, and, without a failure, while its answer is awaited.
   */
  readonly healthy: boolean | null;
  /**
   * Why it is not healthy, or was not asked (`EndpointUnprotected`). On a healthy member `PermissionDenied`: the user
   * may not read the fields that are `null`.
   */
  readonly failure: Failure | null;
  readonly latencyMs: number | null;
  readonly version: string | null;
  /** The database file, its used part and the quota, each in bytes; old servers do not report the last two. */
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
 * Whether writes have a quorum: `needed` of `voters` must be healthy; `tolerance` more may fail. A voting member that
 * was not asked does not count as healthy, yet `hasQuorum` can be true: a healthy member sees a leader, elected by a
 * quorum.
 */
export interface Quorum {
  readonly voters: number;
  readonly healthy: number;
  readonly needed: number;
  /** How many more voting members may fail before writes stop; 0 or more, and 0 when quorum is lost. */
  readonly tolerance: number;
  readonly hasQuorum: boolean;
}

/** The status of every member, asked one by one, and what follows for the cluster. */
export interface ClusterStatus {
  readonly clusterId: ClusterId;
  readonly members: readonly MemberStatus[];
  readonly quorum: Quorum;
  /**
   * Every alarm raised by any member, each once. Can hold more than the rows: CORRUPT names no member on 3.4 and 3.5,
   * and an alarm outlives the member that it names.
   */
  readonly alarms: readonly AlarmType[];
  /** What needs the operator, the most urgent first. */
  readonly findings: readonly Finding[];
  /** When the last answer arrived, in milliseconds since 1970. */
  readonly at: number;
  /**
   * When the member list was read, in milliseconds since 1970, if it is an old one because no member returns it now;
   * else `null`.
   */
  readonly staleSince: number | null;
}

/** The members of an open connection's cluster. */
export interface ClusterApi {
  /**
   * Asks every member for its status, in parallel, each under its own deadline: a member that is down is a row with its
   * failure. Uses nothing that needs quorum. Fails only when no endpoint returns a member list.
   */
  status(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<ClusterStatus>;
  /**
   * Repeats `status`, at most once in `intervalMs` (1,000 or more), until the stream is stopped. Where a member is slow,
   * the others' answers come first: the slow one's row then holds its last answer, or `healthy: null` without a failure.
   */
  follow(
    request: { readonly connection: ConnectionId; readonly intervalMs: number },
    options?: CallOptions,
  ): AsyncIterable<ClusterStatus>;
  /**
   * Checks peer URLs before they are sent: their form, by etcd's own rules, and what a server would accept without a
   * word. `member`: whose URLs they become; `null` for a new member. Costs a member list and name lookups.
   */
  checkPeerURLs(
    request: {
      readonly connection: ConnectionId;
      readonly member: MemberId | null;
      readonly peerURLs: readonly string[];
    },
    options?: CallOptions,
  ): Promise<readonly PeerURLCheck[]>;
  /**
   * Makes the exact start of a member that was added: `--initial-cluster` with every member, the TLS flags, and what the
   * other members' command lines say. Needs no quorum, and takes three seconds longer without one. Fails with
   * `MemberNotFound`, with `MemberBadURLs` for a peer URL that keeps a member from starting, with `EndpointInvalid` for a
   * client URL, and with `BadRequest` for a name or a folder that cannot be used.
   */
  memberStart(
    request: MemberStartRequest & { readonly connection: ConnectionId },
    options?: CallOptions,
  ): Promise<MemberStart>;
}

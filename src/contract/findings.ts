import type { Failure } from './failure.ts';
import type { MemberId } from './ids.ts';

/** How urgent a finding is. `critical`: writes stop now, or data is at risk. */
export type Severity = 'critical' | 'warning' | 'info';

/** What can be found about a cluster's members; in brackets, what is in the detail. */
export type FindingCode =
  /**
   * No member sees a leader that a quorum elected, though enough of them answer (voters, healthy, needed, answering).
   * With a member: this one does not, and others do.
   */
  | 'NoLeader'
  /** Too few voting members answer for writes (voters, healthy, needed, answering). */
  | 'QuorumLost'
  /** Writes work, and stop when one more voting member fails (voters, healthy, needed, answering). */
  | 'QuorumAtRisk'
  /** The number of voting members is even: one less tolerates as many failures (voters). */
  | 'EvenVoters'
  /** A voting member that has started does not answer. */
  | 'MemberDown'
  /**
   * How a member is, is not known: it announces only URLs that protect less than the connection, or it is a learner
   * that no voting member gave a token for. The failure says which.
   */
  | 'MemberNotAsked'
  /** A member was added and has never started (peerURL). */
  | 'MemberNotStarted'
  /** A learner follows the leader closely and waits to be promoted (behind: entries). */
  | 'LearnerWaiting'
  /** A learner does not answer, or is so far behind that it needs a snapshot of the leader (then behind: entries). */
  | 'LearnerStuck'
  /** A voting member is so far behind that it needs a snapshot of the leader (behind: entries). */
  | 'MemberLagging'
  /** Members run different versions (versions: a list, the oldest first). */
  | 'VersionSkew'
  /** A member answers at an endpoint of the connection and cannot be reached where it announces (endpoint, url). */
  | 'AnnouncedURLUnreachable'
  /** An endpoint of the connection leads to another cluster (endpoint, clusterId). */
  | 'OtherCluster'
  /** An alarm is raised, in the name of a member or of none of these members (alarm). */
  | 'Alarm'
  /** A member's database has used 80 % of its quota (dbSize, dbSizeQuota: bytes). */
  | 'NearQuota'
  /** Much of a voting member's database file is free: defragmenting gives it back to the disk (dbSize, free: bytes). */
  | 'Fragmented';

/** Something that an operator should know of a cluster. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The member that it is about, or `null` for the cluster. */
  readonly member: MemberId | null;
  /** Facts for its sentence: counts, versions, an endpoint. */
  readonly detail: Readonly<Record<string, string | number>>;
  /** The failure behind it, if one is. */
  readonly failure: Failure | null;
}

import type { Failure } from './failure.ts';
import type { MemberId } from './ids.ts';

/** How urgent a finding is. `critical`: writes stop now, or data is at risk. */
export type Severity = 'critical' | 'warning' | 'info';

/** What can be found about a cluster's members. */
export type FindingCode =
  /** No member sees a leader that a quorum elected. */
  | 'NoLeader'
  /** Too few voting members are healthy for writes. */
  | 'QuorumLost'
  /** Writes work, and stop when one more voting member fails. */
  | 'QuorumAtRisk'
  /** The number of voting members is even: one less tolerates as many failures. */
  | 'EvenVoters'
  /** A member that has started does not answer. */
  | 'MemberDown'
  /** A member was added and has never started. */
  | 'MemberNotStarted'
  /** A learner follows the leader closely and waits to be promoted. */
  | 'LearnerWaiting'
  /** A learner is behind and does not catch up. */
  | 'LearnerStuck'
  /** A member is so far behind that it needs a snapshot of the leader. */
  | 'MemberLagging'
  /** Members run different minor versions. */
  | 'VersionSkew'
  /** A member answers at an endpoint of the connection, and not at the client URL that it announces. */
  | 'AnnouncedURLUnreachable'
  /** An endpoint of the connection leads to another cluster. */
  | 'OtherCluster'
  /** A member raises an alarm. */
  | 'Alarm';

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

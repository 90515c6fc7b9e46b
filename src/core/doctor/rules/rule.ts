import type { ClusterStatus } from '../../../contract/cluster.ts';
import type { Finding, FindingCode } from '../../../contract/findings.ts';
import type { MemberReading } from '../reading.ts';

/** One rule: what it finds, who says that it matters, and from which figures on. */
export interface Rule<Input> {
  readonly code: FindingCode;
  /** As the words of its findings say it. */
  readonly source: string;
  /** The figures that decide, by name. */
  readonly thresholds: Readonly<Record<string, number>>;
  readonly find: (input: Input) => readonly Finding[];
}

/** What the rules of metrics look at. */
export interface MetricsInput {
  readonly status: Pick<ClusterStatus, 'members'>;
  readonly readings: readonly MemberReading[];
  /** What was seen of the leader's changes before, by member. */
  readonly leaderChanges: readonly LeaderChanges[];
}

/** How often the leader changed, as one member saw it. */
export interface LeaderChanges {
  readonly changes: number;
  readonly windowSeconds: number;
}

/** A p99 of few observations is the slowest of them: as many as this have to be slow. */
export const leastSlow = 3;

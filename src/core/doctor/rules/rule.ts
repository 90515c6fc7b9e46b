import type { ClusterStatus } from '../../../contract/cluster.ts';
import type { Finding, FindingCode } from '../../../contract/findings.ts';
import type { MemberReading } from '../reading.ts';

/** A rule: its finding, the source that it is from, and its thresholds. */
export interface Rule<Input> {
  readonly code: FindingCode;
  /** The source that the words of its findings name. */
  readonly source: string;
  /** The thresholds by name. */
  readonly thresholds: Readonly<Record<string, number>>;
  readonly find: (input: Input) => readonly Finding[];
}

/** The input of the rules on metrics. */
export interface MetricsInput {
  readonly status: Pick<ClusterStatus, 'members'>;
  readonly readings: readonly MemberReading[];
  /** The leader changes of the last 15 minutes, as each member saw them. */
  readonly leaderChanges: readonly LeaderChanges[];
}

/** The leader changes that one member saw. */
export interface LeaderChanges {
  readonly changes: number;
  readonly windowSeconds: number;
}

/** How many observations have to be slow: the p99 of few observations is the slowest one. */
export const leastSlow = 3;

import type { ClusterStatus, Quorum } from '../../../contract/cluster.ts';
import { type WritesCondition, writesCondition } from '../../../contract/writes-condition.ts';
import type { OpenConnection } from '../../state/connection.tsx';
import type { Tone } from '../../ui/StatusChip.tsx';

/** What decides whether writes work. */
export type WritesFacts = Pick<ClusterStatus, 'quorum' | 'alarms'>;

/** What a cluster's state means at a glance, the same wherever it is shown. */
export function clusterTone(cluster: WritesFacts): Tone {
  if (writesCondition(cluster) !== 'working') return 'bad';
  return cluster.quorum.healthy < cluster.quorum.voters ? 'warn' : 'ok';
}

/** How an open connection stands at a glance: as long as a member answers, what counts is whether writes work. */
export function connectionTone({ state, hasEnded }: OpenConnection, cluster: WritesFacts | null): Tone {
  if (hasEnded) return 'bad';
  if (state.phase !== 'connected') return 'warn';
  return cluster === null ? 'neutral' : clusterTone(cluster);
}

/** Without quorum a member may well answer, and still not be healthy. */
export const votersAnswer = ({ healthy, voters, hasQuorum }: Quorum): string =>
  `${healthy} of ${voters} voters ${hasQuorum ? 'answer' : 'are healthy'}`;

type Refusal = Exclude<WritesCondition, 'working' | 'noQuorum'>;

/** Why writes are refused by members that have a quorum. */
export const refusalReasons: Readonly<Record<Refusal, string>> = {
  noSpace: 'a member is out of space',
  corrupt: 'a member’s data differs',
};

/** The same where there is little room. */
const shortReasons: Readonly<Record<Refusal, string>> = { noSpace: 'out of space', corrupt: 'data differs' };

/** The voters and whether writes work, in one line. */
export function clusterLine(cluster: WritesFacts): string {
  const { quorum } = cluster;
  const condition = writesCondition(cluster);
  const answer = votersAnswer(quorum);
  if (condition === 'noQuorum') return `${answer}: quorum is lost`;
  if (condition !== 'working') return `${answer}, writes refused: ${shortReasons[condition]}`;
  return `${answer}, ${quorum.tolerance === 0 ? 'none' : quorum.tolerance} may fail`;
}

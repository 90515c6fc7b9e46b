import type { ClusterStatus, Quorum } from '../../../contract/cluster.ts';
import { voterWords } from '../../../contract/member-words.ts';
import { type WritesCondition, writesCondition } from '../../../contract/writes-condition.ts';
import type { OpenConnection } from '../../state/connection.tsx';
import type { Tone } from '../../ui/StatusChip.tsx';
import { isLeaderUntold } from './leader-words.ts';

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

/** Whether nothing that needs a quorum can be done now. A member that is still to answer may make one up. */
export const lacksQuorum = ({ members, quorum }: Pick<ClusterStatus, 'members' | 'quorum'>): boolean =>
  !quorum.hasQuorum && members.every(({ healthy, failure }) => healthy !== null || failure !== null);

/** Says whether writes work, which the operator wants to know first. */
export interface Sentence {
  readonly tone: Extract<Tone, 'ok' | 'warn' | 'bad'>;
  readonly text: string;
}

export function clusterSentence(cluster: ClusterStatus): Sentence {
  const { quorum, members } = cluster;
  const { voters, healthy, tolerance } = quorum;
  const condition = writesCondition(cluster);
  if (condition === 'noQuorum') {
    return {
      tone: 'bad',
      text: `Writes have stopped. ${voterWords(cluster)}.`,
    };
  }
  if (condition !== 'working') return { tone: 'bad', text: `Writes are refused: ${refusalReasons[condition]}.` };
  const isUntold = isLeaderUntold(members);
  if (!isUntold && !members.some((member) => member.isLeader))
    return { tone: 'warn', text: 'Writes wait: no member says who leads.' };
  // Each answered for its leader; whether space is left for a write only root may read.
  const works = isUntold ? 'Writes work, as far as your user may ask.' : 'Writes work.';
  if (voters === 1) return { tone: 'warn', text: `${works} The only member must not fail.` };
  if (tolerance === 0) return { tone: 'warn', text: `${works} No further member may fail.` };
  if (healthy < voters) return { tone: 'warn', text: `${works} ${tolerance} more of ${voters} members may fail.` };
  return { tone: 'ok', text: `${works} ${tolerance} of ${voters} members may fail.` };
}

/** Without quorum a member may well answer, and still not be healthy. */
const votersAnswer = ({ healthy, voters, hasQuorum }: Quorum): string =>
  `${healthy} of ${voters} voters ${hasQuorum ? 'answer' : 'are healthy'}`;

type Refusal = Exclude<WritesCondition, 'working' | 'noQuorum'>;

/** Why writes are refused by members that have a quorum. */
const refusalReasons: Readonly<Record<Refusal, string>> = {
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

import type { ClusterStatus, MemberStatus } from '../../../../contract/cluster.ts';
import type { MemberId } from '../../../../contract/ids.ts';
import { behindOf, hasAnswered } from '../../../../contract/member-words.ts';
import { formatCount } from '../../../ui/format.ts';
import type { Tone } from '../../../ui/StatusChip.tsx';

/** A learner is ready when it is fewer entries behind than this; core decides when it is promoted. */
const readyBehind = 100;

/** How far a new member is on its way to a vote. */
export type Joining = 'gone' | 'added' | 'silent' | 'behind' | 'ready' | 'votes';

/** Returns how far a new member is, as the cluster answers now. */
export function joiningOf({ members }: Pick<ClusterStatus, 'members'>, id: MemberId): Joining {
  const member = members.find((each) => each.id === id);
  if (member === undefined) return 'gone';
  if (member.name === '') return 'added';
  if (!hasAnswered(member)) return 'silent';
  if (!member.isLearner) return 'votes';
  const behind = behindOf(member, members);
  return behind !== null && behind < readyBehind ? 'ready' : 'behind';
}

/** A stage on the way to a vote, as it is shown. */
export interface JoiningStage {
  readonly name: string;
  readonly words: string;
  readonly tone: Tone;
  readonly isRunning: boolean;
}

const order: readonly Joining[] = ['added', 'silent', 'behind', 'ready', 'votes'];

/** Returns the stages of a new member that is as far as `joining`, from the member list to its vote. */
export function joiningStages(
  joining: Joining,
  status: Pick<ClusterStatus, 'members'>,
  id: MemberId,
): readonly JoiningStage[] {
  if (joining === 'gone') {
    return [{ name: 'Added', words: 'The cluster has no such member any more.', tone: 'bad', isRunning: false }];
  }
  const member = status.members.find((each) => each.id === id);
  const isPast = (stage: Joining): boolean => order.indexOf(joining) >= order.indexOf(stage);
  const stage = (name: string, reached: Joining, words: string, waits: string): JoiningStage => ({
    name,
    words: isPast(reached) ? words : waits,
    tone: isPast(reached) ? 'ok' : 'neutral',
    isRunning: !isPast(reached),
  });
  return [
    { name: 'Added', words: 'It is in the member list.', tone: 'ok', isRunning: false },
    joining === 'silent'
      ? { name: 'Started', words: 'It has started, and does not answer now.', tone: 'warn', isRunning: true }
      : stage('Started', 'behind', 'It answers.', 'Waits for it to start.'),
    stage('Caught up', 'ready', 'It follows the leader.', lagWords(member, status.members)),
    stage('Votes', 'votes', 'It is a voting member.', 'Waits to be promoted.'),
  ];
}

function lagWords(member: MemberStatus | undefined, members: readonly MemberStatus[]): string {
  const behind = member === undefined ? null : behindOf(member, members);
  if (behind === null) return 'Then it copies the data.';
  return `${formatCount(behind)} entries behind the leader; ready below ${formatCount(readyBehind)}.`;
}

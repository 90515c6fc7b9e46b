import type { AlarmType, ClusterStatus, MemberStatus } from './cluster.ts';
import { plural } from './figures.ts';

/** Whether a member answered, even if it is unhealthy. */
export const hasAnswered = (member: MemberStatus): boolean => member.latencyMs !== null;

/** Whether a member has never started: only then it has no name and announces no client URL. */
export const isNotStarted = (member: MemberStatus): boolean => member.name === '' && member.endpoint === null;

/** A learner that was reached, and that no voting member gave a token for. */
export const isMuteLearner = ({ isLearner, failure }: MemberStatus): boolean =>
  isLearner && failure?.code === 'NotSupportedForLearner';

/** Counts the voting members that answer. Without a leader such a member still serves serializable reads. */
export const answeringVoters = (members: readonly MemberStatus[]): number =>
  members.filter((member) => !member.isLearner && hasAnswered(member)).length;

/** Whether a member answers and knows of no leader. */
export const seesNoLeader = ({ failure }: MemberStatus): boolean => failure?.code === 'NoLeader';

/** Counts the voters for a sentence: `1 of 3 voters healthy, 2 needed`; where none leads, those that answer. */
export function voterWords({ quorum, members }: Pick<ClusterStatus, 'quorum' | 'members'>): string {
  const { voters, healthy, needed } = quorum;
  const waiting = members.filter((member) => !member.isLearner && seesNoLeader(member)).length;
  return healthy === 0 && waiting > 0
    ? `${waiting} of ${plural(voters, 'voter')} ${waiting === 1 ? 'answers and sees no leader' : 'answer, none sees a leader'}, ${needed} needed`
    : `${healthy} of ${plural(voters, 'voter')} healthy, ${needed} needed`;
}

/**
 * Counts the log entries that a member has still to apply, by the furthest index of any member; `null` where it is not
 * known, as without a leader: nobody else says what was committed.
 */
export function behindOf(member: MemberStatus, members: readonly MemberStatus[]): number | null {
  if (member.raftAppliedIndex === null || seesNoLeader(member)) return null;
  const furthest = Math.max(...members.map((each) => each.raftIndex ?? 0));
  return Math.max(0, furthest - member.raftAppliedIndex);
}

const alarmWords: Readonly<Record<AlarmType, string>> = { NOSPACE: 'out of space', CORRUPT: 'data differs' };

/** Names the alarms of a member; `null` where it raises none. */
export const alarmsOf = ({ alarms }: MemberStatus): string | null =>
  alarms.length === 0 ? null : alarms.map((alarm) => alarmWords[alarm]).join(', ');

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

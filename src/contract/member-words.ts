import type { AlarmType, MemberStatus } from './cluster.ts';

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

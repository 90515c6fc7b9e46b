import type { MemberStatus } from '../../../contract/cluster.ts';

/** Whether a member answers and who leads is not for this user to know: unknown, which is not the same as nobody. */
export const isLeaderUntold = (members: readonly MemberStatus[]): boolean =>
  members.some(({ isLeader, isLearner, latencyMs }) => !isLearner && isLeader === null && latencyMs !== null) &&
  !members.some(({ isLeader }) => isLeader);

/** Why who leads is not told. */
export const leaderUntoldNote = 'Your user may not ask which member leads: this etcd tells it to root only.';

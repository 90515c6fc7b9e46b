import type { MemberStatus } from '../../../contract/cluster.ts';

/** Whether the user may not read which member leads, although one answers: the leader is unknown, not absent. */
export const isLeaderUntold = (members: readonly MemberStatus[]): boolean =>
  members.some(({ isLeader, isLearner, latencyMs }) => !isLearner && isLeader === null && latencyMs !== null) &&
  !members.some(({ isLeader }) => isLeader);

/** Why who leads is not told. */
export const leaderUntoldNote = 'Your user may not ask which member leads: this etcd tells it to root only.';

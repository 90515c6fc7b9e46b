import { finding } from '../../members/findings.ts';
import type { LeaderChanges, MetricsInput, Rule } from './rule.ts';

const thresholds = { changes: 4, windowSeconds: 900 };

/** Uses the highest count of any member: each counts only the changes that it saw. */
export const leaderChanges: Rule<MetricsInput> = {
  code: 'LeaderChanges',
  source: 'etcd-mixin etcdHighNumberOfLeaderChanges',
  thresholds,
  find: (input) => {
    const most = input.leaderChanges
      .filter(({ windowSeconds }) => windowSeconds <= thresholds.windowSeconds)
      .reduce<LeaderChanges | null>((found, one) => (one.changes > (found?.changes ?? 0) ? one : found), null);
    if (most === null || most.changes < thresholds.changes) return [];
    const { changes, windowSeconds } = most;
    return [finding('LeaderChanges', 'warning', { detail: { changes, windowSeconds, threshold: thresholds.changes } })];
  },
};

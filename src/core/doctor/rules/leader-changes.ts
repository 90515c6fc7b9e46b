import { finding } from '../../members/findings.ts';
import type { LeaderChanges, MetricsInput, Rule } from './rule.ts';

const thresholds = { changes: 4, windowSeconds: 900 };

/** Every member counts the changes that it saw: the one that saw most counts. */
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

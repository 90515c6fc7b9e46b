import { finding } from '../../members/findings.ts';
import type { MetricsInput, Rule } from './rule.ts';

const thresholds = { perSecond: 5, failures: 25 };

/** Finds proposals that a member gave up waiting for; such a write may still happen. */
export const failedProposals: Rule<MetricsInput> = {
  code: 'FailedProposals',
  source: 'etcd-mixin etcdHighNumberOfFailedProposals',
  thresholds,
  find: ({ readings }) =>
    readings.flatMap(({ member, seconds, values: { proposalsFailed: rate = 0 } }) => {
      if (seconds === null || rate <= thresholds.perSecond || rate * seconds < thresholds.failures) return [];
      const detail = { rate, windowSeconds: seconds, threshold: thresholds.perSecond };
      return [finding('FailedProposals', 'warning', { member, detail })];
    }),
};

import { finding } from '../../members/findings.ts';
import type { MetricsInput, Rule } from './rule.ts';

/** The shares are the mixin's; of few requests one failure is a large share. */
const thresholds = { share: 0.01, criticalShare: 0.05, requestsPerSecond: 2, failures: 10 };

/** Finds requests that fail with a code of the server's. */
export const failedRequests: Rule<MetricsInput> = {
  code: 'FailedRequests',
  source: 'etcd-mixin etcdHighNumberOfFailedGRPCRequests',
  thresholds,
  find: ({ readings }) =>
    readings.flatMap(({ member, seconds, values }) => {
      const { grpcErrorShare: share = 0, grpcRate: rate = 0, grpcErrorRate = 0 } = values;
      const isMuch = rate >= thresholds.requestsPerSecond && grpcErrorRate * (seconds ?? 0) >= thresholds.failures;
      if (share <= thresholds.share || seconds === null || !isMuch) return [];
      const isCritical = share > thresholds.criticalShare;
      const threshold = isCritical ? thresholds.criticalShare : thresholds.share;
      const detail = { share, rate, windowSeconds: seconds, threshold };
      return [finding('FailedRequests', isCritical ? 'critical' : 'warning', { member, detail })];
    }),
};

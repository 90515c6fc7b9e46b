import { finding } from '../../members/findings.ts';
import { leastSlow, type MetricsInput, type Rule } from './rule.ts';

const thresholds = { p99: 0.15, slow: leastSlow };
/** The bound of a bucket that the threshold lies in. */
const bound = 0.25;

/** Calls of a single answer that take long, but for those whose nature it is. Only extensive metrics tell it. */
export const slowRequests: Rule<MetricsInput> = {
  code: 'SlowRequests',
  source: 'etcd-mixin etcdGRPCRequestsSlow',
  thresholds,
  find: ({ readings }) =>
    readings.flatMap(({ member, call }) => {
      if (call === null || call.p99 <= thresholds.p99 || call.slower(bound) < thresholds.slow) return [];
      const detail = { p99: call.p99, method: call.method, threshold: thresholds.p99 };
      return [finding('SlowRequests', 'warning', { member, detail })];
    }),
};

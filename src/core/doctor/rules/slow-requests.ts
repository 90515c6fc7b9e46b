import { finding } from '../../members/findings.ts';
import { leastSlow, type MetricsInput, type Rule } from './rule.ts';

const thresholds = { p99: 0.15, slow: leastSlow };
/** The upper bound of the bucket with the threshold. */
const bound = 0.25;

/** Finds slow unary calls. Needs `--metrics=extensive`. */
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

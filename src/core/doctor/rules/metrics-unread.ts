import { finding } from '../../members/findings.ts';
import type { MetricsInput, Rule } from './rule.ts';

/** A member that is silent is said already. */
export const metricsUnread: Rule<MetricsInput> = {
  code: 'MetricsUnread',
  source: 'etcdeck',
  thresholds: {},
  find: ({ status, readings }) =>
    readings.flatMap(({ member, failure }) => {
      const isAnswering = status.members.some(({ id, latencyMs }) => id === member && latencyMs !== null);
      return failure === null || !isAnswering ? [] : [finding('MetricsUnread', 'info', { member, failure })];
    }),
};

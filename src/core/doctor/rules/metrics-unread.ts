import { finding } from '../../members/findings.ts';
import type { MetricsInput, Rule } from './rule.ts';

/** A member that is silent is said already, and a busy one may miss one scrape. */
export const metricsUnread: Rule<MetricsInput> = {
  code: 'MetricsUnread',
  source: 'etcdeck',
  thresholds: {},
  find: ({ status, readings }) =>
    readings.flatMap(({ member, failure, wasReadBefore }) => {
      const isAnswering = status.members.some(({ id, latencyMs }) => id === member && latencyMs !== null);
      return failure === null || wasReadBefore || !isAnswering
        ? []
        : [finding('MetricsUnread', 'info', { member, failure })];
    }),
};

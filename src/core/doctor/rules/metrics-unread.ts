import { finding } from '../../members/findings.ts';
import type { MetricsInput, Rule } from './rule.ts';

/** Leaves out members that do not answer at all, which have a finding of their own, and one missed scrape of a busy one. */
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

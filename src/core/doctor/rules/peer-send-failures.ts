import { finding } from '../../members/findings.ts';
import type { MetricsInput, Rule } from './rule.ts';

const thresholds = { perSecond: 0.01, failures: 5 };

/** Finds failures to send to members that answer; a silent member has a finding of its own. */
export const peerSendFailures: Rule<MetricsInput> = {
  code: 'PeerSendFailures',
  source: 'etcd-mixin etcdMembersDown',
  thresholds,
  find: ({ status, readings }) =>
    readings.flatMap(({ member, seconds, sendFailures }) => {
      if (seconds === null) return [];
      const count = sendFailures
        .filter(({ to }) => status.members.some(({ id, latencyMs }) => id === to && latencyMs !== null))
        .reduce((sum, one) => sum + one.count, 0);
      const rate = count / seconds;
      if (count < thresholds.failures || rate <= thresholds.perSecond) return [];
      return [finding('PeerSendFailures', 'warning', { member, detail: { rate, threshold: thresholds.perSecond } })];
    }),
};

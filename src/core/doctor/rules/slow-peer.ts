import { finding } from '../../members/findings.ts';
import type { MetricsInput, Rule } from './rule.ts';

const thresholds = { p99: 0.15 };

/** Finds long round trips to peers that answer. Members measure them twice a minute. */
export const slowPeer: Rule<MetricsInput> = {
  code: 'SlowPeer',
  source: 'etcd-mixin etcdMemberCommunicationSlow',
  thresholds,
  find: ({ status, readings }) =>
    readings.flatMap(({ member, peers }) =>
      peers
        .filter(({ to }) => status.members.some(({ id, latencyMs }) => id === to && latencyMs !== null))
        .filter(({ p99 }) => p99 > thresholds.p99)
        .map(({ to, p99 }) =>
          finding('SlowPeer', 'warning', { member, detail: { p99, peer: to, threshold: thresholds.p99 } }),
        ),
    ),
};

import type { MetricsApi } from '../../contract/metrics.ts';
import type { OpenConnection, OpenConnections } from '../connections/held/open-connections.ts';
import { cancelled } from '../etcd/failures.ts';
import { stoppable } from '../streams/stoppable.ts';
import { type MetricsParts, MetricsPoll } from './metrics-poll.ts';

/** Creates the metrics of open connections; the followers of a connection share its scrapes. */
export function createMetrics({ open, ...parts }: MetricsParts & { readonly open: OpenConnections }): MetricsApi {
  const polls = new WeakMap<OpenConnection, MetricsPoll>();
  const pollOf = (connection: OpenConnection): MetricsPoll => {
    const poll = polls.get(connection) ?? new MetricsPoll(connection, parts);
    polls.set(connection, poll);
    return poll;
  };
  return {
    follow({ connection }, options) {
      const held = open.require(connection);
      return stoppable(options?.signal, async function* (signal) {
        yield* pollOf(held).follow(AbortSignal.any([signal, held.closed]));
        if (signal.aborted) throw cancelled('follow');
      });
    },
  };
}

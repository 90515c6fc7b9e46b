import type { ClusterApi, ClusterStatus } from '../../contract/cluster.ts';
import type { OpenConnection, OpenConnections } from '../connections/held/open-connections.ts';
import { cancelled } from '../etcd/failures.ts';
import type { Clock } from '../ports.ts';
import { stoppable } from '../streams/stoppable.ts';
import { checkPeerURLs } from './check-peer-urls.ts';
import { ClusterMembers } from './cluster-members.ts';
import { memberStart } from './member-start.ts';
import { SharedPoll } from './shared-poll.ts';

const leastIntervalMs = 1_000;
/**
 * A member added or removed elsewhere is noticed within this time; reading the list at every poll would double the
 * load.
 */
const followedListMaxAgeMs = 15_000;

interface Followed {
  readonly members: ClusterMembers;
  readonly poll: SharedPoll<ClusterStatus>;
}

/** The members of open connections' clusters. Followers of one connection share one poll. */
export function createCluster(open: OpenConnections, ports: { readonly clock: Clock }): ClusterApi {
  const followed = new WeakMap<OpenConnection, Followed>();
  const of = (connection: OpenConnection): Followed => {
    const known = followed.get(connection);
    if (known !== undefined) return known;
    const members = new ClusterMembers(connection, ports.clock);
    const poll = new SharedPoll<ClusterStatus>((signal, onEarly) => members.ask(followedListMaxAgeMs, signal, onEarly));
    followed.set(connection, { members, poll });
    return { members, poll };
  };
  return {
    status: async ({ connection }, options) => of(open.require(connection)).members.ask(0, options?.signal),
    checkPeerURLs: async ({ connection, peerURLs, member }, options) =>
      checkPeerURLs(open.require(connection), peerURLs, member, options?.signal),
    memberStart: async ({ connection, ...request }, options) => memberStart(open.require(connection), request, options),
    follow({ connection, intervalMs }, options) {
      const held = open.require(connection);
      return stoppable(options?.signal, async function* (signal) {
        yield* of(held).poll.follow(Math.max(leastIntervalMs, intervalMs), AbortSignal.any([signal, held.closed]));
        if (signal.aborted) throw cancelled('follow');
      });
    },
  };
}

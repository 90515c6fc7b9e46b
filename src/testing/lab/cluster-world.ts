import { setTimeout as delay } from 'node:timers/promises';
import type { MemberId } from '../../contract/ids.ts';
import { EtcdClient } from '../../core/etcd/client.ts';
import { status } from '../../core/etcd/maintenance.ts';
import type { LabWorld } from '../../core/lab/lab-world.ts';
import type { TestCluster, TestMember } from '../test-cluster.ts';

/** A test cluster as the parts of a lab see theirs; it has no links between members that could be cut. */
export function worldOf(cluster: TestCluster, closed: AbortSignal): Pick<LabWorld, 'members' | 'target' | 'closed'> {
  return {
    closed,
    target: (names) => {
      const named = cluster.members.filter(({ name }) => names === undefined || names.includes(name));
      return cluster.target({ endpoints: named.map(({ endpoint }) => endpoint) });
    },
    get members() {
      return cluster.members.map(({ name, endpoint, peerUrl }) => ({
        ...{ name, endpoint, peerURL: peerUrl, version: cluster.version },
        process: 'running' as const,
      }));
    },
  };
}

/** Returns the member that a majority follows, once there is one. */
export async function leaderOf(cluster: TestCluster): Promise<TestMember> {
  const client = new EtcdClient(cluster.target());
  try {
    for (;;) {
      const asked = await Promise.allSettled(
        cluster.members.map(async (member) => {
          const { memberId, leader } = await status(client, member.endpoint, { timeoutMs: 1_000 });
          return { member, memberId, leader };
        }),
      );
      const answers = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const followers = new Map<MemberId | null, number>();
      for (const { leader } of answers) followers.set(leader, (followers.get(leader) ?? 0) + 1);
      const found = answers.find(
        ({ memberId }) => (followers.get(memberId) ?? 0) > Math.floor(cluster.members.length / 2),
      );
      if (found !== undefined) return found.member;
      await delay(100);
    }
  } finally {
    client.close();
  }
}

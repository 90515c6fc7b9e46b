import { describe, expect, it, vi } from 'vitest';
import type { LabMessageKind } from '../../../contract/lab/frames.ts';
import { everyEtcd } from '../../../testing/etcd-binaries.ts';
import { startLinkedMembers } from '../../../testing/linked-members.ts';
import { range } from '../../etcd/kv.ts';
import type { ObservedMessage } from '../lab-world.ts';

/** What three members certainly say when one of them is elected, is written to through another, and is cut off. */
const said: readonly LabMessageKind[] = [
  'MsgVote',
  'MsgVoteResp',
  'MsgApp',
  'MsgAppResp',
  'MsgHeartbeat',
  'MsgHeartbeatResp',
  'MsgProp',
  'MsgReadIndex',
  'MsgReadIndexResp',
];

describe.each(everyEtcd())('links of etcd $version', (binaries) => {
  it('reads what members say, and nothing that it does not know', async () => {
    const lab = await startLinkedMembers({ members: 3, binaries });
    const counted = new Map<LabMessageKind, number>();
    const seen: ObservedMessage[] = [];
    lab.links.onMessages((messages) => seen.push(...messages));
    const hasSaid = (kind: LabMessageKind): boolean => {
      for (const { messages } of lab.links.takeCounts()) {
        for (const known of [...said, 'other', 'http'] as const) {
          counted.set(known, (counted.get(known) ?? 0) + (messages[known] ?? 0));
        }
      }
      return (counted.get(kind) ?? 0) > 0;
    };
    try {
      const leader = await vi.waitUntil(() => lab.leader());
      const follower = lab.members.find(({ name }) => name !== leader);
      await lab.put('through a follower', follower?.name);
      await range(lab.client, { key: Buffer.from('a') }, { endpoint: follower?.endpoint });
      for (const kind of said) await vi.waitUntil(() => hasSaid(kind));
      expect(counted.get('other')).toBe(0);

      // The last entry that the leader sent is the one that both others say they hold.
      await vi.waitUntil(() => {
        const last = seen.findLast(({ kind, entries }) => kind === 'MsgApp' && entries !== null)?.entries?.last;
        const holders = seen.filter(({ kind, index, to }) => kind === 'MsgAppResp' && index === last && to === leader);
        return new Set(holders.map(({ from }) => from)).size === 2;
      });

      // A stream that is begun anew is read from its beginning.
      for (const { name } of lab.members) {
        if (name === leader) continue;
        await lab.links.set(leader, name, { state: 'cut', delayMs: 0 });
        await lab.links.set(name, leader, { state: 'cut', delayMs: 0 });
      }
      const rest = lab.members.map(({ name }) => name).filter((name) => name !== leader);
      await vi.waitUntil(() => lab.leader(rest));
      for (const name of rest) {
        await lab.links.set(leader, name, { state: 'open', delayMs: 0 });
        await lab.links.set(name, leader, { state: 'open', delayMs: 0 });
      }
      await vi.waitUntil(() => lab.leader());
      await vi.waitFor(() => lab.put('after healing', leader, 5_000));
      hasSaid('other');
      expect(counted.get('other')).toBe(0);
      expect(lab.said).toEqual([]);
    } finally {
      await lab.close();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { seeded } from '../../testing/random.ts';
import { RevisionTally, talliedEntries, talliedPrefix } from '../../testing/revision-tally.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from './client.ts';
import { prefixEnd, range, txnPuts } from './kv.ts';
import { status } from './maintenance.ts';
import { watch } from './watch.ts';

const rounds = process.env.ETCDECK_FULL === '1' ? 8 : 1;

describe('of three members, one of which is killed while it leads and is watched', () => {
  let cluster: TestCluster;
  let writer: EtcdClient;
  let isOver = false;
  let written = 0;
  let writing: Promise<void>;

  beforeAll(async () => {
    cluster = await startCluster({ members: 3 });
    writer = new EtcdClient(cluster.target());
    writing = (async () => {
      for (let serial = 0; !isOver; serial += 1) {
        const entries = talliedEntries(serial, { size: serial % 20 === 0 ? 20 : 1, valueBytes: 100 });
        // A failed put may still have been written; the watch decides.
        await txnPuts(writer, entries).then(
          () => (written += 1),
          () => undefined,
        );
      }
    })();
  });
  afterAll(async () => {
    isOver = true;
    await writing;
    writer?.close();
    await cluster?.close();
  });

  async function leaderOf(): Promise<number> {
    for (const [index, endpoint] of cluster.endpoints.entries()) {
      const said = await status(writer, endpoint).catch(() => null);
      if (said !== null && said.leader === said.memberId) return index;
    }
    return -1;
  }

  it.each(Array.from({ length: rounds }, (_, index) => index + 1))(
    'the watch loses nothing and repeats nothing (seed %i)',
    async (seed) => {
      const random = seeded(seed);
      await vi.waitUntil(async () => (await leaderOf()) !== -1, { timeout: 30_000 });
      const leader = cluster.members[await leaderOf()];
      if (leader === undefined) throw new Error('the leader is one of the members');
      const others = cluster.endpoints.filter((endpoint) => endpoint !== leader.endpoint);
      const client = new EtcdClient(cluster.target({ endpoints: [leader.endpoint, ...others] }));
      try {
        const start = (await range(client, { key: talliedPrefix })).revision + 1;
        const tally = new RevisionTally(start);
        const everything = {
          key: talliedPrefix,
          rangeEnd: prefixEnd(talliedPrefix),
          startRevision: start,
          previous: false,
        };
        const steps = watch(client, everything)[Symbol.asyncIterator]();
        const kinds = new Set<string>();
        const takeUntil = async (isThere: () => boolean): Promise<void> => {
          while (!isThere()) {
            const { value, done } = await steps.next();
            if (done === true) throw new Error('the watch ended');
            kinds.add(value.kind);
            tally.take(value);
          }
        };
        const killedAfter = start + random.between(1, 300);
        await takeUntil(() => tally.reached >= killedAfter);
        await leader.kill();
        const writtenBefore = written;
        await takeUntil(() => kinds.has('resumed') && written > writtenBefore + 20);
        // The whole store now.
        const head = (await range(client, { key: talliedPrefix }, { timeoutMs: 20_000 })).revision;
        await takeUntil(() => tally.reached >= head);
        expect([...kinds].sort()).toEqual(['event', 'reconnecting', 'resumed', 'started']);
        await steps.return?.();
      } finally {
        client.close();
        await leader.restart();
      }
    },
    120_000,
  );
});

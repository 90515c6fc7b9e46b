import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { etcdBinaries } from '../../testing/etcd-binaries.ts';
import { startProxy } from '../../testing/proxy.ts';
import { type Random, seeded } from '../../testing/random.ts';
import { RevisionTally, talliedEntries, talliedPrefix } from '../../testing/revision-tally.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from './client.ts';
import { prefixEnd, txnPuts } from './kv.ts';
import { watch } from './watch.ts';

// A full run splits its thousand seeds among the versions tested.
const isFull = process.env.ETCDECK_FULL === '1';
const versions = etcdBinaries().map(({ version }) => version);
const runs = isFull ? Math.ceil(1_000 / Math.max(1, versions.length)) : 50;
const firstSeed = 1 + runs * Math.max(0, versions.indexOf(process.env.ETCDECK_ETCD_VERSION ?? ''));
const sideBySide = 5;
const catchUp = 5_000;
const livePart = 150;

const everything = { key: talliedPrefix, rangeEnd: prefixEnd(talliedPrefix), previous: false };

describe('over many seeded runs of random cuts', () => {
  let cluster: TestCluster;
  let writer: EtcdClient;
  let serial = 0;
  let head = 0;
  let isOver = false;
  let writing: Promise<void>;

  beforeAll(async () => {
    cluster = await startCluster();
    writer = new EtcdClient(cluster.target());
    const write = async (): Promise<void> => {
      // Most revisions have one small key; some have many keys, or a large one.
      const shape = { size: serial % 50 === 0 ? 40 : 1, valueBytes: serial % 50 === 1 ? 20_000 : 100 };
      head = (await txnPuts(writer, talliedEntries(serial++, shape), { timeoutMs: 60_000 })).revision;
    };
    while (head < catchUp + 1_000) await write();
    writing = (async () => {
      while (!isOver) await write();
    })();
  });
  afterAll(async () => {
    isOver = true;
    await writing;
    writer?.close();
    await cluster?.close();
  });

  async function run(random: Random): Promise<string> {
    const proxy = await startProxy(cluster.endpoints[0] ?? '');
    const client = new EtcdClient(cluster.target({ endpoints: [proxy.endpoint] }));
    const start = head - catchUp - random.between(0, 500);
    const end = head + livePart;
    const cutsByBytes = Array.from({ length: random.between(1, 4) }, () =>
      random.between(1, random.oneOf([2_000, 1_500_000])),
    );
    const cutsByRevision = Array.from({ length: random.between(1, 3) }, () => random.between(head, end - 1)).sort(
      (a, b) => a - b,
    );
    const tally = new RevisionTally(start);
    let cuts = 0;
    try {
      const steps = watch(client, { ...everything, startRevision: start })[Symbol.asyncIterator]();
      while (tally.reached < end) {
        const { value, done } = await steps.next();
        if (done === true) throw new Error('the watch ended');
        tally.take(value);
        if (value.kind === 'reconnecting') cuts += 1;
        const byBytes = value.kind === 'started' || value.kind === 'resumed' ? cutsByBytes.shift() : undefined;
        if (byBytes !== undefined) proxy.cutAfter(byBytes);
        if (value.kind === 'reconnecting') proxy.accept();
        if (tally.reached >= (cutsByRevision[0] ?? Number.POSITIVE_INFINITY)) {
          cutsByRevision.shift();
          if (random.oneOf([true, false])) proxy.refuse();
          proxy.cut();
        }
      }
      await steps.return?.();
      if (cuts === 0) throw new Error('nothing was cut');
      return 'every event once';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      client.close();
      await proxy.close();
    }
  }

  it(
    'a watch loses nothing and repeats nothing',
    async () => {
      const only = process.env.ETCDECK_SEED;
      const seeds = only === undefined ? Array.from({ length: runs }, (_, index) => firstSeed + index) : [Number(only)];
      const failed: string[] = [];
      const work = async (): Promise<void> => {
        for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
          const outcome = await run(seeded(seed));
          if (outcome !== 'every event once') failed.push(`ETCDECK_SEED=${seed}: ${outcome}`);
        }
      };
      await Promise.all(Array.from({ length: sideBySide }, work));
      expect(failed).toEqual([]);
    },
    isFull ? 45 * 60_000 : 8 * 60_000,
  );
});

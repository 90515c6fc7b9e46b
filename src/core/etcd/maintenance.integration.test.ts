import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { compareVersions, everyEtcd } from '../../testing/etcd-binaries.ts';
import { putIf } from '../../testing/guarded-writes.ts';
import { startProxy } from '../../testing/proxy.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from './client.ts';
import { memberList } from './cluster.ts';
import { head, range, txnPuts } from './kv.ts';
import { type SnapshotChunk, snapshot, status } from './maintenance.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each(everyEtcd().map((binaries) => ({ version: binaries.version, binaries })))(
  'a member of $version',
  ({ version, binaries }) => {
    const reports = (since: string, value: unknown): unknown => (compareVersions(version, since) >= 0 ? value : null);
    let cluster: TestCluster;
    let client: EtcdClient;
    let member: string;

    beforeAll(async () => {
      cluster = await startCluster({ binaries });
      client = new EtcdClient(cluster.target());
      member = cluster.endpoints[0] ?? '';
    });
    afterAll(async () => {
      client?.close();
      await cluster?.close();
    });

    it('says of itself what its version reports, and null for the rest', async () => {
      const said = await status(client, member);
      expect(said).toMatchObject({
        version,
        leader: said.memberId,
        revision: 1,
        isLearner: false,
        errors: [],
        dbSizeInUse: expect.any(Number),
        dbSizeQuota: reports('3.6', 2 * 1024 ** 3),
      });
      expect(said.raftAppliedIndex).toBeGreaterThan(0);
      expect(said.raftIndex).toBeGreaterThanOrEqual(said.raftAppliedIndex);
      const { clusterId, members } = await memberList(client);
      expect({ clusterId, id: members[0]?.id }).toEqual({ clusterId: said.clusterId, id: said.memberId });
    });

    it('streams its database, which ends with its own hash', async () => {
      await txnPuts(client, [{ key: bytes('a'), value: bytes('1') }]);
      const chunks: SnapshotChunk[] = [];
      for await (const chunk of snapshot(client, member)) chunks.push(chunk);
      const whole = Buffer.concat(chunks.map(({ blob }) => blob));
      const [database, hash] = [whole.subarray(0, -32), whole.subarray(-32)];
      expect(createHash('sha256').update(database).digest()).toEqual(hash);
      expect((chunks[0]?.blob.length ?? 0) + (chunks[0]?.remainingBytes ?? 0) + 32).toBe(whole.length);
      expect(chunks[0]?.version).toEqual(reports('3.6', expect.stringMatching(/^3\.\d+\.0$/)));
    });
  },
);

describe('an alarm', () => {
  it('is among the errors of a status', async () => {
    const cluster = await startCluster({ args: ['--quota-backend-bytes', '65536'] });
    const client = new EtcdClient(cluster.target());
    const member = cluster.endpoints[0] ?? '';
    try {
      const fill = async (): Promise<void> => {
        for (;;) await txnPuts(client, [{ key: bytes('a'), value: new Uint8Array(20_000) }]);
      };
      await expect(fill()).rejects.toMatchObject({ code: 'NoSpace' });
      const { errors } = await status(client, member);
      expect(errors).toEqual([expect.stringContaining('NOSPACE')]);
    } finally {
      client.close();
      await cluster.close();
    }
  });
});

describe('a snapshot', () => {
  let cluster: TestCluster;
  let member: string;
  const opened: { close(): unknown }[] = [];
  const size = 24 * 1024 * 1024;

  beforeAll(async () => {
    cluster = await startCluster();
    member = cluster.endpoints[0] ?? '';
    const client = new EtcdClient(cluster.target());
    for (let n = 0; n < 24; n++) await txnPuts(client, [{ key: bytes(`${n}`), value: new Uint8Array(1024 * 1024) }]);
    client.close();
  });
  afterEach(async () => {
    for (const thing of opened.splice(0).reverse()) await thing.close();
  });
  afterAll(() => cluster?.close());

  async function openThroughProxy() {
    const proxy = await startProxy(member);
    const client = new EtcdClient(cluster.target({ endpoints: [proxy.endpoint] }));
    opened.push(proxy, client);
    return { proxy, client };
  }

  /** The number of streams by the member's own count. */
  async function snapshotsUnderWay(): Promise<number> {
    const metrics = await (await fetch(`${member}/metrics`)).text();
    const sum = (name: string): number =>
      [...metrics.matchAll(new RegExp(`^grpc_server_${name}_total\\{.*"Snapshot".*\\} (\\S+)$`, 'gm'))].reduce(
        (total, [, count]) => total + Number(count),
        0,
      );
    expect(sum('started')).toBeGreaterThan(0);
    return sum('started') - sum('handled');
  }

  it('comes no faster than it is taken', async () => {
    const { proxy, client } = await openThroughProxy();
    const chunks = snapshot(client, proxy.endpoint)[Symbol.asyncIterator]();
    await chunks.next();
    // Other calls on the same connection still work. In their time the whole stream could have come.
    for (let n = 0; n < 200; n++) await range(client, { key: bytes('none') });
    expect(proxy.bytesToClient()).toBeLessThan(size / 4);
    let received = 0;
    for (let step = await chunks.next(); step.done !== true; step = await chunks.next())
      received += step.value.blob.length;
    expect(received).toBeGreaterThan(size);
  });

  it('that is cut fails, and one that is left ends at the member', async () => {
    const { proxy, client } = await openThroughProxy();
    proxy.cutAfter(4 * 1024 * 1024);
    const cut = (async () => {
      for await (const _ of snapshot(client, proxy.endpoint));
    })();
    await expect(cut).rejects.toMatchObject({ code: 'ConnectionCut', operation: 'snapshot', retry: true });

    for await (const { remainingBytes } of snapshot(client, proxy.endpoint)) {
      expect(remainingBytes).toBeGreaterThan(0);
      break;
    }
    await expect.poll(snapshotsUnderWay).toBe(0);
  });

  it('stops when its caller says so', async () => {
    const { client, proxy } = await openThroughProxy();
    const abort = new AbortController();
    const stopped = (async () => {
      for await (const _ of snapshot(client, proxy.endpoint, { signal: abort.signal })) abort.abort();
    })();
    await expect(stopped).rejects.toMatchObject({ code: 'Cancelled' });
  });
});

describe('without a quorum', () => {
  let cluster: TestCluster;
  let client: EtcdClient;
  let survivor: string;

  beforeAll(async () => {
    cluster = await startCluster({ members: 3 });
    client = new EtcdClient(cluster.target());
    await txnPuts(client, [{ key: bytes('a'), value: bytes('1') }]);
    await Promise.all([cluster.members[1]?.kill(), cluster.members[2]?.kill()]);
    survivor = cluster.endpoints[0] ?? '';
    await vi.waitUntil(async () => (await status(client, survivor)).leader === null);
  });
  afterAll(async () => {
    client?.close();
    await cluster?.close();
  });

  it('what needs none still answers', async () => {
    expect((await status(client, survivor)).errors).toEqual(['etcdserver: no leader']);
    expect((await memberList(client)).members).toHaveLength(3);
    expect((await range(client, { key: bytes('a'), serializable: true })).kvs).toHaveLength(1);
    expect((await head(client)).revision).toBe(2);
    for (const dead of cluster.endpoints.slice(1)) {
      await expect(status(client, dead)).rejects.toMatchObject({ code: 'ConnectionRefused', endpoint: dead });
    }
  });

  it.concurrent('what needs one is given up in time, and a write has an unknown outcome', async () => {
    const options = { timeoutMs: 3_000 };
    const write = putIf(client, { key: bytes('b'), value: bytes('1'), expectedModRevision: 0 }, options);
    const late = { code: 'DeadlineExceeded' };
    await Promise.all([
      expect(range(client, { key: bytes('a') }, options)).rejects.toMatchObject(late),
      expect(write).rejects.toMatchObject({ code: 'OutcomeUnknown', retry: false }),
    ]);
  });

  it.concurrent("the member's own time-out leaves a write's outcome unknown too", async () => {
    const write = putIf(client, { key: bytes('c'), value: bytes('1'), expectedModRevision: 0 }, { timeoutMs: 20_000 });
    await expect(write).rejects.toMatchObject({
      code: 'OutcomeUnknown',
      message: expect.stringMatching(/request timed out|context deadline exceeded/),
    });
  });
});

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deleteIf, putIf } from '../../testing/guarded-writes.ts';
import { refusedPort } from '../../testing/odd-servers.ts';
import { startBlackHole, startProxy } from '../../testing/proxy.ts';
import { startRpcRecorder, type Treatment } from '../../testing/rpc-recorder.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient, type EtcdClientOptions } from './client.ts';
import { memberList } from './cluster.ts';
import { head, range, txnPuts } from './kv.ts';
import { status } from './maintenance.ts';

const key = new TextEncoder().encode('key');
const value = new TextEncoder().encode('value');
const created = { key, value, expectedModRevision: 0 };

let cluster: TestCluster;
let member: string;
const opened: { close(): unknown }[] = [];

function open(endpoints: readonly string[], options?: EtcdClientOptions): EtcdClient {
  const client = new EtcdClient({ ...cluster.target(), endpoints }, options);
  opened.push(client);
  return client;
}

beforeAll(async () => {
  cluster = await startCluster();
  member = cluster.endpoints[0] ?? '';
});
afterEach(async () => {
  for (const thing of opened.splice(0)) await thing.close();
});
afterAll(() => cluster?.close());

/** An endpoint without a listener. */
const closedEndpoint = async (): Promise<string> => `http://127.0.0.1:${await refusedPort()}`;

/** A proxy that forwards everything until asked to hang up on a client's next bytes, which it does not forward. */
async function startHangUp(target: string) {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isArmed = false;
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) socket.on('error', () => undefined).on('close', () => client.destroy());
    sockets.add(client).add(upstream);
    upstream.pipe(client);
    client.on('data', (bytes) => (isArmed ? client.resetAndDestroy() : upstream.write(bytes)));
    client.on('close', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const relay = {
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    connections: () => connections,
    hangUp: () => {
      isArmed = true;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
  opened.push(relay);
  return relay;
}

describe('a read', () => {
  it('moves on from an endpoint that refuses, and stays where it was answered', async () => {
    const proxy = await startProxy(member);
    opened.push(proxy);
    const client = open([await closedEndpoint(), proxy.endpoint]);
    expect((await range(client, { key })).endpoint).toBe(proxy.endpoint);
    expect((await range(client, { key })).endpoint).toBe(proxy.endpoint);
  });

  it('moves on from a machine that swallows packets, in a part of its time', async () => {
    const blackHole = await startBlackHole();
    opened.push(blackHole);
    const client = open([blackHole.endpoint, member], { connectTimeoutMs: 1_000 });
    expect((await range(client, { key })).endpoint).toBe(member);
  });

  it('moves on from a connection that is cut', async () => {
    const proxy = await startProxy(member);
    opened.push(proxy);
    const client = open([proxy.endpoint, member]);
    expect((await range(client, { key })).endpoint).toBe(proxy.endpoint);
    proxy.refuse();
    proxy.cut();
    expect((await range(client, { key })).endpoint).toBe(member);
  });

  it('says why, when no endpoint answers', async () => {
    const client = open([await closedEndpoint(), await closedEndpoint()]);
    await expect(range(client, { key })).rejects.toMatchObject({ code: 'ConnectionRefused', retry: true });
  });

  it('is given up at its deadline, and the next one asks elsewhere', async () => {
    const proxy = await startProxy(member);
    opened.push(proxy);
    const client = open([proxy.endpoint, member]);
    await range(client, { key });
    proxy.stall();
    await expect(range(client, { key }, { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'DeadlineExceeded',
      endpoint: proxy.endpoint,
    });
    expect((await range(client, { key })).endpoint).toBe(member);
  });

  it("does not move on from a member's refusal", async () => {
    const proxy = await startProxy(member);
    opened.push(proxy);
    const client = open([member, proxy.endpoint]);
    await expect(range(client, { key, revision: 1_000_000 })).rejects.toMatchObject({ code: 'FutureRev' });
    expect(proxy.connections()).toBe(0);
  });
});

describe('a write', () => {
  it('whose connection breaks behind it has an unknown outcome, and goes nowhere else', async () => {
    const first = await startHangUp(member);
    const second = await startHangUp(member);
    const client = open([first.endpoint, second.endpoint]);
    const before = await range(client, { key });
    first.hangUp();
    await expect(putIf(client, created)).rejects.toMatchObject({
      code: 'OutcomeUnknown',
      retry: false,
      endpoint: first.endpoint,
    });
    expect(second.connections()).toBe(0);
    expect((await range(client, { key }, { endpoint: member })).revision).toBe(before.revision);
  });

  it('to a frozen member has an unknown outcome, and happens at most once', async () => {
    const frozen = await startCluster();
    opened.push(frozen);
    const other = await startProxy(frozen.endpoints[0] ?? '');
    opened.push(other);
    const client = open([frozen.endpoints[0] ?? '', other.endpoint]);
    await range(client, { key });
    frozen.members[0]?.freeze();
    await expect(putIf(client, created, { timeoutMs: 500 })).rejects.toMatchObject({ code: 'OutcomeUnknown' });
    expect(other.connections()).toBe(0);
    frozen.members[0]?.thaw();
    const { kvs } = await range(client, { key });
    expect(kvs[0]?.version ?? 0).toBeLessThanOrEqual(1);
  });

  it('that never left is a plain failure', async () => {
    const client = open([await closedEndpoint()]);
    await expect(putIf(client, created)).rejects.toMatchObject({ code: 'ConnectionRefused', retry: true });
    const blackHole = await startBlackHole();
    opened.push(blackHole);
    const swallowed = putIf(open([blackHole.endpoint]), created, { timeoutMs: 300 });
    await expect(swallowed).rejects.toMatchObject({ code: 'ConnectTimeout', retry: true });
  });

  it('goes to the next endpoint as long as it has not left', async () => {
    const client = open([await closedEndpoint(), member]);
    const once = new TextEncoder().encode('once');
    await putIf(client, { key: once, value, expectedModRevision: 0 });
    expect((await range(client, { key: once })).kvs[0]?.version).toBe(1);
  });
});

describe('of two members, each counting the calls it gets,', () => {
  const lost: readonly (readonly [string, Treatment])[] = [
    ['answered "unavailable" by the transport', { status: 14, details: 'transport is closing' }],
    ['answered "unavailable" by etcd', { status: 14, details: 'etcdserver: request timed out' }],
    ['answered "unknown"', { status: 2, details: 'stream terminated' }],
    ['answered "aborted"', { status: 10, details: 'try again' }],
    ['not answered in time', 'keepAnswer'],
    ['whose connection breaks before the answer', 'cut'],
  ];
  const writes: readonly (readonly [string, (client: EtcdClient) => Promise<unknown>])[] = [
    ['KV/Txn', (client) => putIf(client, created, { timeoutMs: 500 })],
    ['KV/Txn', (client) => deleteIf(client, { key, expectedModRevision: 0 }, { timeoutMs: 500 })],
    ['KV/Txn', (client) => txnPuts(client, [{ key, value }], { timeoutMs: 500 })],
    [
      'KV/DeleteRange',
      (client) => client.call(({ kv }) => kv.deleteRange({ key: Buffer.from('gone') }), { timeoutMs: 500 }),
    ],
    ['Lease/LeaseGrant', (client) => client.call(({ lease }) => lease.leaseGrant({ TTL: 60 }), { timeoutMs: 500 })],
    [
      'Cluster/MemberRemove',
      (client) => client.call(({ cluster }) => cluster.memberRemove({ ID: '1' }), { timeoutMs: 500 }),
    ],
    [
      'Maintenance/Defragment',
      (client) => client.call(({ maintenance }) => maintenance.defragment(), { timeoutMs: 500 }),
    ],
  ];

  async function startTwo() {
    const recorders = [await startRpcRecorder(member), await startRpcRecorder(member)] as const;
    opened.push(...recorders);
    const client = open(recorders.map(({ endpoint }) => endpoint));
    await range(client, { key });
    const calls = (): number => recorders.reduce((sum, recorder) => sum + recorder.calls.length, 0);
    return { recorders, client, calls };
  }

  it.each(lost)('a write %s is sent once, and its outcome is unknown', async (_, treatment) => {
    const { recorders, client, calls } = await startTwo();
    for (const [rpc, write] of writes) {
      for (const recorder of recorders) {
        recorder.treat('pass');
        // The member has named its cluster; after a cut connection it would be asked again.
        await head(client, { endpoint: recorder.endpoint });
        recorder.treat(treatment);
      }
      const before = calls();
      await expect(write(client), rpc).rejects.toMatchObject({ code: 'OutcomeUnknown', retry: false });
      expect(calls() - before, rpc).toBe(1);
    }
  });

  it('a read answered "unavailable" is asked of the other, once', async () => {
    const { recorders, client, calls } = await startTwo();
    const [first, second] = recorders;
    first.treat({ status: 14, details: 'etcdserver: leader changed' });
    const before = calls();
    expect((await range(client, { key })).endpoint).toBe(second.endpoint);
    expect(calls() - before).toBe(2);
  });
});

describe('a call', () => {
  it('can be stopped, before it is sent and while it waits', async () => {
    const client = open([member]);
    await expect(range(client, { key }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'Cancelled' });
    const proxy = await startProxy(member);
    opened.push(proxy);
    const waiting = open([proxy.endpoint]);
    await range(waiting, { key });
    proxy.stall();
    const abort = new AbortController();
    const answer = range(waiting, { key }, { signal: abort.signal });
    setImmediate(() => abort.abort());
    await expect(answer).rejects.toMatchObject({ code: 'Cancelled' });
  });

  it('to one endpoint goes to no other', async () => {
    const gone = await closedEndpoint();
    const client = open([member]);
    await expect(range(client, { key }, { endpoint: gone })).rejects.toMatchObject({
      code: 'ConnectionRefused',
      endpoint: gone,
    });
    expect(await status(client, member)).toMatchObject({ revision: expect.any(Number) });
  });

  it('fails once the client is closed, and the connection is gone', async () => {
    const proxy = await startProxy(member);
    opened.push(proxy);
    const client = open([proxy.endpoint]);
    await range(client, { key });
    proxy.stall();
    const waiting = range(client, { key });
    setImmediate(() => client.close());
    await expect(waiting).rejects.toMatchObject({ code: 'ConnectionNotOpen' });
    await expect(range(client, { key })).rejects.toMatchObject({ code: 'ConnectionNotOpen' });
    proxy.accept();
    await expect.poll(() => proxy.connections()).toBe(0);
  });

  it('is not sent through a proxy of the environment', async () => {
    process.env.http_proxy = process.env.grpc_proxy = await closedEndpoint();
    try {
      expect((await range(open([member]), { key })).endpoint).toBe(member);
    } finally {
      delete process.env.http_proxy;
      delete process.env.grpc_proxy;
    }
  });
});

it('names members and their cluster as etcdctl does', async () => {
  const client = open([member]);
  const { members, clusterId } = await memberList(client);
  expect(members).toMatchObject([{ clientURLs: [member], isLearner: false }]);
  expect(await cluster.etcdctl('member', 'list')).toMatch(new RegExp(`^${members[0]?.id}, started`));
  expect((await status(client, member)).clusterId).toBe(clusterId);
});

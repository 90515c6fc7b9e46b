import { afterEach, describe, expect, it } from 'vitest';
import type { ClusterStatus, MemberStatus } from '../../contract/cluster.ts';
import { hasAtLeast } from '../../testing/etcd-binaries.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { startProxy, type TestProxy } from '../../testing/proxy.ts';
import {
  startCluster,
  type TestCluster,
  type TestClusterOptions,
  type TestMember,
} from '../../testing/test-cluster.ts';
import { put } from '../../testing/unguarded-writes.ts';
import { EtcdClient, type EtcdTarget } from '../etcd/client.ts';
import { memberList } from '../etcd/cluster.ts';
import { createCluster } from './create-cluster.ts';

const clock = { now: () => Date.now() };
const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function aCluster(options: TestClusterOptions): Promise<TestCluster> {
  const cluster = await startCluster(options);
  closing.push(() => cluster.close());
  return cluster;
}

function connectTo(cluster: TestCluster, overrides: Partial<EtcdTarget> = {}) {
  const connection: TestConnection = openConnection(cluster.target(overrides));
  closing.push(() => connection.close());
  const api = createCluster(connection.open, { clock });
  return {
    connection,
    status: () => api.status({ connection: connection.id }),
    follow: (signal?: AbortSignal) =>
      api.follow({ connection: connection.id, intervalMs: 1_000 }, signal === undefined ? {} : { signal }),
  };
}

async function proxyTo(endpoint: string): Promise<TestProxy> {
  const proxy = await startProxy(endpoint);
  closing.push(() => proxy.close());
  return proxy;
}

function rowOf({ members }: ClusterStatus, name: string): MemberStatus {
  const row = members.find((member) => member.name === name);
  if (row === undefined) throw new Error(`no row of ${name}`);
  return row;
}

function followersFirst(cluster: TestCluster, { members }: ClusterStatus): readonly TestMember[] {
  const leader = members.find(({ isLeader }) => isLeader)?.name;
  return cluster.members.toSorted((a, b) => Number(a.name === leader) - Number(b.name === leader));
}

/** Asks the member that a status asks for the list: the others hear of it a moment later. */
async function changeMembers(cluster: TestCluster, ...change: readonly string[]): Promise<void> {
  await cluster.etcdctlAt(cluster.endpoints[0] ?? '', 'member', ...change);
}

/** How many calls of one kind a member has been asked, in its own count. */
async function callsOf(endpoint: string, method: string): Promise<number> {
  const metrics = await (await fetch(`${endpoint}/metrics`)).text();
  const line = metrics
    .split('\n')
    .find((one) => one.startsWith('grpc_server_started_total') && one.includes(`"${method}"`));
  return Number(line?.split(' ').at(-1) ?? 0);
}

describe('the members of a cluster', () => {
  it('are asked one by one, and a dead one is a row that says why', async () => {
    const cluster = await aCluster({ members: 3, tls: 'mutual' });
    const { status } = connectTo(cluster);
    const whole = await status();
    expect(whole.quorum).toEqual({ voters: 3, healthy: 3, needed: 2, tolerance: 1, hasQuorum: true });
    expect(whole.members.filter((member) => member.isLeader)).toHaveLength(1);
    expect(whole.staleSince).toBeNull();
    for (const member of whole.members) {
      expect(member).toMatchObject({
        healthy: true,
        failure: null,
        isLearner: false,
        alarms: [],
        version: cluster.version,
      });
      expect(member.endpoint).toBe(member.clientURLs[0]);
      expect(member.dbSize).toBeGreaterThan(0);
      expect(member.dbSizeQuota === null).toBe(!hasAtLeast('3.6'));
    }

    // While the leader lives the others know of one.
    const [first, second, third] = followersFirst(cluster, whole);
    await first?.kill();
    const two = await status();
    expect(two.quorum).toEqual({ voters: 3, healthy: 2, needed: 2, tolerance: 0, hasQuorum: true });
    expect(rowOf(two, first?.name ?? '')).toMatchObject({
      healthy: false,
      isLeader: false,
      failure: { code: 'ConnectionRefused', endpoint: first?.endpoint },
      version: null,
      revision: null,
      latencyMs: null,
    });

    await second?.kill();
    // The member left needs an election's time to notice that it has no leader any more.
    await expect
      .poll(async () => (await status()).quorum, { interval: 200 })
      .toEqual({ voters: 3, healthy: 0, needed: 2, tolerance: 0, hasQuorum: false });
    const lost = await status();
    expect(rowOf(lost, third?.name ?? '')).toMatchObject({ failure: { code: 'NoLeader' }, version: cluster.version });
    expect(lost.staleSince).toBeNull();

    await third?.kill();
    const none = await status();
    expect(none.staleSince).not.toBeNull();
    expect(none.staleSince).toBeLessThanOrEqual(none.at);
    expect(none.members.map((member) => member.healthy)).toEqual([false, false, false]);
  });

  it('are found through the others when the only endpoint given is down', async () => {
    const cluster = await aCluster({ members: 3 });
    const [first] = followersFirst(cluster, await connectTo(cluster).status());
    const { status } = connectTo(cluster, { endpoints: [first?.endpoint ?? ''] });
    await status();
    await first?.kill();
    expect(await status()).toMatchObject({ staleSince: null, quorum: { voters: 3, healthy: 2 } });
  });

  it('hang without holding up the others longer than their own time', async () => {
    const cluster = await aCluster({ members: 3 });
    const { status } = connectTo(cluster);
    const before = await status();
    const frozen = cluster.members.find(({ name }) => name === before.members.find((member) => !member.isLeader)?.name);
    frozen?.freeze();
    try {
      const askedAt = performance.now();
      const answer = await status();
      // A member has three seconds.
      expect(performance.now() - askedAt).toBeLessThan(15_000);
      expect(answer.quorum).toMatchObject({ healthy: 2, hasQuorum: true });
      expect(rowOf(answer, frozen?.name ?? '').failure?.code).toMatch(
        /^(DeadlineExceeded|ConnectTimeout|ConnectionCut)$/,
      );
    } finally {
      frozen?.thaw();
    }
  });

  it('count as learners and as not started, where they are', async () => {
    // Else members take another only after they have been connected for five seconds (`HealthInterval`).
    const cluster = await aCluster({ members: 3, args: ['--strict-reconfig-check=false'] });
    const { status } = connectTo(cluster);
    await changeMembers(cluster, 'add', 'late', '--learner', '--peer-urls', 'http://127.0.0.1:1');
    const withLearner = await status();
    expect(withLearner.quorum).toEqual({ voters: 3, healthy: 3, needed: 2, tolerance: 1, hasQuorum: true });
    const learner = withLearner.members.find((member) => member.isLearner);
    expect(learner).toMatchObject({ name: '', clientURLs: [], endpoint: null, healthy: false });
    expect(learner?.failure).toMatchObject({ code: 'Unavailable', member: learner?.id });

    await changeMembers(cluster, 'remove', learner?.id ?? '');
    // A member's id is made of its URLs and the second: at the same ones it could be the id that was removed.
    await changeMembers(cluster, 'add', 'fourth', '--peer-urls', 'http://127.0.0.1:2');
    expect((await status()).quorum).toEqual({ voters: 4, healthy: 3, needed: 3, tolerance: 0, hasQuorum: true });
  });

  it('are learners with their lag, where auth is on too', async () => {
    const cluster = await aCluster({ members: 3, auth: true });
    const voter = await proxyTo(cluster.endpoints[0] ?? '');
    const { status } = connectTo(cluster, { endpoints: [voter.endpoint] });
    const { name, endpoint } = await cluster.addLearner('late');
    const row = async () => rowOf(await status(), name);
    // It takes a token of the others once it has applied the entry that made it.
    await expect.poll(row, { timeout: 30_000, interval: 200 }).toMatchObject({
      isLearner: true,
      isLeader: false,
      healthy: true,
      failure: null,
      endpoint,
      raftAppliedIndex: expect.any(Number),
      version: cluster.version,
    });
    expect((await status()).quorum).toMatchObject({ voters: 3, healthy: 3 });
    // What a learner does not serve, another member does.
    const client = new EtcdClient(cluster.target({ endpoints: [endpoint, ...cluster.endpoints] }));
    closing.push(() => client.close());
    expect((await memberList(client)).endpoint).not.toBe(endpoint);
    const alone = connectTo(cluster, { endpoints: [endpoint] });
    await expect(alone.status()).rejects.toMatchObject({ code: 'NotSupportedForLearner', endpoint });
  });

  it('tell their alarms', async () => {
    const cluster = await aCluster({ args: ['--quota-backend-bytes', String(4 * 1024 * 1024)] });
    const { status, connection } = connectTo(cluster);
    const value = new Uint8Array(1024 * 1024);
    let refusal: unknown = null;
    for (let i = 0; i < 20 && refusal === null; i++) {
      await put(connection.client, { key: Buffer.from(`/fill/${i}`), value }).catch((error: unknown) => {
        refusal = error;
      });
    }
    expect(refusal).toMatchObject({ code: 'NoSpace' });
    const full = await status();
    expect(full.members).toMatchObject([{ alarms: ['NOSPACE'], healthy: true, failure: null }]);
    expect(full.alarms).toEqual(['NOSPACE']);
  });

  it('are asked at the endpoint given, where it leads to one of them', async () => {
    const cluster = await aCluster({ members: 3 });
    const tunnel = await proxyTo(cluster.members[1]?.endpoint ?? '');
    const { status } = connectTo(cluster, { endpoints: [tunnel.endpoint] });
    const name = cluster.members[1]?.name ?? '';
    expect(rowOf(await status(), name)).toMatchObject({ endpoint: tunnel.endpoint, healthy: true });
    tunnel.refuse();
    tunnel.cut();
    expect(rowOf(await status(), name)).toMatchObject({ endpoint: cluster.members[1]?.endpoint, healthy: true });
  });

  it('are healthy for a user who may not ask for more', async () => {
    const cluster = await aCluster({ members: 3, auth: true });
    const { status } = connectTo(cluster, { user: 'reader', password: 'readerpw' });
    const { members, quorum } = await status();
    expect(quorum).toMatchObject({ voters: 3, healthy: 3, hasQuorum: true });
    const isDenied = members[0]?.version === null;
    for (const member of members) {
      expect(member.healthy).toBe(true);
      expect(member.latencyMs).not.toBeNull();
      expect(member.failure?.code ?? null).toBe(isDenied ? 'PermissionDenied' : null);
    }
    await cluster.members[0]?.kill();
    // If it led, the others have no leader to confirm until they elect one.
    await expect.poll(async () => (await status()).quorum, { interval: 200 }).toMatchObject({ voters: 3, healthy: 2 });
  });

  it('cannot be listed when nobody ever answered', async () => {
    const cluster = await aCluster({});
    await cluster.members[0]?.kill();
    const { status } = connectTo(cluster);
    await expect(status()).rejects.toMatchObject({ code: 'ConnectionRefused' });
  });
});

describe('following the members', () => {
  it('costs a member one status call a second, however many follow', async () => {
    const cluster = await aCluster({});
    const endpoint = cluster.endpoints[0] ?? '';
    const { follow } = connectTo(cluster);
    const before = await callsOf(endpoint, 'Status');
    const startedAt = performance.now();
    const take = async (count: number): Promise<void> => {
      let left = count;
      for await (const status of follow()) {
        expect(status.quorum.healthy).toBe(1);
        left -= 1;
        if (left === 0) return;
      }
    };
    await Promise.all([take(4), take(4), take(3)]);
    const seconds = (performance.now() - startedAt) / 1_000;
    const calls = (await callsOf(endpoint, 'Status')) - before;
    expect(calls).toBeGreaterThanOrEqual(4);
    expect(calls).toBeLessThanOrEqual(Math.floor(seconds) + 2);
    expect(await callsOf(endpoint, 'MemberList')).toBeLessThanOrEqual(2);
    expect(await callsOf(endpoint, 'Alarm')).toBe(0);
  });

  it('does not let a frozen member hold back the others', async () => {
    const cluster = await aCluster({ members: 3 });
    const first = connectTo(cluster);
    const before = await first.status();
    const frozen = before.members.find(({ isLeader }) => !isLeader)?.name ?? '';
    const member = cluster.members.find(({ name }) => name === frozen);
    member?.freeze();
    try {
      const endpoints = cluster.endpoints.filter((endpoint) => endpoint !== member?.endpoint);
      const seen: ClusterStatus[] = [];
      const isDown = (status: ClusterStatus): boolean => rowOf(status, frozen).healthy === false;
      for await (const status of connectTo(cluster, { endpoints }).follow()) {
        seen.push(status);
        // After the first round its last answer stands for the one that is awaited.
        if (seen.filter(isDown).length === 2) break;
      }
      const early = seen.slice(0, seen.findIndex(isDown));
      expect(early.at(-1)?.quorum).toMatchObject({ healthy: 2, hasQuorum: true });
      for (const status of early) {
        expect(rowOf(status, frozen)).toMatchObject({ healthy: null, failure: null, latencyMs: null });
      }
      expect(seen.slice(early.length).every(isDown)).toBe(true);
    } finally {
      member?.thaw();
    }
  });

  it('sees a member go and come back, and ends when it is stopped', async () => {
    const cluster = await aCluster({ members: 3 });
    const { follow } = connectTo(cluster);
    const stop = new AbortController();
    const seen: number[] = [];
    const member = cluster.members[2];
    const until = async (healthy: number): Promise<void> => {
      while (seen.at(-1) !== healthy) {
        const step = await statuses.next();
        if (step.done === true) throw new Error('it ended');
        seen.push(step.value.quorum.healthy);
      }
    };
    const statuses = follow(stop.signal)[Symbol.asyncIterator]();
    await until(3);
    await member?.kill();
    await until(2);
    await member?.restart();
    await until(3);
    const next = statuses.next();
    stop.abort();
    await expect(next).rejects.toMatchObject({ code: 'Cancelled' });
  });

  it('ends with the connection', async () => {
    const cluster = await aCluster({});
    const { follow, connection } = connectTo(cluster);
    const statuses = follow()[Symbol.asyncIterator]();
    await statuses.next();
    const next = statuses.next();
    connection.close();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});

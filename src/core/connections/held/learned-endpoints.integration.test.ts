import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConnectionStep } from '../../../contract/connections/diagnosis.ts';
import type { ConnectionDraft } from '../../../contract/connections/profile.ts';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import { type NameServer, type SrvRecords, startNameServer } from '../../../testing/name-server.ts';
import { refusedPort } from '../../../testing/odd-servers.ts';
import { testPorts } from '../../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { memberList } from '../../etcd/cluster.ts';
import { range } from '../../etcd/kv.ts';
import { createConnections } from '../create-connections.ts';
import { LearnedEndpoints } from './learned-endpoints.ts';
import { Pulse } from './pulse.ts';

let folder: string;
let cluster: TestCluster;
let nameServer: NameServer;
let records: SrvRecords | null = null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-endpoints-'));
  nameServer = await startNameServer(() => records);
  // Otherwise etcd removes no member within seconds of another's restart.
  cluster = await startCluster({ members: 3, tls: 'mutual', args: ['--strict-reconfig-check=false'] });
});
afterAll(async () => {
  nameServer?.close();
  await cluster?.close();
  await rm(folder, { recursive: true, force: true });
});

const key = new TextEncoder().encode('k');

/** A saved connection, and its states once it is opened. */
async function saved(draft: ConnectionDraft) {
  const connections = createConnections(testPorts(folder), { nameServers: [nameServer.address] });
  const { profile } = await connections.api.save({ draft, secrets: {} });
  const request = { connection: profile.id, secrets: {} };
  return {
    connections,
    profile,
    open() {
      const states = connections.api.open(request)[Symbol.asyncIterator]();
      return async (holds: (state: ConnectionState) => boolean): Promise<ConnectionState> => {
        for (;;) {
          const { value, done } = await states.next();
          if (done) throw new Error('the connection ended');
          if (holds(value)) return value;
        }
      };
    },
    held: () => connections.open.require(profile.id),
  };
}

const isConnected = ({ phase }: ConnectionState): boolean => phase === 'connected';

describe('a connection that learns its endpoints', () => {
  it('goes on when the only member given is gone, and forgets what it learned with its end', async () => {
    const [given, ...others] = cluster.members.map(({ endpoint }) => endpoint);
    const { connections, profile, open, held } = await saved(
      cluster.draft({ endpoints: [given ?? ''], learnsEndpoints: true }),
    );
    const until = open();
    const { learnedEndpoints } = await until((state) => state.learnedEndpoints.length === 2);
    expect(learnedEndpoints.toSorted()).toEqual(others.toSorted());
    const { client } = held();
    expect(client.endpoints[0]).toBe(given);

    await cluster.members[0]?.kill();
    // If it led, no member answers until the others have elected a leader.
    const answering = async () => (await range(client, { key })).endpoint;
    await expect.poll(async () => others.includes(await answering())).toBe(true);
    const moved = await until((state) => isConnected(state) && state.endpoint !== given);
    expect(others).toContain(moved.endpoint);
    expect(moved.learnedEndpoints).toHaveLength(2);

    await connections.close();
    expect((await connections.api.list({}))[0]?.profile.endpoints).toEqual([given]);
    await connections.api.remove({ connection: profile.id });
    await cluster.members[0]?.restart();
  });

  it('leaves out what answers for another cluster, or not at all', async () => {
    const other = await startCluster();
    const nobody = `http://127.0.0.1:${await refusedPort()}`;
    const urls = ['--advertise-client-urls', `${other.endpoints[0]},${nobody}`];
    const cluster = await startCluster({ args: urls });
    const client = new EtcdClient(cluster.target());
    try {
      const [given = ''] = cluster.endpoints;
      const pulse = new Pulse(client);
      const bounds = { timeoutMs: 20_000 };
      await pulse.read(given, bounds);
      const asked: string[] = [];
      const learned = new LearnedEndpoints(client, cluster.endpoints, (endpoint, within) => {
        asked.push(endpoint);
        return pulse.read(endpoint, within);
      });
      expect(await learned.refresh(given, bounds)).toBe(false);
      expect(asked.toSorted()).toEqual([...other.endpoints, nobody].toSorted());
      expect(client.endpoints).toEqual([given]);
      // Not every pulse asks again.
      await learned.refresh(given, bounds);
      expect(asked).toHaveLength(2);
    } finally {
      client.close();
      await Promise.all([cluster.close(), other.close()]);
    }
  });

  it('follows the members when they are others', async () => {
    const client = new EtcdClient(cluster.target({ endpoints: cluster.endpoints.slice(0, 1) }));
    try {
      const [given = '', second = '', third = ''] = cluster.endpoints;
      const pulse = new Pulse(client);
      const bounds = { timeoutMs: 20_000 };
      await pulse.read(given, bounds);
      const learned = new LearnedEndpoints(client, [given], (endpoint, within) => pulse.read(endpoint, within));
      expect(await learned.refresh(given, bounds)).toBe(true);
      expect(client.endpoints.toSorted()).toEqual([given, second, third].toSorted());
      const { members } = await memberList(client);
      const gone = members.find(({ clientURLs }) => clientURLs.includes(third));
      // A member that receives its own removal may stop before it answers.
      await cluster.etcdctlAt(given, 'member', 'remove', gone?.id ?? '');
      // The member that is asked learns of it a moment later.
      await vi.waitFor(async () => {
        learned.expire();
        await learned.refresh(given, bounds);
        expect(client.endpoints).toEqual([given, second]);
      }, 30_000);
    } finally {
      client.close();
    }
  });
});

describe('a connection whose endpoints DNS names', () => {
  it('asks whenever it is opened, and goes on with what it knew where nobody can be asked', async () => {
    const single = await startCluster({ tls: 'mutual' });
    try {
      const port = Number(new URL(single.endpoints[0] ?? '').port);
      const found = (at: number): SrvRecords => ({
        '_etcd-client-ssl-east._tcp.etcd.test': [{ priority: 1, weight: 1, port: at, name: 'localhost' }],
      });
      const discovery = { domain: 'etcd.test', service: 'east' };
      records = found(port);
      const { connections, profile, open, held } = await saved(
        single.draft({ endpoints: ['https://localhost:1'], discovery }),
      );
      expect((await open()(isConnected)).endpoint).toBe(`https://localhost:${port}`);
      expect(held().profile.endpoints).toEqual([`https://localhost:${port}`]);
      await connections.close();

      records = {};
      await expect(open()(isConnected)).rejects.toMatchObject({
        code: 'NameNotResolved',
        retry: false,
        detail: { domain: 'etcd.test' },
      });
      await connections.api.save({ draft: { ...profile, endpoints: [`https://localhost:${port}`] }, secrets: {} });
      records = null;
      expect((await open()(isConnected)).endpoint).toBe(`https://localhost:${port}`);
      await connections.close();
    } finally {
      await single.close();
    }
  });

  it('shows in its test what the domain names', async () => {
    records = { '_etcd-client-ssl._tcp.etcd.test': [{ priority: 1, weight: 1, port: 1, name: 'a.etcd.test' }] };
    const { connections } = await saved(cluster.draft());
    const discovery = { domain: 'etcd.test', service: null };
    const steps: ConnectionStep[] = [];
    const draft = cluster.draft({ discovery });
    for await (const step of connections.api.test({ draft, secrets: {} })) steps.push(step);
    expect(steps.find(({ step, state }) => step === 'discover' && state === 'ok')?.detail).toBe(
      'etcd.test names https://a.etcd.test:1',
    );
    expect(steps.find(({ step, state }) => step === 'resolve' && state === 'failed')?.endpoint).toBe(
      'https://a.etcd.test:1',
    );
  });
});

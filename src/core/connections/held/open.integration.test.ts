import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConnectionDraft, ConnectionSecrets } from '../../../contract/connections/profile.ts';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { makeAuthority } from '../../../testing/certificates.ts';
import { refusedPort } from '../../../testing/odd-servers.ts';
import { testPorts } from '../../../testing/ports.ts';
import { startProxy } from '../../../testing/proxy.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { range } from '../../etcd/kv.ts';
import { type Connections, createConnections } from '../create-connections.ts';

let folder: string;
let single: TestCluster;
let withAuth: TestCluster;
const opened: { close(): unknown }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-open-'));
  [single, withAuth] = await Promise.all([startCluster({ tls: 'mutual' }), startCluster({ auth: true })]);
});
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()));
  await Promise.all([single?.close(), withAuth?.close()]);
  await rm(folder, { recursive: true, force: true });
});

// Each test waits for the pulses of its own connection.
describe('open', { concurrent: true }, () => {
  it('tells that it is connected, to whom, and keeps telling', async () => {
    const { connections, id } = await saved(single.draft());
    const states = follow(connections, id);
    const state = await states.until(({ phase }) => phase === 'connected');
    expect(state).toMatchObject({
      endpoint: single.endpoints[0],
      serverVersion: single.version,
      maxRequestBytes: 1_572_864,
      failure: null,
    });
    expect(state.clusterId).toMatch(/^[0-9a-f]+$/);
    expect(state.latencyMs).toBeGreaterThanOrEqual(0);
    await single.etcdctl('put', 'k', 'v');
    await states.until(({ revision }) => revision === (state.revision ?? 0) + 1);
    const [summary] = await connections.api.list({});
    expect(summary?.lastOpenedAt).toBeGreaterThan(Date.now() - 60_000);
    await expect.poll(async () => (await connections.api.list({}))[0]?.clusterId).toBe(state.clusterId);
    await states.stop();
  });

  it('knows after a reconnect what was seen before, and that nobody looked in between', async () => {
    // Other tests write to the shared cluster.
    const cluster = await startCluster();
    opened.push(cluster);
    const settings = await mkdtemp(join(folder, 'settings-'));
    let now = Date.parse('2026-11-21T06:20:00Z');
    const session = async (id: ConnectionId | null) => {
      const connections = createConnections(testPorts(settings, { clock: { now: () => now } }));
      const connection = id ?? (await connections.api.save({ draft: cluster.draft(), secrets: {} })).profile.id;
      const states = follow(connections, connection);
      const { revision } = await states.until(({ phase }) => phase === 'connected');
      const sightings = connections.open.require(connection).sightings();
      await states.stop();
      await connections.close();
      return { connection, revision: revision ?? 0, sightings };
    };
    const first = await session(null);
    await cluster.etcdctl('put', '/while/away', '1');
    now += 25 * 60_000;
    const second = await session(first.connection);
    expect(second.revision).toBe(first.revision + 1);
    const seen = second.sightings.map(({ revision, at }) => [revision, new Date(at).toISOString().slice(11, 16)]);
    expect(seen).toContainEqual([first.revision, '06:20']);
    expect(seen.at(-1)).toEqual([second.revision, '06:45']);
  });

  it('is not noted where it only checks health, until a window takes it over', async ({ expect }) => {
    const { connections, id } = await saved(single.draft());
    const lastOpenedAt = async () => (await connections.api.list({}))[0]?.lastOpenedAt;
    const check = connections.api.open({ connection: id, secrets: {}, isHealthCheck: true })[Symbol.asyncIterator]();
    expect(await check.next()).toMatchObject({ value: { phase: 'connected' } });
    // Requests the next state once the first was handled.
    await check.next();
    const window = follow(connections, id);
    expect(await lastOpenedAt()).toBeNull();
    await window.until(({ phase }) => phase === 'connected');
    await expect.poll(lastOpenedAt).toBeGreaterThan(0);
    await Promise.all([check.return?.(), window.stop()]);
  });

  it('shares one client among its holders and closes it behind the last', async () => {
    const { connections, id } = await saved(single.draft());
    expect(() => connections.open.require(id)).toThrow(expect.objectContaining({ code: 'ConnectionNotOpen' }));
    const one = follow(connections, id);
    const other = follow(connections, id);
    await Promise.all([one, other].map((states) => states.until(({ phase }) => phase === 'connected')));
    const held = connections.open.require(id);
    await one.stop();
    expect(held.closed.aborted).toBe(false);
    expect((await range(held.client, { key: Uint8Array.of(0x6b) })).endpoint).toBe(single.endpoints[0]);
    await other.stop();
    expect(held.closed.aborted).toBe(true);
    await expect(range(held.client, { key: Uint8Array.of(0x6b) })).rejects.toMatchObject({ code: 'ConnectionNotOpen' });
    expect(() => connections.open.require(id)).toThrow(expect.objectContaining({ code: 'ConnectionNotOpen' }));
  });

  it('asks one member every two and a half seconds', async () => {
    const proxy = await startProxy(single.endpoints[0] ?? '');
    opened.push(proxy);
    const { connections, id } = await saved(single.draft({ endpoints: [proxy.endpoint] }));
    // Taken before the first state: even if this test sees a state late, the next ones come no sooner.
    const startedAt = performance.now();
    const states = follow(connections, id);
    await states.until(({ phase }) => phase === 'connected');
    for (let i = 0; i < 2; i++) await states.next();
    expect(performance.now() - startedAt).toBeGreaterThan(4_900);
    expect(proxy.connections()).toBe(1);
    await states.stop();
  });

  it('waits for an endpoint that is down, says why, and connects when it is there', async () => {
    const cluster = await startCluster();
    opened.push(cluster);
    await cluster.members[0]?.kill();
    const { connections, id } = await saved(cluster.draft());
    const states = follow(connections, id);
    expect(await states.next()).toMatchObject({
      phase: 'connecting',
      clusterId: null,
      failure: { code: 'ConnectionRefused', endpoint: cluster.endpoints[0], retry: true },
    });
    await cluster.members[0]?.restart();
    await states.until(({ phase }) => phase === 'connected');
    await cluster.members[0]?.kill();
    expect(await states.until(({ phase }) => phase === 'reconnecting')).toMatchObject({
      clusterId: expect.stringMatching(/^[0-9a-f]+$/),
      latencyMs: null,
    });
    await states.until(({ failure }) => failure?.code === 'ConnectionRefused');
    await cluster.members[0]?.restart();
    await states.until(({ phase }) => phase === 'connected');
    await states.stop();
  });

  it('moves on to the next endpoint, from one that hangs as well', async () => {
    const cluster = await startCluster({ members: 3 });
    opened.push(cluster);
    const [first, second] = cluster.members;
    const refused = `http://127.0.0.1:${await refusedPort()}`;
    const { connections, id } = await saved(cluster.draft({ endpoints: [refused, ...cluster.endpoints] }));
    const states = follow(connections, id);
    expect((await states.until(({ phase }) => phase === 'connected')).endpoint).toBe(first?.endpoint);
    first?.freeze();
    const startedAt = performance.now();
    const moved = await states.until(({ phase, endpoint }) => phase === 'connected' && endpoint !== first?.endpoint);
    expect(moved.endpoint).toBe(second?.endpoint);
    // An interval, and the time-outs of two calls to a member that hangs.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    first?.thaw();
    await states.stop();
  });

  it('connects to a cluster that has lost its quorum', async () => {
    const cluster = await startCluster({ members: 3 });
    opened.push(cluster);
    await Promise.all(cluster.members.slice(1).map((member) => member.kill()));
    const { connections, id } = await saved(cluster.draft());
    const states = follow(connections, id);
    expect(await states.next()).toMatchObject({ phase: 'connected', endpoint: cluster.endpoints[0] });
    await states.stop();
  });

  it.sequential('trusts whom the operating system trusts, where no CA is given', async () => {
    const { tls } = single.draft();
    const draft = single.draft({ tls: { ...tls, caFile: null } });
    const stranger = await saved(draft);
    await expect(follow(stranger.connections, stranger.id).next()).rejects.toMatchObject({
      code: 'ServerCertificateUntrusted',
      message: expect.stringContaining('not in the operating system’s roots'),
    });
    vi.stubEnv('SSL_CERT_FILE', single.files?.ca ?? '');
    try {
      const { connections, id } = await saved(draft);
      const states = follow(connections, id);
      expect(await states.next()).toMatchObject({ phase: 'connected' });
      await states.stop();
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('serves a user who may ask for little', async () => {
    const { connections, id } = await saved(withAuth.draft({ user: 'reader' }), { password: 'readerpw' });
    const states = follow(connections, id);
    const state = await states.until(({ phase }) => phase === 'connected');
    await withAuth.etcdctl('put', '/app/k', 'v');
    await states.until(({ revision }) => revision === (state.revision ?? 0) + 1);
    await states.stop();
  });
});

describe('what waiting cannot mend is the first thing told', () => {
  it.each([
    ['a wrong password', { user: 'root' }, { password: 'wrong' }, 'AuthFailed'],
    ['no password', { user: 'root' }, {}, 'PasswordRequired'],
    ['no user where one is asked for', { user: null }, {}, 'UserEmpty'],
  ] as const)('%s', async (_, overrides, secrets, code) => {
    const { connections, id } = await saved(withAuth.draft(overrides));
    await expect(follow(connections, id, secrets).next()).rejects.toMatchObject({ code });
    expect(() => connections.open.require(id)).toThrow(expect.objectContaining({ code: 'ConnectionNotOpen' }));
    // Once more: a failed opening leaves nothing behind.
    await expect(follow(connections, id, secrets).next()).rejects.toMatchObject({ code });
  });

  it('a user where auth is disabled', async () => {
    const cluster = await startCluster();
    opened.push(cluster);
    const { connections, id } = await saved(cluster.draft({ user: 'root' }), { password: 'rootpw' });
    await expect(follow(connections, id).next()).rejects.toMatchObject({ code: 'AuthNotEnabled' });
  });

  it('a wrong CA, by every endpoint', async () => {
    const caFile = join(folder, 'other.crt');
    await writeFile(caFile, (await makeAuthority('other CA')).certPem);
    const draft = single.draft();
    const { connections, id } = await saved({ ...draft, tls: { ...draft.tls, caFile } });
    await expect(follow(connections, id).next()).rejects.toMatchObject({
      code: 'ServerCertificateUntrusted',
      endpoint: single.endpoints[0],
    });
  });

  it('http on a TLS port, which gRPC itself does not tell', async () => {
    const endpoints = single.endpoints.map((endpoint) => endpoint.replace('https', 'http'));
    const { connections, id } = await saved(single.draft({ endpoints }));
    await expect(follow(connections, id).next()).rejects.toMatchObject({ code: 'ServerSpeaksTls' });
  });

  it('a file that is not there', async () => {
    const draft = single.draft();
    const caFile = join(folder, 'nowhere.crt');
    const { connections, id } = await saved({ ...draft, tls: { ...draft.tls, caFile } });
    await expect(follow(connections, id).next()).rejects.toMatchObject({
      code: 'FileNotFound',
      detail: { file: caFile },
    });
  });

  it('no such connection', async () => {
    const connections = createConnections(testPorts(await mkdtemp(join(folder, 'empty-'))));
    // An id without a saved connection.
    const id = 'nothing' as ConnectionId;
    await expect(follow(connections, id).next()).rejects.toMatchObject({ code: 'ConnectionUnknown' });
    expect(() => connections.open.require(id)).toThrow(expect.objectContaining({ code: 'ConnectionUnknown' }));
  });
});

describe('the end', () => {
  it('comes to every holder when the connection is removed', async () => {
    const { connections, id } = await saved(single.draft());
    const states = follow(connections, id);
    await states.until(({ phase }) => phase === 'connected');
    await connections.api.remove({ connection: id });
    await expect(states.until(() => false)).rejects.toMatchObject({ code: 'ConnectionUnknown' });
  });

  it('comes at once to a consumer that is stopped while nothing answers', async () => {
    const { connections, id } = await saved(single.draft());
    const stop = new AbortController();
    const states = follow(connections, id, {}, stop.signal);
    await states.until(({ phase }) => phase === 'connected');
    const held = connections.open.require(id);
    const next = states.until(() => false);
    stop.abort();
    await expect(next).rejects.toMatchObject({ code: 'Cancelled' });
    expect(held.closed.aborted).toBe(true);
  });

  it('of a transient connection takes it off the list', async () => {
    const connections = createConnections(testPorts(await mkdtemp(join(folder, 'transient-'))));
    // An id made up for this test.
    const id = 'sandbox-1' as ConnectionId;
    connections.transient.addTransient({ ...withAuth.draft(), id, name: 'sandbox' }, { password: 'rootpw' });
    expect(await connections.api.list({})).toMatchObject([{ origin: 'sandbox', hasPassword: true, profile: { id } }]);
    const states = follow(connections, id);
    await states.until(({ phase }) => phase === 'connected');
    await expect(connections.api.remove({ connection: id })).rejects.toMatchObject({ code: 'BadRequest' });
    connections.transient.removeTransient(id);
    await expect(states.until(() => false)).rejects.toMatchObject({ code: 'ConnectionUnknown' });
    expect(await connections.api.list({})).toEqual([]);
  });
});

async function saved(draft: ConnectionDraft, secrets: ConnectionSecrets = {}) {
  const connections = createConnections(testPorts(await mkdtemp(join(folder, 'settings-'))));
  opened.push(connections);
  const summary = await connections.api.save({ draft, secrets });
  return { connections, id: summary.profile.id };
}

/** The states of a connection, pulled by a test. */
function follow(
  connections: Connections,
  connection: ConnectionId,
  secrets: ConnectionSecrets = {},
  signal?: AbortSignal,
) {
  const options = signal === undefined ? {} : { signal };
  const states = connections.api.open({ connection, secrets }, options)[Symbol.asyncIterator]();
  const next = async (): Promise<ConnectionState> => {
    const { value, done } = await states.next();
    if (done) throw new Error('the stream has ended');
    return value;
  };
  return {
    next,
    async until(holds: (state: ConnectionState) => boolean): Promise<ConnectionState> {
      for (;;) {
        const state = await next();
        if (holds(state)) return state;
      }
    },
    stop: async () => void (await states.return?.()),
  };
}

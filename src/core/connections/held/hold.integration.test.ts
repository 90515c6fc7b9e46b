import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ConnectionId } from '../../../contract/ids.ts';
import { testPorts } from '../../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { range } from '../../etcd/kv.ts';
import { type Connections, createConnections } from '../create-connections.ts';

const key = new TextEncoder().encode('k');
let folder: string;
let cluster: TestCluster;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-hold-'));
  cluster = await startCluster({ tls: 'mutual' });
});
afterAll(async () => {
  await cluster?.close();
  await rm(folder, { recursive: true, force: true });
});

async function saved(changes: Parameters<TestCluster['draft']>[0] = {}) {
  const connections = createConnections(testPorts(await mkdtemp(join(folder, 'settings-'))));
  const { profile } = await connections.api.save({ draft: cluster.draft(changes), secrets: {} });
  return { connections, id: profile.id };
}

/** A window that shows the connection, once it is connected; `leave` resolves when it is gone. */
async function window(connections: Connections, id: ConnectionId) {
  const stop = new AbortController();
  const states = connections.api.open({ connection: id, secrets: {} }, { signal: stop.signal })[Symbol.asyncIterator]();
  while ((await states.next()).value?.phase !== 'connected');
  return {
    async leave() {
      stop.abort();
      await states.next().catch(() => undefined);
    },
  };
}

it('goes on reading when the last window leaves, and ends with its holder', async () => {
  const { connections, id } = await saved();
  const shown = await window(connections, id);
  const held = await connections.open.hold(id);
  const { client, closed } = held.connection;
  await shown.leave();
  expect(closed.aborted).toBe(false);
  await expect(range(client, { key })).resolves.toMatchObject({ kvs: [] });
  held.close();
  expect(closed.aborted).toBe(true);
  await expect(range(client, { key })).rejects.toMatchObject({ code: 'ConnectionNotOpen' });
});

it('leaves a window its connection when the holder ends first', async () => {
  const { connections, id } = await saved();
  const held = await connections.open.hold(id);
  const shown = await window(connections, id);
  held.close();
  await expect(range(connections.open.require(id).client, { key })).resolves.toMatchObject({ kvs: [] });
  await shown.leave();
  expect(held.connection.closed.aborted).toBe(true);
});

it('is connected without a window, is not noted as opened, and protects others of its cluster', async () => {
  const { connections, id } = await saved({ name: 'production', environment: 'production' });
  // Only the cluster's id shows that it is the same one.
  const endpoints = cluster.endpoints.map((endpoint) => endpoint.replace('127.0.0.1', 'localhost'));
  const other = await connections.api.save({ draft: cluster.draft({ name: 'other', endpoints }), secrets: {} });
  const held = await Promise.all([connections.open.hold(id), connections.open.hold(other.profile.id)]);
  const readOnly = () => held.map(({ connection }) => connection.state().readOnly?.reason);
  await vi.waitFor(() => expect(readOnly()).toEqual(['production', 'productionElsewhere']), { timeout: 10_000 });
  expect((await connections.api.list({})).map(({ lastOpenedAt }) => lastOpenedAt)).toEqual([null, null]);
  for (const one of held) one.close();
  await connections.close();
});

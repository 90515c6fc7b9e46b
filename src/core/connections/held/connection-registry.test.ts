import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConnectionId } from '../../../contract/ids.ts';
import { refusedPort } from '../../../testing/odd-servers.ts';
import { testPorts } from '../../../testing/ports.ts';
import { createConnections } from '../create-connections.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-hold-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const noTls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };

async function saved(changes: { readonly user?: string; readonly certFile?: string } = {}) {
  const connections = createConnections(testPorts(await mkdtemp(join(folder, 'settings-'))));
  const { certFile = null, user = null } = changes;
  const endpoints = [`${certFile === null ? 'http' : 'https'}://127.0.0.1:${await refusedPort()}`];
  const draft = { id: null, name: 'held', endpoints, user, tls: { ...noTls, certFile } };
  const { profile } = await connections.api.save({ draft, secrets: {} });
  return { connections, open: connections.open, id: profile.id };
}

it('closes with its last holder, however often another one closes', async () => {
  const { open, id } = await saved();
  const [first, second] = await Promise.all([open.hold(id), open.hold(id)]);
  expect(second.connection).toBe(first.connection);
  expect(open.require(id)).toBe(first.connection);
  first.close();
  first.close();
  expect(second.connection.closed.aborted).toBe(false);
  second.close();
  expect(second.connection.closed.aborted).toBe(true);
  expect(() => open.require(id)).toThrow(expect.objectContaining({ code: 'ConnectionNotOpen' }));
});

it('opens anew after it was closed', async () => {
  const { open, id } = await saved();
  const first = await open.hold(id);
  first.close();
  const second = await open.hold(id);
  expect(second.connection).not.toBe(first.connection);
  expect(second.connection.closed.aborted).toBe(false);
  second.close();
});

it('ends under its holders when the connection is removed, and when the host ends', async () => {
  const { connections, open, id } = await saved();
  const held = await open.hold(id);
  await connections.api.remove({ connection: id });
  expect(held.connection.closed.aborted).toBe(true);
  held.close();
  const other = await saved();
  const { connection } = await other.open.hold(other.id);
  await other.connections.close();
  expect(connection.closed.aborted).toBe(true);
});

it.each([
  ['ConnectionUnknown', async () => ({ open: (await saved()).open, id: 'nobody' as ConnectionId })], // made up
  ['PasswordRequired', () => saved({ user: 'root' })],
  ['FileNotFound', () => saved({ certFile: '/nowhere/client.crt' })],
])('fails with %s before it holds anything', async (code, make) => {
  const { open, id } = await make();
  await expect(open.hold(id)).rejects.toMatchObject({ code });
  expect(() => open.require(id)).toThrow();
});

import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { WatchNotice } from '../../contract/watches.ts';
import { hasAtLeast } from '../../testing/etcd-binaries.ts';
import { startProxy } from '../../testing/proxy.ts';
import { startCluster, type TestCluster, type TestClusterOptions } from '../../testing/test-cluster.ts';
import { authStatus } from './auth.ts';
import { EtcdClient, type EtcdTarget } from './client.ts';
import { memberList } from './cluster.ts';
import { prefixEnd, put, range } from './kv.ts';
import { snapshot, status } from './maintenance.ts';
import { watch } from './watch.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const opened: { close(): unknown }[] = [];

async function start(options: TestClusterOptions): Promise<{ cluster: TestCluster; member: string }> {
  const cluster = await startCluster(options);
  opened.unshift(cluster);
  return { cluster, member: cluster.endpoints[0] ?? '' };
}

function open(target: EtcdTarget): EtcdClient {
  const client = new EtcdClient(target);
  opened.push(client);
  return client;
}

afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

/** The first notices of a watch, up to one of this kind. */
async function upTo(steps: AsyncIterator<WatchNotice>, kind: WatchNotice['kind']): Promise<WatchNotice[]> {
  const seen: WatchNotice[] = [];
  for (;;) {
    const { value, done } = await steps.next();
    if (done === true) throw new Error(`the watch ended before "${kind}"`);
    seen.push(value);
    if (value.kind === kind) return seen;
  }
}

async function sizeOf(client: EtcdClient, member: string): Promise<number> {
  let size = 0;
  for await (const { blob } of snapshot(client, member)) size += blob.length;
  return size;
}

it('does everything over mutual TLS as a user', async () => {
  const { cluster, member } = await start({ tls: 'mutual', auth: true });
  const warnings: string[] = [];
  const listen = (warning: Error): unknown => warnings.push(warning.message);
  process.on('warning', listen);
  const client = open(cluster.target());
  const { revision } = await put(client, { key: bytes('a'), value: bytes('1') });
  expect((await range(client, { key: bytes('a') })).kvs).toMatchObject([{ value: bytes('1'), modRevision: revision }]);
  expect((await memberList(client)).members).toHaveLength(1);
  expect((await status(client, member)).revision).toBe(revision);
  expect(await sizeOf(client, member)).toBeGreaterThan(16_384);
  if (hasAtLeast('3.5')) expect((await authStatus(client)).enabled).toBe(true);
  else await expect(authStatus(client)).rejects.toMatchObject({ code: 'Unimplemented' });
  process.off('warning', listen);
  // Node warns on stderr when an IP address is sent as a server name.
  expect(warnings).toEqual([]);
});

describe('refusals', () => {
  it('are named: password, user, permission', async () => {
    const { cluster, member } = await start({ auth: true });
    const key = bytes('/app/x');
    const as = (user: string | null, password: string | null) => open(cluster.target({ user, password }));
    await expect(range(as('root', 'wrong'), { key })).rejects.toMatchObject({
      code: 'AuthFailed',
      operation: 'authenticate',
      retry: false,
    });
    await expect(range(as(null, null), { key })).rejects.toMatchObject({ code: 'UserEmpty' });
    await expect(range(as('root', null), { key })).rejects.toMatchObject({ code: 'PasswordRequired' });
    const reader = as('reader', 'readerpw');
    expect((await range(reader, { key, rangeEnd: prefixEnd(bytes('/app/')) })).kvs).toEqual([]);
    await expect(range(reader, { key: bytes('/other') })).rejects.toMatchObject({ code: 'PermissionDenied' });
    await expect(put(reader, { key, value: bytes('1') })).rejects.toMatchObject({ code: 'PermissionDenied' });
    await expect(sizeOf(reader, member)).rejects.toMatchObject({ code: 'PermissionDenied', endpoint: member });
  });

  it('tell a user given where auth is off', async () => {
    const { cluster } = await start({});
    const client = open(cluster.target({ user: 'root', password: 'rootpw' }));
    await expect(range(client, { key: bytes('a') })).rejects.toMatchObject({ code: 'AuthNotEnabled', retry: false });
  });
});

describe('a token', () => {
  it('that has expired is renewed: calls, new watches, resumed watches, snapshots', async () => {
    const { cluster, member } = await start({ auth: true, args: ['--auth-token', 'simple', '--auth-token-ttl', '3'] });
    const proxy = await startProxy(member);
    opened.push(proxy);
    const [caller, watcher, saver] = [open(cluster.target()), open(cluster.target()), open(cluster.target())];
    const resumer = open(cluster.target({ endpoints: [proxy.endpoint] }));
    for (const client of [caller, watcher, saver]) await range(client, { key: bytes('a') });
    const key = { key: bytes('a'), rangeEnd: null, startRevision: null, previous: false };
    const live = watch(resumer, key)[Symbol.asyncIterator]();
    await upTo(live, 'started');

    // Time itself is what is waited for: the tokens' 3 s, and the second in which the server looks.
    await pass(5_000);
    await put(caller, { key: bytes('a'), value: bytes('1') });
    const fresh = watch(watcher, { ...key, startRevision: 1 })[Symbol.asyncIterator]();
    expect((await upTo(fresh, 'event')).map(({ kind }) => kind)).toEqual(['started', 'event']);
    expect(await sizeOf(saver, member)).toBeGreaterThan(16_384);
    await upTo(live, 'event');
    proxy.cut();
    const kinds = (await upTo(live, 'resumed')).map(({ kind }) => kind);
    expect(kinds).toEqual(['reconnecting', 'resumed']);
    await put(caller, { key: bytes('a'), value: bytes('2') });
    await upTo(live, 'event');
    for (const steps of [live, fresh]) await steps.return?.();
  });

  it('that a restarted member has forgotten is renewed', async () => {
    const { cluster } = await start({ auth: true });
    const client = open(cluster.target());
    await range(client, { key: bytes('a') });
    await cluster.members[0]?.restart();
    await expect.poll(() => range(client, { key: bytes('a') }).then(() => 'answered', String)).toBe('answered');
  });

  it('older than the last change of users and roles is renewed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'etcdeck-jwt-'));
    opened.push({ close: () => rm(folder, { recursive: true }) });
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const [pub, priv] = [join(folder, 'jwt.pub'), join(folder, 'jwt.key')];
    await writeFile(pub, publicKey.export({ type: 'spki', format: 'pem' }));
    await writeFile(priv, privateKey.export({ type: 'pkcs1', format: 'pem' }));
    const provider = `jwt,pub-key=${pub},priv-key=${priv},sign-method=RS256,ttl=10m`;
    const { cluster } = await start({ auth: true, args: ['--auth-token', provider] });
    const client = open(cluster.target());
    await put(client, { key: bytes('a'), value: bytes('1') });
    await cluster.etcdctl('role', 'add', 'another');
    expect((await range(client, { key: bytes('a') })).kvs).toHaveLength(1);
    await cluster.etcdctl('role', 'delete', 'another');
    expect((await put(client, { key: bytes('a'), value: bytes('2') })).meta.version).toBe(2);
  });
});

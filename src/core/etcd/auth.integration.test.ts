import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { KeyValue } from '../../contract/keys.ts';
import type { WatchNotice } from '../../contract/watches.ts';
import { putIf } from '../../testing/guarded-writes.ts';
import { startProxy } from '../../testing/proxy.ts';
import { startCluster, type TestCluster, type TestClusterOptions } from '../../testing/test-cluster.ts';
import { put } from '../../testing/unguarded-writes.ts';
import { EtcdClient, type EtcdTarget } from './client.ts';
import { memberList } from './cluster.ts';
import { prefixEnd, range } from './kv.ts';
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

// Not after each test: tests that wait for time to pass run in parallel.
afterAll(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

/** Returns a watch's first notices, up to one of this kind. */
async function upTo(
  steps: AsyncIterator<WatchNotice<KeyValue>>,
  kind: WatchNotice['kind'],
): Promise<WatchNotice<KeyValue>[]> {
  const seen: WatchNotice<KeyValue>[] = [];
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

/** The `--auth-token` value for JWT, with a new key pair. */
async function jwt(ttl: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-jwt-'));
  opened.push({ close: () => rm(folder, { recursive: true }) });
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [pub, priv] = [join(folder, 'jwt.pub'), join(folder, 'jwt.key')];
  await writeFile(pub, publicKey.export({ type: 'spki', format: 'pem' }));
  await writeFile(priv, privateKey.export({ type: 'pkcs1', format: 'pem' }));
  return `jwt,pub-key=${pub},priv-key=${priv},sign-method=RS256,ttl=${ttl}`;
}

const oneKey = { key: bytes('a'), rangeEnd: null, startRevision: null, previous: false };

describe.concurrent.each([
  ['simple', async () => ['--auth-token', 'simple', '--auth-token-ttl', '3']],
  ['JWT', async () => ['--auth-token', await jwt('3s')]],
] as const)('a %s token that has expired is renewed', (_, flags) => {
  it('for calls, new watches, snapshots and watches that resume', async () => {
    const { cluster, member } = await start({ auth: true, args: await flags() });
    const proxy = await startProxy(member);
    opened.push(proxy);
    const [reader, writer, watcher, saver] = [1, 2, 3, 4].map(() => open(cluster.target())) as [
      EtcdClient,
      EtcdClient,
      EtcdClient,
      EtcdClient,
    ]; // one for each
    const resumer = open(cluster.target({ endpoints: [proxy.endpoint] }));
    for (const client of [reader, writer, watcher, saver]) await range(client, { key: bytes('a') });
    const live = watch(resumer, oneKey)[Symbol.asyncIterator]();
    await upTo(live, 'started');

    // Waits for time to pass: the tokens' 3 s, and the second until the server's next check.
    await pass(5_000);
    const outcome = async (attempt: Promise<unknown>): Promise<unknown> => attempt.then(() => 'done', String);
    const created = putIf(writer, { key: bytes('a'), value: bytes('1'), expectedModRevision: 0 });
    expect({
      write: await outcome(created),
      read: await outcome(range(reader, { key: bytes('a') })),
      snapshot: await outcome(sizeOf(saver, member)),
    }).toEqual({ read: 'done', write: 'done', snapshot: 'done' });
    const fresh = watch(watcher, { ...oneKey, startRevision: 1 })[Symbol.asyncIterator]();
    expect((await upTo(fresh, 'event')).map(({ kind }) => kind)).toEqual(['started', 'event']);
    await upTo(live, 'event');
    proxy.cut();
    const kinds = (await upTo(live, 'resumed')).map(({ kind }) => kind);
    expect(kinds).toEqual(['reconnecting', 'resumed']);
    await put(writer, { key: bytes('a'), value: bytes('2') });
    await upTo(live, 'event');
    for (const steps of [live, fresh]) await steps.return?.();
  });
});

describe.concurrent('a token', () => {
  it('that has expired while its member was down is renewed', async ({ expect }) => {
    // Simple tokens become valid again through the log that a starting member replays.
    const { cluster } = await start({ auth: true, args: ['--auth-token', await jwt('3s')] });
    const client = open(cluster.target());
    await range(client, { key: bytes('a') });
    // From a second client, so that neither uses the token that the other renewed.
    const live = watch(open(cluster.target()), oneKey)[Symbol.asyncIterator]();
    await upTo(live, 'started');
    const [member] = cluster.members;
    await member?.kill();
    await expect(range(client, { key: bytes('a') })).rejects.toMatchObject({ retry: true });
    // Longer than a token's lifetime, as on a laptop that slept.
    await pass(4_000);
    await member?.restart();
    await expect.poll(() => range(client, { key: bytes('a') }).then(() => 'answered', String)).toBe('answered');
    await upTo(live, 'resumed');
    await put(client, { key: bytes('a'), value: bytes('1') });
    await upTo(live, 'event');
    await live.return?.();
  });
});

describe('a token', () => {
  it('older than the last change of users and roles is renewed', async () => {
    const { cluster } = await start({ auth: true, args: ['--auth-token', await jwt('10m')] });
    const client = open(cluster.target());
    const live = watch(client, oneKey)[Symbol.asyncIterator]();
    await upTo(live, 'started');
    await put(client, { key: bytes('a'), value: bytes('1') });
    await cluster.etcdctl('role', 'add', 'another');
    expect((await range(client, { key: bytes('a') })).kvs).toHaveLength(1);
    await cluster.etcdctl('role', 'delete', 'another');
    await put(client, { key: bytes('a'), value: bytes('2') });
    expect((await range(client, { key: bytes('a') })).kvs[0]?.version).toBe(2);
    const fresh = watch(client, oneKey)[Symbol.asyncIterator]();
    await cluster.etcdctl('role', 'add', 'third');
    await upTo(fresh, 'started');
    await upTo(live, 'event');
    await upTo(live, 'event');
    for (const steps of [live, fresh]) await steps.return?.();
  });

  it.each(['simple', 'JWT'])('of the kind %s obeys a role given and taken away meanwhile', async (kind) => {
    const { cluster } = await start({
      auth: true,
      args: ['--auth-token', kind === 'JWT' ? await jwt('10m') : 'simple'],
    });
    const reader = open(cluster.target({ user: 'reader', password: 'readerpw' }));
    const other = { key: bytes('/other') };
    await expect(range(reader, other)).rejects.toMatchObject({ code: 'PermissionDenied' });
    await cluster.etcdctl('role', 'grant-permission', 'app-reader', 'read', '/other');
    expect((await range(reader, other)).kvs).toEqual([]);
    await cluster.etcdctl('role', 'revoke-permission', 'app-reader', '/other');
    await expect(range(reader, other)).rejects.toMatchObject({ code: 'PermissionDenied' });
    expect((await range(reader, { key: bytes('/app/x') })).kvs).toEqual([]);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { KeyValue } from '../../contract/keys.ts';
import type { WatchNotice } from '../../contract/watches.ts';
import { hasAtLeast } from '../../testing/etcd-binaries.ts';
import { startProxy, type TestProxy } from '../../testing/proxy.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { EtcdClient, type EtcdClientOptions } from './client.ts';
import { prefixEnd, range, txnPuts } from './kv.ts';
import { type WatchRange, watch } from './watch.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const prefix = (text: string) => ({ key: bytes(text), rangeEnd: prefixEnd(bytes(text)) });
const fromNow = { startRevision: null, previous: false };

type Steps = AsyncIterator<WatchNotice<KeyValue>>;

let cluster: TestCluster;
let member: string;
/** A client that writes directly, without a proxy. */
let writer: EtcdClient;
const opened: { close(): unknown }[] = [];

beforeAll(async () => {
  cluster = await startCluster({ auth: true });
  member = cluster.endpoints[0] ?? '';
  writer = new EtcdClient(cluster.target());
});
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});
afterAll(async () => {
  writer?.close();
  await cluster?.close();
});

function open(endpoints: readonly string[], options?: EtcdClientOptions): EtcdClient {
  const client = new EtcdClient(cluster.target({ endpoints }), options);
  opened.push(client);
  return client;
}

async function openThroughProxy(): Promise<{ proxy: TestProxy; client: EtcdClient }> {
  const proxy = await startProxy(member);
  opened.push(proxy);
  return { proxy, client: open([proxy.endpoint]) };
}

/** Starts a watch that ends with the test. */
function follow(client: EtcdClient, what: Omit<WatchRange, 'signal'>): Steps {
  const steps = watch(client, what)[Symbol.asyncIterator]();
  opened.push({ close: () => steps.return?.() });
  return steps;
}

async function next(steps: Steps): Promise<WatchNotice<KeyValue>> {
  const { value, done } = await steps.next();
  if (done === true) throw new Error('the watch has ended');
  return value;
}

/** Reads notices until this many events came; returns the events' keys and the other notices' kinds. */
async function events(steps: Steps, count: number, onDidNotice?: (notice: WatchNotice<KeyValue>) => void) {
  const keys: string[] = [];
  const others: string[] = [];
  while (keys.length < count) {
    const notice = await next(steps);
    onDidNotice?.(notice);
    if (notice.kind !== 'event') others.push(notice.kind);
    else keys.push(Buffer.from(notice.event.type === 'put' ? notice.event.entry.key : notice.event.key).toString());
  }
  return { keys, others };
}

const numbered = (under: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${under}${String(n).padStart(5, '0')}`);

/** Puts keys in order, one revision each. */
async function write(keys: readonly string[], value = bytes('value')): Promise<number> {
  let revision = 0;
  for (const key of keys) ({ revision } = await txnPuts(writer, [{ key: bytes(key), value }]));
  return revision;
}

describe('a watch', () => {
  it('begins now, and gives puts and deletions with what was before', async () => {
    await put(writer, { key: bytes('basic/a'), value: bytes('1') });
    const steps = follow(open([member]), { ...prefix('basic/'), startRevision: null, previous: true });
    const started = await next(steps);
    const { revision } = await put(writer, { key: bytes('basic/a'), value: bytes('2') });
    expect(started).toEqual({ kind: 'started', revision });
    expect(await next(steps)).toMatchObject({
      kind: 'event',
      event: {
        type: 'put',
        entry: { key: bytes('basic/a'), value: bytes('2'), version: 2, modRevision: revision },
        previous: { value: bytes('1'), modRevision: revision - 1 },
      },
    });
    await deleteKey(writer, { key: bytes('basic/a') });
    expect(await next(steps)).toMatchObject({
      kind: 'event',
      event: { type: 'delete', key: bytes('basic/a'), modRevision: revision + 1, previous: { value: bytes('2') } },
    });
  });

  it('of one key gives no other', async () => {
    const steps = follow(open([member]), { key: bytes('one'), rangeEnd: null, ...fromNow });
    await next(steps);
    await write(['one/more', 'one']);
    expect((await events(steps, 1)).keys).toEqual(['one']);
  });

  it('ends when its caller stops it, its consumer leaves, or the client is closed', async () => {
    const client = open([member]);
    const abort = new AbortController();
    const stopped = watch(client, { ...prefix('x'), ...fromNow, signal: abort.signal })[Symbol.asyncIterator]();
    await next(stopped);
    const waiting = stopped.next();
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'Cancelled' });

    const left = follow(client, { ...prefix('x'), ...fromNow });
    await next(left);
    const idle = left.next();
    await left.return?.();
    expect(await idle).toEqual({ done: true, value: undefined });

    const closed = follow(client, { ...prefix('x'), ...fromNow });
    await next(closed);
    const last = closed.next();
    client.close();
    await expect(last).rejects.toMatchObject({ code: 'ConnectionNotOpen' });
  });

  it('fails at its start when no endpoint answers', async () => {
    const { proxy, client } = await openThroughProxy();
    proxy.refuse();
    await expect(next(follow(client, { ...prefix('x'), ...fromNow }))).rejects.toMatchObject({ retry: true });
  });
});

describe('history', () => {
  const keys = numbered('history/', 5_000);
  let first: number;

  beforeAll(async () => {
    first = (await range(writer, { key: bytes('history/') })).revision + 1;
    await write(keys, new Uint8Array(128));
  });

  it.each([5_000, 150_000, 400_000, 800_000])(
    'of 5,000 revisions comes whole, cut after every %i bytes',
    async (bytesUntilCut) => {
      const { proxy, client } = await openThroughProxy();
      await range(client, { key: bytes('none') });
      proxy.cutAfter(bytesUntilCut);
      const steps = follow(client, { ...prefix('history/'), startRevision: first, previous: false });
      let cuts = 1;
      const { keys: seen, others } = await events(steps, keys.length, ({ kind }) => {
        if (kind === 'resumed' && cuts++ < 4) proxy.cutAfter(bytesUntilCut);
      });
      expect(seen).toEqual(keys);
      expect(others.filter((kind) => kind === 'reconnecting').length).toBeGreaterThan(0);
      await write(['history/last']);
      expect((await events(steps, 1)).keys).toEqual(['history/last']);
    },
  );
});

describe('live changes', () => {
  it('of 3,000 revisions come once each, through an outage and more cuts', async () => {
    const { proxy, client } = await openThroughProxy();
    const steps = follow(client, { ...prefix('live/'), ...fromNow });
    await next(steps);
    await write(['live/before']);
    expect((await events(steps, 1)).keys).toEqual(['live/before']);
    proxy.refuse();
    proxy.cut();
    expect(await next(steps)).toMatchObject({ kind: 'reconnecting', failure: { retry: true } });
    const keys = numbered('live/', 3_000);
    await write(keys);
    proxy.accept();
    const cutsAfter = [5_000, 30_000, 90_000];
    const { keys: seen } = await events(steps, keys.length, ({ kind }) => {
      const bytesUntilCut = kind === 'resumed' ? cutsAfter.shift() : undefined;
      if (bytesUntilCut !== undefined) proxy.cutAfter(bytesUntilCut);
    });
    expect(cutsAfter).toEqual([]);
    expect(seen).toEqual(keys);
    await write(['live/~after']);
    expect((await events(steps, 1)).keys).toEqual(['live/~after']);
  });

  it('of many keys in one revision are never split by a cut', async () => {
    const { proxy, client } = await openThroughProxy();
    const start = (await range(writer, { key: bytes('many/') })).revision + 1;
    const value = new Uint8Array(14_000);
    const keys = numbered('many/', 100);
    for (let n = 0; n < 8; n++)
      await txnPuts(
        writer,
        keys.map((key) => ({ key: bytes(key), value })),
      );
    const steps = follow(client, { ...prefix('many/'), startRevision: start, previous: true });
    const cutsAfter = [700_000, 2_000_000, 3_100_000, 4_500_000];
    const revisions: number[] = [];
    const { keys: seen } = await events(steps, 800, (notice) => {
      if (notice.kind === 'event' && notice.event.type === 'put') revisions.push(notice.event.entry.modRevision);
      const bytesUntilCut = notice.kind === 'started' || notice.kind === 'resumed' ? cutsAfter.shift() : undefined;
      if (bytesUntilCut !== undefined) proxy.cutAfter(bytesUntilCut);
    });
    expect(seen).toEqual(Array(8).fill(keys).flat());
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
    expect(new Set(revisions).size).toBe(8);
  });
});

it('takes answers beyond 4 MB in fragments, and keeps those that came before a cut', async () => {
  const { proxy, client } = await openThroughProxy();
  const start = (await range(writer, { key: bytes('large/') })).revision + 1;
  const keys = numbered('large/', 6);
  await write(keys, new Uint8Array(1_000_000));
  proxy.cutAfter(4_500_000);
  const steps = follow(client, { ...prefix('large/'), startRevision: start, previous: false });
  const before: string[] = [];
  const { keys: seen } = await events(steps, 6, ({ kind }) => void before.push(kind));
  expect(seen).toEqual(keys);
  expect(before.slice(0, before.indexOf('reconnecting'))).toContain('event');
});

it('is read no faster than it is consumed, and holds up nobody else meanwhile', async () => {
  const { proxy, client } = await openThroughProxy();
  const start = (await range(writer, { key: bytes('slow/') })).revision + 1;
  const keys = numbered('slow/', 64);
  await write(keys, new Uint8Array(1_000_000));
  const steps = follow(client, { ...prefix('slow/'), startRevision: start, previous: false });
  await next(steps);
  await events(steps, 1);
  for (let n = 0; n < 200; n++) await range(client, { key: bytes('none') });
  expect(proxy.bytesToClient()).toBeLessThan(40_000_000);
  expect((await events(steps, 63)).keys).toEqual(keys.slice(1));
  expect(proxy.bytesToClient()).toBeGreaterThan(64_000_000);
});

describe('a compaction', () => {
  it('while away ends the watch, and says up to where', async () => {
    const { proxy, client } = await openThroughProxy();
    const steps = follow(client, { ...prefix('gone/'), ...fromNow });
    await next(steps);
    await write(['gone/1']);
    await events(steps, 1);
    proxy.refuse();
    proxy.cut();
    expect(await next(steps)).toMatchObject({ kind: 'reconnecting' });
    const revision = await write(['gone/2', 'gone/3', 'gone/4']);
    await cluster.etcdctl('compact', String(revision));
    proxy.accept();
    expect(await next(steps)).toMatchObject({ kind: 'resumed' });
    expect(await next(steps)).toEqual({ kind: 'compacted', compactRevision: revision });
    expect(await steps.next()).toEqual({ done: true, value: undefined });
  });

  it('before the start revision does too', async () => {
    const revision = await write(['early/1', 'early/2']);
    await cluster.etcdctl('compact', String(revision));
    const steps = follow(open([member]), { ...prefix('early/'), startRevision: 1, previous: false });
    await next(steps);
    expect(await next(steps)).toEqual({ kind: 'compacted', compactRevision: revision });
  });

  it('costs a quiet watch nothing, where the member told that it was level', async () => {
    const flag = hasAtLeast('3.6')
      ? '--watch-progress-notify-interval'
      : '--experimental-watch-progress-notify-interval';
    const quiet = await startCluster({ args: [`${flag}=200ms`] });
    const proxy = await startProxy(quiet.endpoints[0] ?? '');
    const client = new EtcdClient(quiet.target({ endpoints: [proxy.endpoint] }));
    const direct = new EtcdClient(quiet.target());
    opened.push(quiet, proxy, client, direct);
    const steps = follow(client, { ...prefix('quiet/'), ...fromNow });
    await next(steps);
    let revision = 0;
    for (const key of ['other/1', 'other/2']) ({ revision } = await put(direct, { key: bytes(key), value: bytes('') }));
    for (let told = 0; told < revision; ) {
      const notice = await next(steps);
      if (notice.kind === 'progress') told = notice.revision;
    }
    proxy.cut();
    await quiet.etcdctl('compact', String(revision));
    for (let notice = await next(steps); notice.kind !== 'resumed'; notice = await next(steps)) {
      expect(notice.kind).toMatch(/progress|reconnecting/);
    }
    await put(direct, { key: bytes('quiet/1'), value: bytes('') });
    expect((await events(steps, 1)).keys).toEqual(['quiet/1']);
  });
});

it('that is refused fails, and the others live on', async () => {
  const reader = new EtcdClient(cluster.target({ user: 'reader', password: 'readerpw' }));
  opened.push(reader);
  const allowed = follow(reader, { ...prefix('/app/'), ...fromNow });
  await next(allowed);
  await expect(next(follow(reader, { ...prefix('/secret/'), ...fromNow }))).rejects.toMatchObject({
    code: 'PermissionDenied',
    operation: 'watch',
    retry: false,
  });
  const later = follow(reader, { ...prefix('/app/'), ...fromNow });
  await next(later);
  await write(['/app/1']);
  expect((await events(allowed, 1)).keys).toEqual(['/app/1']);
  expect((await events(later, 1)).keys).toEqual(['/app/1']);
});

it('of a member without a leader reconnects rather than fall silent', async () => {
  const lone = await startCluster({ members: 3 });
  const client = new EtcdClient(lone.target({ endpoints: lone.endpoints.slice(0, 1) }));
  opened.push(lone, client);
  const steps = follow(client, { ...prefix('lone/'), ...fromNow });
  await next(steps);
  await Promise.all(lone.members.slice(1).map((other) => other.kill()));
  expect(await next(steps)).toMatchObject({ kind: 'reconnecting', failure: { code: 'NoLeader' } });
});

describe('of three members', () => {
  let three: TestCluster;

  beforeAll(async () => {
    three = await startCluster({ members: 3 });
  });
  afterAll(() => three?.close());

  it('moves to another when its own freezes, and when its own dies', { timeout: 90_000 }, async () => {
    const [first, second] = three.members;
    const client = new EtcdClient(three.target(), { keepAliveMs: 6_000, keepAliveTimeoutMs: 2_000 });
    const direct = new EtcdClient(three.target({ endpoints: [...three.endpoints].reverse() }));
    opened.push(client, direct);
    const steps = follow(client, { ...prefix('moved/'), ...fromNow });
    await next(steps);
    first?.freeze();
    await vi.waitUntil(
      () => put(direct, { key: bytes('moved/1'), value: bytes('') }, { timeoutMs: 9_000 }).catch(() => null),
      {
        timeout: 30_000,
      },
    );
    const { others } = await events(steps, 1);
    expect(others).toEqual(['reconnecting', 'resumed']);
    first?.thaw();

    await second?.kill();
    await vi.waitUntil(
      () => put(direct, { key: bytes('moved/2'), value: bytes('') }, { timeoutMs: 9_000 }).catch(() => null),
      {
        timeout: 30_000,
      },
    );
    // A put that timed out and was repeated may happen twice.
    const seen = new Set<string>();
    while (!seen.has('moved/2')) seen.add((await events(steps, 1)).keys[0] ?? '');
    expect([...seen].filter((key) => key !== 'moved/1')).toEqual(['moved/2']);
  });
});

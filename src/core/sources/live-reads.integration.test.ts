import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveKeys } from '../../contract/key-source.ts';
import type { KeyChild, KeyChildrenPage } from '../../contract/keys.ts';
import { etcdsApart } from '../../testing/etcd-binaries.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { plainValues } from '../../testing/plain-values.ts';
import { testPorts } from '../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { createAccess } from '../access/create-access.ts';
import { txnPuts } from '../etcd/kv.ts';
import { createJournal } from '../journal/create-journal.ts';
import { createKeys } from '../keyspace/create-keys.ts';
import { createSources } from '../keyspace/create-sources.ts';
import { FolderHints } from './folder-hints.ts';
import { liveReads } from './live-reads.ts';
import type { ChildrenRequest } from './source-reader.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (some: Uint8Array): string => Buffer.from(some).toString('latin1');
const positionOf = (child: KeyChild): Uint8Array => (child.kind === 'folder' ? child.prefix : child.meta.key);
const shown = (child: KeyChild): string => `${child.kind} ${text(positionOf(child))}`;

const oddKeys = [
  ...['/a', '/a/', '/a/x', '/a//y', '/', '//', '///', 'bare', 'a::b', 'a::b::', 'a::b::c', '::', ':::', 'x:'],
  ...['\x00', '\x00\x00', '\x00/', '\xff', '\xff\xff', '\xff\xff/', '\xff\xff/\xff', '/bin/\x00', '/bin/\x80\xfe/k'],
  ...['/utf8/\xc3\xa9t\xc3\xa9', '/utf8/\xc3\xa9t\xc3\xa9/k', '/empty-value', `/long/${'k'.repeat(2_000)}`],
  ...Array.from({ length: 10_000 }, (_, i) => `/siblings/key-${String(i).padStart(5, '0')}`),
  ...Array.from({ length: 300 }, (_, i) => `/pods/ns-${String(i % 60).padStart(3, '0')}/pod-${i}`),
  ...Array.from({ length: 2_000 }, (_, i) => `/registry/${['pods', 'events', 'leases'][i % 3]}/ns/${i}`),
];

let cluster: TestCluster;
let connection: TestConnection;
let allKeys: readonly string[];

beforeAll(async () => {
  cluster = await startCluster({ auth: true });
  connection = openConnection(cluster.target());
  for (let at = 0; at < oddKeys.length; at += 128) {
    const entries = oddKeys.slice(at, at + 128).map((key) => ({ key: bytes(key), value: bytes('value') }));
    await txnPuts(connection.client, entries);
  }
  allKeys = await everyKey();
});

afterAll(async () => {
  connection?.close();
  await cluster?.close();
});

const head = { revision: null, isSerializable: false };
const source = (revision: number | null = null) =>
  liveReads(connection.client, { revision, isSerializable: false }, new FolderHints());

async function everyKey(revision: number | null = null): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const page of source(revision).keys({ start: new Uint8Array(), end: null })) {
    keys.push(...page.keys.map((meta) => text(meta.key)));
  }
  return keys;
}

async function listed(request: Partial<ChildrenRequest>, from = source()): Promise<readonly KeyChild[]> {
  const whole = { prefix: new Uint8Array(), delimiter: bytes('/'), after: null, limit: 20_000, ...request };
  const pages: KeyChildrenPage[] = [];
  for await (const page of from.children(whole)) pages.push(page);
  expect(pages.map((page) => page.complete)).toEqual(pages.map((_, i) => i === pages.length - 1));
  expect(new Set(pages.map((page) => page.revision)).size).toBe(1);
  return pages.flatMap((page) => page.children);
}

function fullScan(keys: readonly string[], prefix: string, delimiter: string): readonly string[] {
  const lines = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return at < 0 ? `key ${key}` : `folder ${key.slice(0, at + delimiter.length)}`;
    });
  return [...new Set(lines)];
}

describe('the tree of a live cluster', () => {
  it('reads every key by pages, in order', () => {
    const sorted = [...new Set(oddKeys)].sort((a, b) => Buffer.compare(bytes(a), bytes(b)));
    expect(allKeys).toEqual(sorted);
  });

  it.each(['/', '::', '', '\x00', '\xff', 'pod'])(
    'equals a full scan at every level, delimiter %j',
    async (delimiter) => {
      const from = source();
      const waiting = ['', '/x', '\xff'];
      let levels = 0;
      for (let prefix = waiting.pop(); prefix !== undefined; prefix = waiting.pop()) {
        const children = await listed({ prefix: bytes(prefix), delimiter: bytes(delimiter) }, from);
        expect(children.map(shown), prefix).toEqual(fullScan(allKeys, prefix, delimiter));
        waiting.push(...children.flatMap((child) => (child.kind === 'folder' ? [text(child.prefix)] : [])));
        levels += 1;
      }
      expect(levels).toBeGreaterThanOrEqual(3);
    },
  );

  it('goes on from where a limit ended it', async () => {
    const names: string[] = [];
    for (let after: Uint8Array | null = null, isComplete = false; !isComplete; ) {
      const request: ChildrenRequest = { prefix: bytes('/pods/'), delimiter: bytes('/'), after, limit: 7 };
      for await (const page of source().children(request)) {
        names.push(...page.children.map(shown));
        isComplete = page.complete;
        after = page.next;
      }
    }
    expect(names).toEqual(fullScan(allKeys, '/pods/', '/'));
  });

  it('shows the first rows before it has the last', async () => {
    const request = { prefix: bytes('/siblings/'), delimiter: bytes('/'), after: null, limit: 10_000 };
    const sizes: number[] = [];
    for await (const page of source().children(request)) sizes.push(page.children.length);
    expect(sizes[0]).toBeLessThanOrEqual(30);
    expect(sizes.length).toBeGreaterThan(3);
  });

  it('keeps to one revision while others write', async () => {
    const request = { prefix: bytes('/siblings/'), delimiter: bytes('/'), after: null, limit: 20_000 };
    const pages: KeyChildrenPage[] = [];
    for await (const page of source().children(request)) {
      if (pages.length === 0) {
        await put(connection.client, { key: bytes('/siblings/key-99999'), value: bytes('late') });
        await deleteKey(connection.client, { key: bytes('/siblings/key-09999') });
      }
      pages.push(page);
    }
    expect(pages.flatMap((page) => page.children).map(shown)).toEqual(fullScan(allKeys, '/siblings/', '/'));
    expect(new Set(pages.map((page) => page.revision)).size).toBe(1);
  });

  it('reads the past, and says when it is compacted', async () => {
    const key = bytes('/past/key');
    const { revision } = await put(connection.client, { key, value: bytes('1') });
    const { revision: deleted } = await deleteKey(connection.client, { key });
    expect((await listed({ prefix: bytes('/past/') }, source(revision))).map(shown)).toEqual(['key /past/key']);
    expect(await listed({ prefix: bytes('/past/') })).toEqual([]);
    expect((await source(revision).get(key)).entry).toMatchObject({ value: bytes('1') });
    expect(await source().get(key)).toMatchObject({ entry: null });

    await cluster.etcdctl('compact', String(deleted));
    await expect(listed({ prefix: bytes('/past/') }, source(revision))).rejects.toMatchObject({ code: 'Compacted' });
    await expect(source(revision).get(key)).rejects.toMatchObject({ code: 'Compacted' });
    await expect(listed({}, source(deleted + 1_000))).rejects.toMatchObject({ code: 'FutureRev' });
  });

  it('ends when it is stopped, between pages and while it waits', async () => {
    const stop = new AbortController();
    const request = { prefix: bytes('/siblings/'), delimiter: bytes('/'), after: null, limit: 10_000 };
    const pages = source().children(request, { signal: stop.signal })[Symbol.asyncIterator]();
    expect((await pages.next()).done).toBe(false);
    const next = pages.next();
    stop.abort();
    await expect(next).rejects.toMatchObject({ code: 'Cancelled' });

    const left = source().children(request)[Symbol.asyncIterator]();
    await left.next();
    const waiting = left.next();
    await left.return?.();
    await waiting;
    expect(await left.next()).toMatchObject({ done: true });
  });

  it('refuses to go on from a key of another level', async () => {
    const request = { prefix: bytes('/pods/'), after: bytes('/a') };
    await expect(listed(request)).rejects.toMatchObject({ code: 'BadRequest' });
  });

  it('tells a user what may not be listed', async () => {
    const reader = openConnection(cluster.target({ user: 'reader', password: 'readerpw' }));
    await put(connection.client, { key: bytes('/app/config'), value: bytes('1') });
    const from = liveReads(reader.client, head, new FolderHints());
    try {
      expect((await listed({ prefix: bytes('/app/') }, from)).map(shown)).toEqual(['key /app/config']);
      await expect(listed({}, from)).rejects.toMatchObject({ code: 'PermissionDenied' });
    } finally {
      reader.close();
    }
  });
});

describe('the keys of a connection', () => {
  it('writes and deletes under guard, and keeps what others wrote', async () => {
    const ports = testPorts(tmpdir());
    const { permissions } = createAccess(connection.open, ports);
    const journal = createJournal(ports);
    const sources = createSources({ open: connection.open, permissions, journal }, ports).open;
    const keys = createKeys(connection.open, sources, plainValues, ports, journal);
    const target = { connection: connection.id, key: bytes('/guarded') };
    const { meta } = await keys.put({ ...target, value: bytes('1'), expectedModRevision: 0, lease: 'keep' });
    await expect(
      keys.put({ ...target, value: bytes('2'), expectedModRevision: 0, lease: 'keep' }),
    ).rejects.toMatchObject({
      code: 'Conflict',
      detail: { currentModRevision: meta.modRevision },
    });
    const { meta: second } = await keys.put({
      ...target,
      value: bytes('2'),
      expectedModRevision: meta.modRevision,
      lease: 'keep',
    });
    await expect(keys.delete({ ...target, expectedModRevision: meta.modRevision })).rejects.toMatchObject({
      code: 'Conflict',
    });
    expect((await keys.get({ source: liveKeys(connection.id), key: target.key, reveal: false })).entry).toMatchObject({
      value: bytes('2'),
      version: 2,
    });
    await keys.delete({ ...target, expectedModRevision: second.modRevision });
    expect((await keys.get({ source: liveKeys(connection.id), key: target.key, reveal: false })).entry).toBeNull();
  });
});

describe.each(etcdsApart().map((binaries) => ({ version: binaries.version, binaries })))(
  'a key with a lease, on $version',
  ({ binaries }) => {
    it('is listed without saying whether it has one, and read with it', async () => {
      const own = await startCluster({ binaries });
      const leased = openConnection(own.target());
      try {
        const id = /lease (\w+) granted/.exec(await own.etcdctl('lease', 'grant', '600'))?.[1];
        await own.etcdctl('put', 'leased', '1', `--lease=${id}`);
        const here = liveReads(leased.client, head, new FolderHints());
        const [child] = await listed({}, here);
        expect(child).toMatchObject({ kind: 'key', meta: { key: bytes('leased'), version: 1 } });
        expect(child?.kind === 'key' && child.meta).not.toHaveProperty('lease');
        for await (const { keys } of here.keys({ start: new Uint8Array(), end: null })) {
          expect(keys[0]).not.toHaveProperty('lease');
        }
        expect((await here.get(bytes('leased'))).entry?.lease).toBe(id);
      } finally {
        leased.close();
        await own.close();
      }
    });
  },
);

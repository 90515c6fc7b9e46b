import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyChild, KeyRow, KeyValue } from '../../contract/keys.ts';
import { compareVersions, etcdBinaries, etcdsApart } from '../../testing/etcd-binaries.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { startProxy } from '../../testing/proxy.ts';
import { type Random, seeded } from '../../testing/random.ts';
import { startRpcRecorder } from '../../testing/rpc-recorder.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { put } from '../../testing/unguarded-writes.ts';
import { txnPuts } from '../etcd/kv.ts';
import { FolderHints } from './folder-hints.ts';
import { spanOf } from './key-span.ts';
import { listRows } from './list-rows.ts';
import { liveReads } from './live-reads.ts';
import type { SourceReads } from './source-reader.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (some: Uint8Array): string => Buffer.from(some).toString('latin1');
const everything = { start: new Uint8Array(), end: null };

const sourceOf = ({ client }: TestConnection, isSerializable = false): SourceReads =>
  liveReads(client, { revision: null, isSerializable }, new FolderHints());

async function gathered<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[],
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...items(page));
  return all;
}

async function fill(connection: TestConnection, keys: Iterable<string>): Promise<void> {
  const entries = [...new Set(keys)].map((key) => ({ key: bytes(key), value: bytes(`value of ${key}`) }));
  for (let at = 0; at < entries.length; at += 128) await txnPuts(connection.client, entries.slice(at, at + 128));
}

/** The children of the level beneath a prefix, computed from every key. */
function levelByScan(keys: readonly string[], prefix: string, delimiter: string): readonly string[] {
  const lines = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return at < 0 ? `key ${key}` : `folder ${key.slice(0, at + delimiter.length)}`;
    });
  return [...new Set(lines)];
}

const shown = (child: KeyChild): string =>
  child.kind === 'folder' ? `folder ${text(child.prefix)}` : `key ${text(child.meta.key)}`;

const alphabets = ['ab', 'a/', '/\x00', '\xff\xfe/', 'abc-/09', '\x00\x01\xff', '::a'] as const;
const delimiters = ['/', '::', '', '\x00', '\xff\xfe', 'a'] as const;

function randomKeys(random: Random): readonly string[] {
  const alphabet = random.oneOf(alphabets);
  const word = (): string =>
    Array.from({ length: random.between(1, 7) }, () => alphabet[random.between(0, alphabet.length - 1)]).join('');
  return Array.from({ length: random.between(1, 200) }, word);
}

const versions = etcdsApart().map((binaries) => ({ version: binaries.version, binaries }));

describe.each(versions)('reading on $version', ({ binaries }) => {
  let cluster: TestCluster;
  let connection: TestConnection;

  beforeAll(async () => {
    cluster = await startCluster({ binaries });
    connection = openConnection(cluster.target());
  });
  afterAll(async () => {
    connection?.close();
    await cluster?.close();
  });

  it('shows a tree that equals one of a full scan, on random keyspaces at any delimiter', async () => {
    const random = seeded(20_261_121);
    for (let round = 0; round < 12; round++) {
      await connection.client.call(({ kv }) => kv.deleteRange({ key: Buffer.from([0]), range_end: Buffer.from([0]) }));
      await fill(connection, randomKeys(random));
      const source = sourceOf(connection);
      const keys = await gathered(source.keys(everything), (page) => page.keys.map(({ key }) => text(key)));
      const delimiter = random.oneOf(delimiters);
      const waiting = ['', random.oneOf(['a', '/', '\xff'])];
      for (let prefix = waiting.pop(); prefix !== undefined; prefix = waiting.pop()) {
        const request = { prefix: bytes(prefix), delimiter: bytes(delimiter), after: null, limit: 10_000 };
        const children = await gathered(source.children(request), (page) => page.children);
        const about = `round ${round}: ${JSON.stringify([prefix, delimiter])}`;
        expect(children.map(shown), about).toEqual(levelByScan(keys, prefix, delimiter));
        waiting.push(...children.flatMap((child) => (child.kind === 'folder' ? [text(child.prefix)] : [])));
      }
    }
  });

  it('begins large folders without reading them', async () => {
    const names = ['deployments', 'events', 'pods'];
    const many = names.flatMap((name) => Array.from({ length: 35_000 }, (_, i) => `/many/${name}/${i}`));
    await fill(connection, [...many, '/many/key', '/many/zones/1']);
    const request = { prefix: bytes('/many/'), delimiter: bytes('/'), after: null, limit: 10_000 };
    const children = await gathered(sourceOf(connection).children(request), (page) => page.children);
    expect(children.map(shown)).toEqual(levelByScan([...many, '/many/key', '/many/zones/1'].sort(), '/many/', '/'));
    expect((await sourceOf(connection).count(spanOf(bytes('/many/')))).count).toBe(105_002);
    // More than one answer of any version.
    const keys = await gathered(sourceOf(connection).keys(spanOf(bytes('/many/'))), (page) => page.keys);
    expect(keys.map(({ key }) => text(key))).toEqual([...many, '/many/key', '/many/zones/1'].sort());
  });

  it('begins a resource of a registry at the names of its namespaces', async () => {
    await connection.client.call(({ kv }) => kv.deleteRange({ key: Buffer.from([0]), range_end: Buffer.from([0]) }));
    const namespaces = ['default', 'kube-system', 'team-a'];
    const pods = namespaces.slice(1).flatMap((name) => [`/registry/pods/${name}/a`, `/registry/pods/${name}/b`]);
    await fill(connection, [...namespaces.map((name) => `/registry/namespaces/${name}`), ...pods]);
    const request = { prefix: bytes('/registry/pods/'), delimiter: bytes('/'), after: null, limit: 10 };
    const children = await gathered(sourceOf(connection).children(request), (page) => page.children);
    expect(children.map(shown)).toEqual(['folder /registry/pods/kube-system/', 'folder /registry/pods/team-a/']);
  });

  it('reads values from 0 to 1.4 MB as they are, next to each other', async () => {
    const sizes = [0, 1, 1_400_000, 64, 300_000, 0, 1_400_000, 1_400_000, 5, 1_000, ...Array(40).fill(50)];
    for (const [index, size] of sizes.entries()) {
      const value = new Uint8Array(size).fill(index);
      await put(connection.client, { key: bytes(`/sizes/${String(index).padStart(3, '0')}`), value });
    }
    const entries = await gathered(sourceOf(connection).entries(spanOf(bytes('/sizes/'))), (page) => page.entries);
    expect(entries.map(({ value }) => value.length)).toEqual(sizes);
    expect(entries.every(({ value }, index) => value.every((byte) => byte === index))).toBe(true);
    const [page] = await gathered(sourceOf(connection).keys(spanOf(bytes('/sizes/'))), (page) => [page]);
    if (page === undefined) throw new Error('there is no page');
    const run = { keys: page.keys.slice(2, 4), revision: page.revision };
    const values = await gathered(sourceOf(connection).values(run), (part: readonly KeyValue[]) => part);
    expect(values.map(({ value }) => value.length)).toEqual([1_400_000, 64]);
  });

  it('lists rows, with sizes and leases where values are read, up to a limit and on from there', async () => {
    const names = Array.from({ length: 3_000 }, (_, i) => `/rows/${String(i).padStart(5, '0')}`);
    await fill(connection, names);
    const granted = await cluster.etcdctl('lease', 'grant', '600');
    const lease = /lease (\w+) granted/.exec(granted)?.[1] ?? '';
    await cluster.etcdctl('put', '/rows/00001', 'leased', `--lease=${lease}`);
    const list = async (after: Uint8Array | null, limit: number, readsValues: boolean) => {
      const request = { prefix: bytes('/rows/'), after, limit, readsValues };
      const pages = await gathered(listRows(sourceOf(connection), request), (page) => [page]);
      return { rows: pages.flatMap(({ rows }): readonly KeyRow[] => rows), last: pages.at(-1) };
    };
    const bare = await list(null, 10_000, false);
    expect(bare.rows.map(({ key }) => text(key))).toEqual(names);
    expect(bare.last).toMatchObject({ complete: true, next: null });
    expect(bare.rows[1]).toMatchObject({ lease: null, bytes: null });
    const full = await list(null, 10_000, true);
    expect(full.rows[1]).toMatchObject({ lease, bytes: 6, version: 2 });
    expect(full.rows[0]).toMatchObject({ lease: null, bytes: 'value of /rows/00000'.length });
    const part = await list(null, 2_500, false);
    expect(part.rows).toHaveLength(2_500);
    expect(part.last).toMatchObject({ complete: false, next: bytes('/rows/02499') });
    const rest = await list(part.last?.next ?? null, 2_500, false);
    expect([...part.rows, ...rest.rows]).toEqual(bare.rows);
    expect(rest.last?.complete).toBe(true);
    await expect(list(bytes('/other'), 10, false)).rejects.toMatchObject({ code: 'BadRequest' });
  });

  it('goes on where a connection was cut', async () => {
    const proxy = await startProxy(cluster.endpoints[0] ?? '');
    const cuttable = openConnection(cluster.target({ endpoints: [proxy.endpoint] }));
    try {
      const names = Array.from({ length: 30_000 }, (_, i) => `/cut/${String(i).padStart(6, '0')}`);
      await fill(connection, names);
      const source = sourceOf(cuttable);
      await source.get(bytes('/cut/'));
      const span = spanOf(bytes('/cut/'));
      proxy.cutAfter(proxy.bytesToClient() + 900_000);
      const keys = await gathered(source.keys(span), (page) => page.keys.map(({ key }) => text(key)));
      expect(keys).toEqual(names);
      proxy.cutAfter(proxy.bytesToClient() + 1_900_000);
      const entries = await gathered(source.entries(span), (page) => page.entries.map(({ key }) => text(key)));
      expect(entries).toEqual(names);
    } finally {
      cuttable.close();
      await proxy.close();
    }
  });

  it('says at which revision it is, of an empty span too', async () => {
    const { revision } = await put(connection.client, { key: bytes('/here'), value: bytes('1') });
    const pages = await gathered(sourceOf(connection).keys(spanOf(bytes('/nowhere/'))), (page) => [page]);
    expect(pages).toMatchObject([{ keys: [], revision }]);
    expect(await sourceOf(connection).count(spanOf(bytes('/nowhere/')))).toMatchObject({ count: 0, revision });
  });
});

const streaming = etcdBinaries().find(({ version }) => compareVersions(version, '3.7') >= 0);

describe.runIf(streaming !== undefined)('with members of several versions', () => {
  it('reads without streams where the next member has none', async () => {
    const cluster = await startCluster(streaming === undefined ? {} : { binaries: streaming });
    const recorder = await startRpcRecorder(cluster.endpoints[0] ?? '');
    const connection = openConnection(cluster.target({ endpoints: [recorder.endpoint] }));
    try {
      await fill(
        connection,
        Array.from({ length: 500 }, (_, i) => `/mixed/${i % 10}/${i}`),
      );
      const source = sourceOf(connection);
      const read = () => gathered(source.keys(everything), (page) => page.keys.map(({ key }) => text(key)));
      const keys = await read();
      expect(keys).toHaveLength(500);
      const streams = () => recorder.calls.filter((call) => call === 'KV/RangeStream').length;
      expect(streams()).toBeGreaterThan(0);
      const details = 'unknown method RangeStream for service etcdserverpb.KV';
      recorder.treat({ status: 12, details }, 'KV/RangeStream');
      expect(await read()).toEqual(keys);
      const before = streams();
      expect(await read()).toEqual(keys);
      expect(streams()).toBe(before);
    } finally {
      connection.close();
      await recorder.close();
      await cluster.close();
    }
  });
});

describe('without quorum', () => {
  it('reads on from one member where that is wished, and only then', { timeout: 90_000 }, async () => {
    const cluster = await startCluster({ members: 3 });
    const connection = openConnection(cluster.target());
    try {
      await fill(
        connection,
        Array.from({ length: 500 }, (_, i) => `/kept/${i % 10}/${i}`),
      );
      // One member answered the writes; the others may be a moment behind.
      await Promise.all(
        cluster.members.map(({ endpoint }) => connection.client.call((calls) => calls.kv.txn({}), { endpoint })),
      );
      await Promise.all(cluster.members.slice(1).map((member) => member.kill()));
      const alone = sourceOf(connection, true);
      const request = { prefix: bytes('/kept/'), delimiter: bytes('/'), after: null, limit: 100 };
      expect(await gathered(alone.children(request), (page) => page.children)).toHaveLength(10);
      expect(await gathered(alone.keys(everything), (page) => page.keys)).toHaveLength(500);
      expect(await gathered(alone.entries(everything), (page) => page.entries)).toHaveLength(500);
      expect((await alone.count(everything)).count).toBe(500);
      expect((await alone.get(bytes('/kept/3/3'))).entry?.value).toEqual(bytes('value of /kept/3/3'));
      await expect(sourceOf(connection).get(bytes('/kept/3/3'))).rejects.toMatchObject({ retry: true });
    } finally {
      connection.close();
      await cluster.close();
    }
  });
});

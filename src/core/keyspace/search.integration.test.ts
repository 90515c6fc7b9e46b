import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LeaseId } from '../../contract/ids.ts';
import { liveKeys } from '../../contract/key-source.ts';
import type { KeySearchHit, KeySearchNotice, KeySearchRequest, TextMatch } from '../../contract/search.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { sourcesOf } from '../../testing/open-sources.ts';
import { neverOpen } from '../../testing/plain-values.ts';
import { testPorts } from '../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { put } from '../../testing/unguarded-writes.ts';
import { txnPuts } from '../etcd/kv.ts';
import { encodeObject } from '../kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import { createValueCodecs, type OwnedValueCodecs } from '../values/value-codecs.ts';
import { glanceAtNames } from './glance-at-names.ts';
import { searchKeys } from './search.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (some: Uint8Array): string => Buffer.from(some).toString('latin1');
const substring = (some: string, ignoresCase = false): TextMatch => ({ kind: 'substring', text: some, ignoresCase });
const expression = (some: string): TextMatch => ({ kind: 'expression', text: some, ignoresCase: false });

const ports = testPorts(tmpdir());

let cluster: TestCluster;
let connection: TestConnection;
let codecs: OwnedValueCodecs;
let lease: LeaseId;
/** The revision at which each key beneath `/rev/` was written. */
const revisions: number[] = [];

beforeAll(async () => {
  cluster = await startCluster();
  connection = openConnection(cluster.target());
  codecs = createValueCodecs(ports, neverOpen);
  const schema = await loadKubernetesSchema(ports.resourcesFolder);
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { password: btoa('a needle') } };
  const config = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c' },
    data: { sewing: 'needle and thread' },
  };
  const pods = Array.from({ length: 5_000 }, (_, i) => ({
    key: bytes(`/pods/ns-${i % 7}/pod-${String(i).padStart(5, '0')}`),
    value: bytes(i % 100 === 3 ? `name: pod\nimage: nginx-${i}\nend` : 'name: pod\nimage: redis'),
  }));
  for (let at = 0; at < pods.length; at += 128) await txnPuts(connection.client, pods.slice(at, at + 128));
  await txnPuts(connection.client, [
    { key: bytes('/odd/\xff\x00key'), value: bytes('\xff\xfe needle') },
    { key: bytes('/odd/packed'), value: new Uint8Array(gzipSync('a needle in a stack')) },
    { key: bytes('/odd/secret'), value: encodeObject(schema, JSON.stringify(secret), null) },
    { key: bytes('/odd/secret.json'), value: bytes(JSON.stringify({ ...secret, stringData: { word: 'needle' } })) },
    { key: bytes('/odd/config'), value: encodeObject(schema, JSON.stringify(config), null) },
    { key: bytes('/odd/Text'), value: bytes('a NEEDLE here') },
    { key: bytes('/odd/slow'), value: bytes(`${'a'.repeat(60)}!`) },
  ]);
  for (let i = 0; i < 5; i++)
    revisions.push((await put(connection.client, { key: bytes(`/rev/${i}`), value: bytes('v') })).revision);
  // etcdctl prints sixteen digits, as a lease's id has here.
  lease = /lease (\w+) granted/.exec(await cluster.etcdctl('lease', 'grant', '600'))?.[1] as LeaseId;
  await cluster.etcdctl('put', '/leased/key', 'v', `--lease=${lease}`);
});

afterAll(async () => {
  codecs?.close();
  connection?.close();
  await cluster?.close();
});

interface Conditions extends Partial<KeySearchRequest['conditions']> {}

function asked(prefix: string, conditions: Conditions, more: Partial<KeySearchRequest> = {}): KeySearchRequest {
  const none = { name: null, value: null, lease: null, modRevision: null, createRevision: null };
  const whole = { source: liveKeys(connection.id), prefix: bytes(prefix), after: null, limit: 10_000 };
  return { ...whole, conditions: { ...none, ...conditions }, ...more };
}

async function search(request: KeySearchRequest) {
  const source = sourcesOf(connection.open).require(request.source).whole;
  const notices: KeySearchNotice[] = [];
  for await (const notice of searchKeys({ source, codecs, ports }, request)) notices.push(notice);
  const ended = notices.at(-1);
  if (ended?.kind !== 'ended') throw new Error('the search did not end');
  const hits = notices.flatMap((notice): readonly KeySearchHit[] => (notice.kind === 'hits' ? notice.hits : []));
  return { hits, names: hits.map(({ key }) => text(key.key)), ended, notices };
}

describe('by name', () => {
  it('finds a part, in any case where that is asked, and bytes that are no text', async () => {
    expect((await search(asked('/odd/', { name: substring('ext') }))).names).toEqual(['/odd/Text']);
    expect((await search(asked('/odd/', { name: substring('TEXT') }))).names).toEqual([]);
    expect((await search(asked('/odd/', { name: substring('TEXT', true) }))).names).toEqual(['/odd/Text']);
    const name: TextMatch = { kind: 'bytes', bytes: Uint8Array.of(0xff, 0) };
    expect((await search(asked('/odd/', { name }))).names).toEqual(['/odd/\xff\x00key']);
  });

  it('finds an expression, and says what it looked at', async () => {
    const { names, ended } = await search(asked('/pods/', { name: expression('ns-3/.*-0+10$') }));
    expect(names).toEqual(['/pods/ns-3/pod-00010']);
    expect(ended).toMatchObject({ reason: 'complete', scanned: 5_000, skippedValues: 0, next: null });
  });

  it('refuses an expression that does not end on a name', async () => {
    await expect(search(asked('/odd/', { name: expression('^(.|.)+[b]{9}$') }))).resolves.toMatchObject({ names: [] });
    await put(connection.client, { key: bytes(`/trap/${'a'.repeat(60)}`), value: bytes('') });
    await expect(search(asked('/trap/', { name: expression('(a+)+b$') }))).rejects.toMatchObject({
      code: 'BadRequest',
    });
    await expect(search(asked('/odd/', { name: expression('(') }))).rejects.toMatchObject({ code: 'BadRequest' });
  });

  it('ends at its limit, and goes on from there to the same hits', async () => {
    const whole = await search(asked('/pods/', { name: substring('7') }));
    const parts: string[] = [];
    let scanned = 0;
    for (let after: Uint8Array | null = null, isComplete = false; !isComplete; ) {
      const { names, ended } = await search(asked('/pods/', { name: substring('7') }, { after, limit: 300 }));
      parts.push(...names);
      expect(names.length).toBeLessThanOrEqual(300);
      scanned += ended.scanned;
      isComplete = ended.reason === 'complete';
      after = ended.next;
    }
    expect(parts).toEqual(whole.names);
    expect(scanned).toBe(5_000);
  });
});

describe('by revision and lease', () => {
  it('finds keys by when they were written', async () => {
    const modRevision = { from: revisions[1] ?? 0, to: revisions[3] ?? 0 };
    expect((await search(asked('/rev/', { modRevision }))).names).toEqual(['/rev/1', '/rev/2', '/rev/3']);
    const createRevision = { from: revisions[4] ?? 0, to: null };
    expect((await search(asked('/rev/', { createRevision }))).names).toEqual(['/rev/4']);
  });

  it('finds the keys on a lease', async () => {
    const { hits } = await search(asked('', { lease }));
    expect(hits).toMatchObject([{ key: { key: bytes('/leased/key') }, lease, bytes: 1, excerpt: null }]);
  });
});

describe('by value', () => {
  it('finds text with the line that it is in', async () => {
    const { hits, ended } = await search(asked('/pods/', { value: substring('nginx') }));
    expect(hits).toHaveLength(50);
    const first = hits.find(({ key }) => text(key.key).endsWith('pod-00003'));
    expect(first).toMatchObject({ excerpt: { text: 'image: nginx-3', from: 7, to: 12 }, bytes: 28, lease: null });
    expect(ended).toMatchObject({ reason: 'complete', scanned: 5_000 });
  });

  it('looks only at the values of keys that fulfil the rest', async () => {
    const request = asked('/pods/', { name: substring('03'), value: expression('nginx-\\d+03$|nginx-3\\b') });
    const { names } = await search(request);
    expect(names.length).toBeGreaterThan(0);
    expect(names.every((name) => name.includes('03'))).toBe(true);
  });

  it('looks into what is packed, an object, or no text, and not into secrets', async () => {
    const { names, hits, ended } = await search(asked('/odd/', { value: substring('needle', true) }));
    expect(names).toEqual(['/odd/Text', '/odd/config', '/odd/packed', '/odd/\xff\x00key']);
    expect(hits[1]?.excerpt?.text).toMatch(/^ *sewing: needle and thread$/);
    expect(ended.skippedValues).toBe(2);
    const value: TextMatch = { kind: 'bytes', bytes: bytes('needle') };
    const raw = await search(asked('/odd/', { value }));
    expect(raw.names).toEqual(['/odd/config', '/odd/\xff\x00key']);
    expect(raw.ended.skippedValues).toBe(2);
    // By their names they are found like any key.
    const byName = await search(asked('/odd/', { name: substring('secret') }));
    expect(byName.names).toEqual(['/odd/secret', '/odd/secret.json']);
  });

  it('leaves out a value on which an expression does not end, and counts it', async () => {
    const { names, ended } = await search(asked('/odd/', { value: expression('^(a+)+$|here') }));
    expect(names).toEqual(['/odd/Text']);
    // The one, and two secrets.
    expect(ended.skippedValues).toBe(3);
  });
});

it('says how far it is, of how many', async () => {
  const { notices } = await search(asked('', { value: expression('nothing like it') }));
  const progress = notices.flatMap((notice) => (notice.kind === 'progress' ? [notice] : []));
  expect(progress.length).toBeGreaterThan(0);
  for (const [index, { scanned }] of progress.entries()) {
    expect(scanned).toBeGreaterThan(progress[index - 1]?.scanned ?? 0);
  }
  const totals = progress.flatMap(({ total }) => (total === null ? [] : [total]));
  expect(totals.every((total) => total > 5_000)).toBe(true);
});

it('stops at once when it is left', async () => {
  const request = asked('', { value: substring('e') });
  const source = sourcesOf(connection.open).require(request.source).whole;
  const notices = searchKeys({ source, codecs, ports }, request)[Symbol.asyncIterator]();
  expect((await notices.next()).value).toMatchObject({ kind: 'hits' });
  const waiting = notices.next();
  await notices.return?.();
  expect(await waiting).toMatchObject({});
  expect(await notices.next()).toMatchObject({ done: true });
});

describe('a glance', () => {
  interface Glanced {
    readonly isThere: boolean | null;
    readonly keys: readonly string[];
    readonly looked: number;
    readonly isComplete: boolean;
  }

  async function glance(name: string, changes: { limit?: number; within?: string; besides?: string } = {}) {
    const { limit = 8, within = '', besides } = changes;
    const source = sourcesOf(connection.open).require(liveKeys(connection.id)).whole;
    let glanced: Glanced = { isThere: false, keys: [], looked: 0, isComplete: false };
    const prefixes = besides === undefined ? [] : [bytes(besides)];
    const kinds = new Set<string>();
    for await (const notice of glanceAtNames(source, { name, limit, within: bytes(within), besides: prefixes })) {
      kinds.add(notice.kind);
      if (notice.kind === 'exact') glanced = { ...glanced, isThere: notice.isThere };
      else if (notice.kind === 'keys') {
        glanced = { ...glanced, keys: [...glanced.keys, ...notice.keys.map(({ key }) => text(key))] };
      } else glanced = { ...glanced, looked: notice.looked, isComplete: notice.isComplete };
    }
    expect([...kinds].at(0)).toBe('exact');
    expect([...kinds].at(-1)).toBe('ended');
    return glanced;
  }

  it('tells whether a key is there, and which begin with its name', async () => {
    expect(await glance('/odd/secret')).toMatchObject({ isThere: true, keys: ['/odd/secret.json'], isComplete: true });
    expect(await glance('/odd/sec')).toMatchObject({ isThere: false, keys: ['/odd/secret', '/odd/secret.json'] });
  });

  it('finds names that contain it in any case, as many as are wanted', async () => {
    expect(await glance('tEXT')).toMatchObject({ isThere: false, keys: ['/odd/Text'], isComplete: true });
    const pods = await glance('pod-0001', { limit: 5 });
    expect(pods.keys).toHaveLength(5);
    expect(pods.isComplete).toBe(false);
  });

  it('looks at every name, and says how many they are', async () => {
    const { keys, looked, isComplete } = await glance('no such name');
    expect(keys).toEqual([]);
    expect(isComplete).toBe(true);
    expect(looked).toBeGreaterThan(5_000);
  });

  it('leaves out what lies beside, but for its beginning, and looks where it is told to', async () => {
    const beside = await glance('01234', { besides: '/pods/' });
    expect(beside).toMatchObject({ keys: [], isComplete: true });
    expect(beside.looked).toBe((await glance('01234')).looked - 5_000);
    expect((await glance('/pods/ns-2/pod-0123', { besides: '/pods/' })).keys).toEqual(['/pods/ns-2/pod-01234']);
    expect((await glance('needle', { within: '/rev/' })).looked).toBe(5);
  });
});

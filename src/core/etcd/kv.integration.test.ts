import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { put } from '../../testing/unguarded-writes.ts';
import { EtcdClient } from './client.ts';
import { prefixEnd, range, txnPuts } from './kv.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const texts = (kvs: readonly { readonly key: Uint8Array }[]): string[] =>
  kvs.map(({ key }) => Buffer.from(key).toString());

let cluster: TestCluster;
let client: EtcdClient;

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
});

afterAll(async () => {
  client?.close();
  await cluster?.close();
});

describe('a range', () => {
  beforeAll(() =>
    txnPuts(
      client,
      ['a', 'b', 'c', 'd'].map((name) => ({ key: bytes(`range/${name}`), value: bytes(name) })),
    ),
  );
  const prefix = bytes('range/');

  it('gives keys in order, up to its limit, and says how many there are', async () => {
    const page = await range(client, { key: prefix, rangeEnd: prefixEnd(prefix), limit: 3 });
    expect(texts(page.kvs)).toEqual(['range/a', 'range/b', 'range/c']);
    expect(page).toMatchObject({ more: true, count: 4, endpoint: cluster.endpoints[0] });
    expect(page.kvs[0]).toMatchObject({ version: 1, lease: null, value: bytes('a') });
  });

  it('leaves out the values, or everything but the count', async () => {
    const keys = await range(client, { key: prefix, rangeEnd: prefixEnd(prefix), keysOnly: true });
    expect(keys.kvs.map(({ value }) => value.length)).toEqual([0, 0, 0, 0]);
    const count = await range(client, { key: prefix, rangeEnd: prefixEnd(prefix), countOnly: true });
    expect(count).toMatchObject({ kvs: [], count: 4 });
  });

  it('reaches every key from an empty one', async () => {
    const all = await range(client, { key: bytes(''), rangeEnd: prefixEnd(bytes('')), serializable: true });
    expect(all.count).toBeGreaterThanOrEqual(4);
  });

  it('reads the past, up to a compaction, and not the future', async () => {
    const key = bytes('past');
    const first = await put(client, { key, value: bytes('1') });
    const second = await put(client, { key, value: bytes('2') });
    const then = await range(client, { key, revision: first.revision });
    expect(then.kvs[0]).toMatchObject({ value: bytes('1'), version: 1 });
    await cluster.etcdctl('compact', String(second.revision));
    await expect(range(client, { key, revision: first.revision })).rejects.toMatchObject({ code: 'Compacted' });
    await expect(range(client, { key, revision: second.revision + 99 })).rejects.toMatchObject({ code: 'FutureRev' });
  });

  it('keeps binary keys, empty values and values of 1.4 MB as they are', async () => {
    const key = Uint8Array.from([0, 255, 10, 128, 0]);
    const value = new Uint8Array(1_400_000).fill(0xfe);
    await put(client, { key, value });
    const { kvs } = await range(client, { key });
    expect(kvs[0]?.key).toEqual(key);
    expect(Buffer.compare(kvs[0]?.value ?? key, value)).toBe(0);
    await put(client, { key, value: new Uint8Array() });
    expect((await range(client, { key })).kvs[0]?.value).toEqual(new Uint8Array());
  });

  it('takes answers far larger than gRPC does by default', async () => {
    const value = new Uint8Array(1_000_000);
    for (const name of ['1', '2', '3', '4', '5', '6']) await put(client, { key: bytes(`large/${name}`), value });
    const large = await range(client, { key: bytes('large/'), rangeEnd: prefixEnd(bytes('large/')) });
    expect(large.kvs.reduce((sum, kv) => sum + kv.value.length, 0)).toBe(6_000_000);
  });
});

it('is told by name what the server refuses', async () => {
  await expect(put(client, { key: bytes('big'), value: new Uint8Array(1_700_000) })).rejects.toMatchObject({
    code: 'RequestTooLarge',
  });
  // Larger than the server's gRPC limit, so it never reaches etcd's own check.
  await expect(put(client, { key: bytes('big'), value: new Uint8Array(3_000_000) })).rejects.toMatchObject({
    code: 'RequestTooLarge',
  });
  await expect(put(client, { key: bytes(''), value: bytes('') })).rejects.toMatchObject({ code: 'EmptyKey' });
  const tooMany = Array.from({ length: 129 }, (_, n) => ({ key: bytes(`many/${n}`), value: bytes('') }));
  await expect(txnPuts(client, tooMany)).rejects.toMatchObject({ code: 'TooManyOps' });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LeaseId } from '../../contract/ids.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from './client.ts';
import { range, txnPuts } from './kv.ts';
import { status } from './maintenance.ts';
import { type GuardedWrite, passThroughLog, readEach, writeGuarded } from './txn.ts';
import { learnLimits, txnLimits } from './txn-limits.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

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

const create = (name: string, value = name): GuardedWrite => ({
  key: bytes(name),
  expectedModRevision: 0,
  put: { value: bytes(value), lease: null },
});
const get = async (name: string) => (await range(client, { key: bytes(name) })).kvs[0];

describe('a guarded transaction', () => {
  it('creates a key only where there is none', async () => {
    const { revision } = await writeGuarded(client, [create('new', '1')]);
    expect(await get('new')).toMatchObject({ version: 1, createRevision: revision, modRevision: revision });
    await expect(writeGuarded(client, [create('new', '2')])).rejects.toMatchObject({
      code: 'Conflict',
      detail: { currentModRevision: revision, key: 'new' },
    });
    expect((await get('new'))?.value).toEqual(bytes('1'));
  });

  it('replaces the version it was made from, and no other; 0 says that the key is gone', async () => {
    const { revision } = await writeGuarded(client, [create('replace', '1')]);
    const second: GuardedWrite = { ...create('replace', '2'), expectedModRevision: revision };
    const { revision: latest } = await writeGuarded(client, [second]);
    expect(await get('replace')).toMatchObject({ version: 2, createRevision: revision, modRevision: latest });
    await expect(writeGuarded(client, [second])).rejects.toMatchObject({ detail: { currentModRevision: latest } });
    await writeGuarded(client, [{ ...second, expectedModRevision: latest, put: null }]);
    expect(await get('replace')).toBeUndefined();
    await expect(writeGuarded(client, [second])).rejects.toMatchObject({ detail: { currentModRevision: 0 } });
  });

  it('writes all of its keys or none, and names the one that is in the way', async () => {
    const { revision } = await writeGuarded(client, [create('all/1'), create('all/2'), create('all/3')]);
    const overtaken = await writeGuarded(client, [{ ...create('all/2', 'x'), expectedModRevision: revision }]);
    const change = (name: string) => ({ ...create(name, 'y'), expectedModRevision: revision });
    await expect(
      writeGuarded(client, [change('all/1'), change('all/2'), { ...change('all/3'), put: null }]),
    ).rejects.toMatchObject({
      code: 'Conflict',
      detail: { key: 'all/2', currentModRevision: overtaken.revision },
    });
    expect((await get('all/1'))?.value).toEqual(bytes('all/1'));
    expect(await get('all/3')).toBeDefined();
  });

  it('gives a key the lease that is named, and takes it away', async () => {
    // Found by its text: etcdctl prints the id as the contract has it.
    const lease = /lease (\w+) granted/.exec(await cluster.etcdctl('lease', 'grant', '600'))?.[1] as LeaseId;
    const leased: GuardedWrite = { key: bytes('leased'), expectedModRevision: 0, put: { value: bytes('1'), lease } };
    const { revision } = await writeGuarded(client, [leased]);
    expect(await get('leased')).toMatchObject({ lease });
    await writeGuarded(client, [{ ...create('leased', '2'), expectedModRevision: revision }]);
    expect(await get('leased')).toMatchObject({ lease: null });
    const unknown = {
      ...leased,
      key: bytes('elsewhere'),
      put: { value: bytes('1'), lease: '00000000000000ff' as LeaseId },
    };
    await expect(writeGuarded(client, [unknown])).rejects.toMatchObject({ code: 'LeaseNotFound' });
  });

  it('is refused by name where it has too many operations or is too large, and what it was is learnt from it', async () => {
    const many = Array.from({ length: 129 }, (_, n) => create(`many/${n}`));
    const refusal = await writeGuarded(client, many).catch((error) => error);
    expect(refusal).toMatchObject({ code: 'TooManyOps' });
    expect(learnLimits(client, refusal, { ops: 129, bytes: 10_000 })).toBe(true);
    expect(txnLimits(client)).toEqual({ ops: 64, bytes: 1_500_000 });
    const large = [create('large/1', 'x'.repeat(800_000)), create('large/2', 'x'.repeat(800_000))];
    const tooLarge = await writeGuarded(client, large).catch((error) => error);
    expect(tooLarge).toMatchObject({ code: 'RequestTooLarge' });
    expect(learnLimits(client, tooLarge, { ops: 2, bytes: 1_600_000 })).toBe(true);
    expect(learnLimits(client, tooLarge, { ops: 1, bytes: 1_600_000 })).toBe(false);
    expect(txnLimits(client)).toEqual({ ops: 64, bytes: 800_000 });
    expect(await get('large/1')).toBeUndefined();
  });
});

it('reads keys wherever they are, on a connection that takes no writes, too', async () => {
  await txnPuts(client, [
    { key: bytes('read/1'), value: bytes('1') },
    { key: bytes('read/3'), value: bytes('3') },
  ]);
  const guarded = new EtcdClient({
    ...cluster.target(),
    admitWrite: () => {
      throw new Error('no writes');
    },
  });
  const keys = ['read/3', 'read/2', 'read/1'].map(bytes);
  const { found } = await readEach(guarded, keys);
  expect(found.map((entry) => entry && Buffer.from(entry.value).toString())).toEqual(['3', null, '1']);
  const { found: bare } = await readEach(guarded, keys, { keysOnly: true });
  expect(bare[0]).toMatchObject({ version: 1, value: new Uint8Array() });
  await expect(writeGuarded(guarded, [create('read/4')])).rejects.toThrow('no writes');
  guarded.close();
});

it.each(['passed', 'passed/absent'])('passes through the log and writes nothing: %s', async (name) => {
  const { revision } = await writeGuarded(client, [create(`${name}/before`)]);
  if (name === 'passed') await writeGuarded(client, [create(name)]);
  const held = await get(name);
  const endpoint = cluster.endpoints[0] ?? '';
  const { raftIndex } = await status(client, endpoint);
  await passThroughLog(client, bytes(name));
  expect((await status(client, endpoint)).raftIndex).toBeGreaterThan(raftIndex);
  expect(await get(name)).toEqual(held);
  expect((await range(client, { key: bytes(name) })).revision).toBe(revision + (name === 'passed' ? 1 : 0));
});

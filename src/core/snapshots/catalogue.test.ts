import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClusterId, ConnectionId, MemberId } from '../../contract/ids.ts';
import { testPorts } from '../../testing/ports.ts';
import { openCatalogue, type SnapshotRecord } from './catalogue.ts';

const one = 'c0ffee' as ClusterId; // any id will do
const other = 'cafe' as ClusterId;

let folder: string;
let document: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-catalogue-'));
  document = join(folder, 'snapshots.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As another process of the same settings folder opens it. */
const opened = () => openCatalogue(testPorts(folder));

const aRecord = (changes: Partial<SnapshotRecord> = {}): SnapshotRecord => ({
  file: join(folder, 'a.db'),
  bytes: 3,
  sha256: 'ab'.repeat(32),
  revision: 12,
  member: '8e9e05c52164694d' as MemberId, // made up, as is the connection's
  clusterId: one,
  connection: 'c1' as ConnectionId,
  at: 1_000,
  ...changes,
});
const files = async (clusterId = one) => (await opened().of(clusterId)).map(({ file }) => file);
const written = async (contents: unknown): Promise<void> => writeFile(document, JSON.stringify(contents));

it('lists a cluster’s snapshots, newest first, and no other cluster’s', async () => {
  await opened().add(aRecord());
  await opened().add(aRecord({ file: join(folder, 'c.db'), at: 3_000 }));
  await opened().add(aRecord({ file: join(folder, 'b.db'), at: 2_000 }));
  await opened().add(aRecord({ file: join(folder, 'd.db'), at: 4_000, clusterId: other }));
  expect(await files()).toEqual(['c.db', 'b.db', 'a.db'].map((name) => join(folder, name)));
  expect(await files(other)).toEqual([join(folder, 'd.db')]);
  expect((await opened().of(one))[2]).toEqual({ ...aRecord(), isThere: false });
});

it('keeps all that several processes add at once', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, n) => opened().add(aRecord({ file: join(folder, `${n}.db`), at: n }))),
  );
  expect(await files()).toHaveLength(20);
});

it('says whether a file of this size is there', async () => {
  await opened().add(aRecord());
  const isThere = async () => (await opened().of(one))[0]?.isThere;
  expect(await isThere()).toBe(false);
  await writeFile(join(folder, 'a.db'), 'abc');
  expect(await isThere()).toBe(true);
  await writeFile(join(folder, 'a.db'), 'abcd');
  expect(await isThere()).toBe(false);
  await rm(join(folder, 'a.db'));
  await mkdir(join(folder, 'a.db'));
  expect(await isThere()).toBe(false);
});

it('has one snapshot of a name: what had it before is gone', async () => {
  await opened().add(aRecord());
  await opened().add(aRecord({ at: 2_000, clusterId: other }));
  expect(await files()).toEqual([]);
  expect(await files(other)).toHaveLength(1);
});

it('keeps the newest hundred of a cluster, whatever other clusters have', async () => {
  const many = Array.from({ length: 150 }, (_, n) => aRecord({ file: join(folder, `${n}.db`), at: 1_000 + n }));
  await written({ snapshots: [aRecord({ file: join(folder, 'o.db'), at: 1, clusterId: other }), ...many] });
  await opened().add(aRecord({ at: 5_000 }));
  expect(await files()).toHaveLength(100);
  expect((await files())[0]).toBe(join(folder, 'a.db'));
  expect(await files(other)).toHaveLength(1);
  const kept: { readonly snapshots: readonly unknown[] } = JSON.parse(await readFile(document, 'utf8'));
  expect(kept.snapshots).toHaveLength(101);
});

it('keeps the hundred clusters that were saved last', async () => {
  const many = Array.from({ length: 150 }, (_, n) =>
    aRecord({ file: join(folder, `${n}.db`), at: 1_000 + n, clusterId: `c${n + 1}` as ClusterId }),
  );
  await written({ snapshots: many });
  expect(await files('c150' as ClusterId)).toHaveLength(1);
  expect(await files('c51' as ClusterId)).toHaveLength(1);
  expect(await files('c50' as ClusterId)).toEqual([]);
});

it('takes from a file only what is a record', async () => {
  const odd: readonly unknown[] = [
    null,
    7,
    'x',
    [],
    {},
    { ...aRecord(), file: 'relative.db' },
    { ...aRecord(), file: '/a\0b' },
    { ...aRecord(), file: `/${'a'.repeat(5_000)}` },
    { ...aRecord(), bytes: -1 },
    { ...aRecord(), bytes: '3' },
    { ...aRecord(), sha256: 'AB' },
    { ...aRecord(), member: '0x12' },
    { ...aRecord(), clusterId: `${one}\n` },
    { ...aRecord(), connection: '' },
    { ...aRecord(), at: Number.MAX_VALUE },
    { ...aRecord(), at: 9_000_000_000_000_000 },
  ];
  await written({ snapshots: [...odd, aRecord()] });
  expect(await opened().of(one)).toEqual([{ ...aRecord(), isThere: false }]);
});

it('hands on nothing that a newer version added, and keeps it', async () => {
  await written({ snapshots: [{ ...aRecord(), kept: 'daily' }], schedules: [1] });
  expect(await opened().of(one)).toEqual([{ ...aRecord(), isThere: false }]);
  await opened().add(aRecord({ file: join(folder, 'b.db') }));
  expect(JSON.parse(await readFile(document, 'utf8'))).toMatchObject({
    snapshots: [{}, { kept: 'daily' }],
    schedules: [1],
  });
});

it.each(['{', '[]', '{"snapshots":{"length":1e9}}'])('leaves a damaged file as it is: %s', async (contents) => {
  await writeFile(document, contents);
  await expect(opened().of(one)).rejects.toMatchObject({ code: 'SettingsDamaged' });
  await expect(opened().add(aRecord())).rejects.toMatchObject({ code: 'SettingsDamaged' });
  expect(await readFile(document, 'utf8')).toBe(contents);
});

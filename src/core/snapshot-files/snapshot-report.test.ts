import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { usualForm, writeBolt } from '../../testing/snapshots/bolt-writer.ts';
import { etcdBuckets, numberField, type StoredRevision } from '../../testing/snapshots/etcd-database.ts';
import { readHere } from '../../testing/snapshots/read-here.ts';
import { manyRevisions, writeSmallDatabase } from '../../testing/snapshots/small-database.ts';
import { fingerprintOf } from './fingerprint.ts';
import { SnapshotIndex } from './snapshot-index.ts';
import { SnapshotValues } from './snapshot-values.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'etcdeck-snapshot-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (revisions: Iterable<StoredRevision>, more: object = {}, form = usualForm): string => {
  const file = join(folder, `${Math.random()}.db`);
  writeBolt(file, etcdBuckets({ revisions, ...more }), form);
  return file;
};
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

it.each([1_024, 4_096, 16_384, 65_536])(
  'reads a database with pages of %i bytes, and finds nothing wrong',
  async (pageSize) => {
    const file = join(folder, `pages-${pageSize}.db`);
    writeSmallDatabase(file, { ...usualForm, pageSize });
    const { report } = await readHere(file);
    expect(report.integrity).toEqual({ verdict: 'ok', findings: [], found: 0 });
    const last = new Map([...manyRevisions()].map((state) => [String(state.key), state]));
    const liveKeys = [...last.values()].filter(({ value }) => value !== undefined).length;
    expect(report.figures).toMatchObject({ pageSize, liveKeys, totalLiveKeys: liveKeys, revision: 901 });
    expect(liveKeys).toBeLessThan(last.size);
  },
);

it('checks the list of free pages of an old file', async () => {
  const file = join(folder, 'free.db');
  writeSmallDatabase(file, { ...usualForm, freePages: 7 });
  expect((await readHere(file)).report.integrity.findings).toEqual([]);
});

it('takes a copy of a data-dir for what it is', async () => {
  const file = join(folder, 'copy.db');
  writeSmallDatabase(file, { ...usualForm, hasTrailer: false });
  const { integrity } = (await readHere(file)).report;
  expect(integrity.verdict).toBe('unverifiable');
  expect(integrity.findings.map(({ code }) => code)).toEqual(['NoTrailer']);
});

it('has every state of every key where it is, and its value', async () => {
  const file = join(folder, 'states.db');
  writeSmallDatabase(file);
  const columns = (await readHere(file)).pass.keys?.columns;
  if (columns === undefined) throw new Error('the keys were not read');
  const index = new SnapshotIndex({ columns, shortcuts: null });
  const written = [...manyRevisions()];
  const keys = [...new Set(written.map(({ key }) => String(key)))].sort();
  expect(Array.from({ length: index.length }, (_, place) => textOf(index.key(place)))).toEqual(keys);
  const values = await SnapshotValues.open(file, await fingerprintOf(file));
  for (const [place, key] of keys.entries()) {
    const states = written.filter((one) => one.key === key);
    const { from, to } = index.recordsOf(place);
    expect(to - from).toBe(states.length);
    for (const [at, state] of states.entries()) {
      expect(index.mainOf(from + at)).toBe(state.main);
      expect(index.isDeletion(from + at)).toBe(state.value === undefined);
      if (state.value === undefined) continue;
      const record = index.record(from + at);
      expect(record).toMatchObject({
        createRevision: state.createRevision,
        version: state.version,
        modRevision: state.main,
      });
      expect(record.lease).toBe(state.lease ? state.lease.toString(16).padStart(16, '0') : null);
      const [value] = await values.read([record]);
      expect(Buffer.from(value ?? []).equals(Buffer.from(state.value as Uint8Array))).toBe(true);
    }
  }
  await values.close();
});

it('hides the empty key of a raised revision, which etcdutl 3.6 counts', async () => {
  const revisions: readonly StoredRevision[] = [{ main: 2, key: '/a', value: 'a' }];
  const bump = [Buffer.from('000000003b9aca025f0000000000000000', 'hex'), ''] as const;
  const buckets = etcdBuckets({ revisions, scheduledCompact: 1_000_000_002, finishedCompact: 0 });
  const file = join(folder, 'bumped.db');
  const raised = buckets.map((bucket) =>
    bucket.name === 'key' ? { ...bucket, entries: [...bucket.entries, [bump[0], Buffer.alloc(0)] as const] } : bucket,
  );
  writeBolt(file, raised);
  const { report, pass } = await readHere(file);
  expect(report.figures).toMatchObject({ liveKeys: 1, totalLiveKeys: 2, revision: 1_000_000_002, revisions: 2 });
  expect(pass.keys?.columns.keyEnds.length).toBe(1);
  expect(report.integrity.verdict).toBe('ok');
  expect(report.integrity.findings.map(({ code }) => code)).toEqual(['CompactionUnfinished', 'RevisionBumped']);
});

it('knows which records a compaction leaves, and which are missing', async () => {
  const chain: readonly StoredRevision[] = [
    { main: 5, key: '/a', value: '3', createRevision: 2, version: 3 },
    { main: 6, key: '/b' },
    { main: 7, key: '/a', value: '4', createRevision: 2, version: 4 },
    { main: 8, key: '/b', value: '1' },
  ];
  const codes = async (file: string): Promise<readonly string[]> =>
    (await readHere(file)).report.integrity.findings.map(({ code }) => code);
  expect(await codes(write(chain, { scheduledCompact: 6 }))).toEqual([]);
  expect(await codes(write(chain, { scheduledCompact: 5 }))).toEqual(['RecordMissing']);
  expect(await codes(write(chain))).toEqual(['RecordMissing', 'RecordMissing']);
  expect(
    await codes(write(chain.toSpliced(2, 1, { ...chain[2], main: 7, key: '/a', version: 5 }), { scheduledCompact: 6 })),
  ).not.toEqual([]);
});

it('takes nothing for damage that a later etcd may write', async () => {
  const alarm = [Buffer.concat([...numberField(1, 7n), ...numberField(2, 9n)]), ''] as const;
  const { integrity, inside } = (await readHere(write([], { entries: { alarm: [alarm], later: [['a', 'b']] } })))
    .report;
  expect(integrity.findings).toEqual([]);
  expect(inside?.alarms).toEqual([]);
  expect(inside?.buckets).toContainEqual({ name: 'later', records: 1 });
});

it('says what is inside, and no password', async () => {
  const file = join(folder, 'inside.db');
  writeSmallDatabase(file);
  const { inside } = (await readHere(file)).report;
  expect(inside).toMatchObject({
    members: [
      { id: '8e9e05c52164694d', name: 'a', peerURLs: ['http://10.0.0.1:2380'], isLearner: false },
      { id: '91bc3c398fb3c146', name: '', clientURLs: [], isLearner: true },
    ],
    removedMembers: ['fd422379fda50e48'],
    leaseCount: 1,
    isAuthEnabled: true,
    users: [{ name: 'root', roles: ['root'], hasPassword: true }],
    alarms: [{ member: '8e9e05c52164694d', alarm: 'NOSPACE' }],
    clusterVersion: '3.5.0',
    storageVersion: null,
  });
  expect(inside?.roles[0]?.permissions.map(({ type }) => type)).toEqual(['read', 'readwrite']);
  expect(JSON.stringify(inside)).not.toContain('$2a$');
});

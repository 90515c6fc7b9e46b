import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import { testPorts } from '../../testing/ports.ts';
import { writeBolt } from '../../testing/snapshots/bolt-writer.ts';
import { etcdBuckets, type StoredRevision } from '../../testing/snapshots/etcd-database.ts';
import { writeSmallDatabase } from '../../testing/snapshots/small-database.ts';
import type { Ports } from '../ports.ts';
import { fingerprintOf } from './fingerprint.ts';
import { hashOfSnapshot, type ReadSnapshot, readSnapshot, readSnapshotReport } from './read-snapshot.ts';
import { SnapshotValues } from './snapshot-values.ts';

let folder: string;
let file: string;
let ports: Ports;
/** How many threads were started. */
let threads = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'etcdeck-read-'));
  file = join(folder, 'small.db');
  writeSmallDatabase(file);
  const real = testPorts(join(folder, 'settings'));
  ports = {
    ...real,
    workerFile() {
      threads++;
      return real.workerFile();
    },
  };
  mkdirSync(ports.settingsFolder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const options = { signal: new AbortController().signal, onDidRead: () => undefined, isFresh: false };

async function reading(of = file, isFresh = false): Promise<{ readonly read: ReadSnapshot; readonly threads: number }> {
  const before = threads;
  const read = await readSnapshot(ports, of, { ...options, isFresh });
  onTestFinished(async () => read.index?.close());
  return { read, threads: threads - before };
}

/** Everything that an index says, read again from the file where it was damaged. */
async function contentOf({ index }: ReadSnapshot): Promise<readonly unknown[]> {
  if (index === null) throw new Error('there is no index');
  for (;;) {
    await index.ready();
    try {
      return Array.from({ length: index.length }, (_, place) => {
        const { from, to } = index.recordsOf(place);
        const records = Array.from({ length: to - from }, (_, at) =>
          index.isDeletion(from + at) ? index.mainOf(from + at) : index.record(from + at),
        );
        return [Buffer.from(index.key(place)).toString('latin1'), records];
      });
    } catch (error) {
      if (!(error instanceof EtcdeckError && error.code === 'IndexDamaged')) throw error;
      // Whoever else opens the file reads it whole.
      expect(caches()).toEqual([]);
    }
  }
}

const caches = (): readonly string[] => readdirSync(join(ports.settingsFolder, 'snapshot-index'));
const cacheFile = (): string => join(ports.settingsFolder, 'snapshot-index', caches()[0] ?? '');

it('reads an unchanged file once, by whatever path it is named', async () => {
  const first = await reading();
  expect(first.threads).toBe(2);
  const again = await reading();
  expect(again.threads).toBe(0);
  expect(again.read).toEqual(first.read);
  const link = join(folder, 'link.db');
  symlinkSync(file, link);
  const linked = await reading(link);
  expect(linked.threads).toBe(0);
  expect(linked.read.report.file).toBe(link);
  expect((await readSnapshotReport(ports, file, options)).report).toEqual(first.read.report);
  expect(caches()).toHaveLength(1);
  expect(statSync(cacheFile()).mode & 0o777).toBe(0o600);
  expect((await reading(file, true)).threads).toBe(2);
});

it('says when the file was read, also where it is not read again', async () => {
  let now = 1_000;
  const dated = { ...ports, clock: { ...ports.clock, now: () => now } };
  const readAt = async (isFresh: boolean) => (await readSnapshotReport(dated, file, { ...options, isFresh })).readAt;
  expect(await readAt(true)).toBe(1_000);
  now = 2_000;
  expect(await readAt(false)).toBe(1_000);
  expect(await readAt(true)).toBe(2_000);
});

it('tells how far it is, and stops when it is told to', async () => {
  const told: number[] = [];
  const onDidRead = (doneBytes: number, totalBytes: number): void => void told.push(doneBytes / totalBytes);
  await readSnapshot(ports, file, { ...options, onDidRead, isFresh: true });
  expect(told.length).toBeGreaterThan(0);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  await expect(
    readSnapshot(ports, file, { ...options, signal: AbortSignal.abort(), isFresh: true }),
  ).rejects.toMatchObject({
    code: 'Cancelled',
  });
});

it('never trusts a damaged cache', async () => {
  const { read } = await reading(file, true);
  const content = await contentOf(read);
  const kept = cacheFile();
  const whole = readFileSync(kept);
  for (let at = 0; at < whole.length; at += Math.floor(whole.length / 4)) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    for (const damaged of [bytes, bytes.subarray(0, at)]) {
      writeFileSync(kept, damaged);
      const again = (await reading()).read;
      expect(again.report).toEqual(read.report);
      expect(await contentOf(again)).toEqual(content);
    }
  }
});

it('finds a part of a kept index damaged when it is read first, and reads the file again', async () => {
  const { read } = await reading(file, true);
  const content = await contentOf(read);
  const kept = cacheFile();
  // The first key is what the bytes of keys begin with.
  const damaged = readFileSync(kept);
  const at = damaged.indexOf('/registry/pods');
  expect(at).toBeGreaterThan(0);
  damaged[at] = 0;
  writeFileSync(kept, damaged);
  const { read: again, threads: started } = await reading();
  expect(started).toBe(0);
  expect(() => again.index?.key(0)).toThrow(expect.objectContaining({ code: 'IndexDamaged', retry: true }));
  expect(caches()).toEqual([]);
  expect(await contentOf(again)).toEqual(content);
  expect(caches()).toHaveLength(1);
});

it('finds every key, and the places between them, by the samples that are kept', async () => {
  const fresh = (await reading(file, true)).read.index;
  const kept = (await reading()).read.index;
  if (fresh === null || kept === null) throw new Error('there is no index');
  expect(fresh.length).toBeGreaterThan(3 * 64);
  for (let place = 0; place < fresh.length; place++) {
    const key = fresh.key(place);
    const behind = Buffer.concat([key, Buffer.of(0)]);
    expect([kept.placeOf(key), kept.placeOf(behind), fresh.placeOf(behind)]).toEqual([place, place + 1, place + 1]);
  }
  expect([kept.placeOf(new Uint8Array()), kept.placeOf(Buffer.of(255))]).toEqual([0, kept.length]);
});

it('reads nothing of an index that is closed, and takes it for damaged by no means', async () => {
  await reading();
  const { index } = await readSnapshot(ports, file, options);
  await index?.close();
  expect(() => index?.key(0)).toThrow(expect.objectContaining({ code: 'Cancelled' }));
  expect(caches()).toHaveLength(1);
});

it('refuses to mend a damaged index by a file that has changed', async () => {
  const changed = join(folder, 'mended.db');
  writeSmallDatabase(changed);
  await reading(changed);
  const kept = caches().map((name) => join(ports.settingsFolder, 'snapshot-index', name));
  for (const one of kept) {
    const bytes = readFileSync(one);
    bytes.fill(0, bytes.indexOf('/registry/pods'), bytes.indexOf('/registry/pods') + 4);
    writeFileSync(one, bytes);
  }
  const { index } = (await reading(changed)).read;
  expect(() => index?.key(0)).toThrow(expect.objectContaining({ code: 'IndexDamaged' }));
  utimesSync(changed, new Date(), new Date(0));
  await expect(index?.ready()).rejects.toMatchObject({ code: 'SnapshotChanged' });
  rmSync(changed);
});

it('reports nothing of a file that changes while it is read', async () => {
  const busy = join(folder, 'busy.db');
  writeSmallDatabase(busy);
  const onDidRead = (): void => appendFileSync(busy, 'more');
  await expect(readSnapshot(ports, busy, { ...options, onDidRead })).rejects.toMatchObject({ code: 'SnapshotChanged' });
});

it('reads a file again once it has changed', async () => {
  const changed = join(folder, 'changed.db');
  writeSmallDatabase(changed);
  const { read } = await reading(changed);
  utimesSync(changed, new Date(), new Date(0));
  const again = await reading(changed);
  expect(again.threads).toBe(2);
  expect(again.read.fingerprint).not.toBe(read.fingerprint);
  await expect(SnapshotValues.open(changed, read.fingerprint)).rejects.toMatchObject({ code: 'SnapshotChanged' });
});

it('says that a description beside it is of other contents, also where the file is not read again', async () => {
  const described = join(folder, 'described.db');
  writeSmallDatabase(described);
  const { report } = (await reading(described)).read;
  const facts = { endpoint: 'http://127.0.0.1:2379', member: '8e9e05c52164694d', clusterId: 'c0ffee', at: 0 };
  const description = { ...facts, etcdVersion: null, sha256: report.sha256, revision: null, connection: 'prod' };
  writeFileSync(`${described}.json`, JSON.stringify(description));
  expect((await reading(described)).read.report).toEqual(report);
  writeFileSync(`${described}.json`, JSON.stringify({ ...description, sha256: 'ee'.repeat(32) }));
  const { integrity } = (await readSnapshotReport(ports, described, options)).report;
  expect(integrity).toMatchObject({ verdict: 'ok', found: 1, findings: [{ code: 'DescriptionDiffers' }] });
  expect((await reading(described)).read.report.integrity).toEqual(integrity);
});

it('reads values whatever their order, and refuses others than were indexed', async () => {
  const { read } = await reading();
  const index = read.index;
  if (index === null) throw new Error('there is no index');
  const records = Array.from({ length: index.length }, (_, place) => index.recordAt(place, 1_000))
    .filter((record) => record !== null)
    .map((record) => index.record(record));
  const values = await SnapshotValues.open(file, await fingerprintOf(file));
  const forwards = await values.read(records);
  expect(await values.read(records.toReversed())).toEqual(forwards.toReversed());
  expect(forwards.map(({ length }) => length)).toEqual(records.map(({ valueLength }) => valueLength));
  const first = records[0];
  if (first === undefined) throw new Error('there is no record');
  await expect(values.read([{ ...first, valueOffset: first.valueOffset + 1 }])).rejects.toMatchObject({
    code: 'SnapshotChanged',
  });
  await expect(values.read([{ ...first, valueOffset: 2 ** 40 }])).rejects.toMatchObject({ code: 'SnapshotChanged' });
  await values.close();
});

it('fails with the name of what is wrong with a path', async () => {
  await expect(reading(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'FileNotFound' });
  await expect(reading(folder)).rejects.toMatchObject({ code: 'FileNotReadable' });
});

it('hashes what a member would have after a later compaction', async () => {
  const revisions: readonly StoredRevision[] = [
    { main: 2, key: '/a', value: '1' },
    { main: 3, key: '/b', value: '1' },
    { main: 4, key: '/a', value: '2', createRevision: 2, version: 2 },
    { main: 5, key: '/b' },
    { main: 6, key: '/c', value: '1' },
  ];
  const all = join(folder, 'all.db');
  writeBolt(all, etcdBuckets({ revisions }));
  const compacted = join(folder, 'compacted.db');
  // What a compaction to 4 leaves: the last states that still count.
  writeBolt(compacted, etcdBuckets({ revisions: revisions.slice(1), scheduledCompact: 4 }));
  const left = (await readSnapshotReport(ports, compacted, options)).report.figures?.hashKV;
  const hash = (revision: number, compactRevision: number): Promise<number | null> =>
    hashOfSnapshot(ports, all, { revision, compactRevision }, options);
  // At revision 4 the key that is deleted later still lives.
  expect(await hash(4, 4)).toBe(await hashOfSnapshot(ports, compacted, { revision: 4, compactRevision: 4 }, options));
  expect(await hash(6, 4)).toBe(left);
  expect(await hash(6, 0)).not.toBe(left);
});

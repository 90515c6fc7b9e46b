import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeySource, snapshotKeys } from '../../contract/key-source.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import { all } from '../../testing/all.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { eventsOf, incrementOf, sealed, type WrittenEvent, writeBackup } from '../../testing/snapshots/backup-files.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { EtcdClient } from '../etcd/client.ts';
import { head, range, smallestKey, toTheEnd, txnPuts } from '../etcd/kv.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const everything = new Uint8Array();

const asTexts = ({ key, value, ...entry }: KeyValue) => ({
  ...entry,
  key: Buffer.from(key).toString('latin1'),
  value: Buffer.from(value).toString('latin1'),
});

const fullAt = new Date('2026-11-20T10:00:00Z');
const seenAt = (increment: number): Date => new Date(fullAt.getTime() + increment * 300_000);

let cluster: TestCluster;
let client: EtcdClient;
let app: OpenedApp;
let full: Buffer;
let events: readonly WrittenEvent[];
/** The last revision of the full snapshot and of each increment. */
let ends: readonly number[];

const end = (of: number): number => ends[of] ?? 0;

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  const write = async (key: string, value: string): Promise<number> =>
    (await put(client, { key: bytes(key), value: bytes(value) })).revision;
  await write('/life', '1');
  await write('/life', '2');
  const first = await write('/gone', 'x');
  app = await openApp(cluster.draft());
  const saved = join(app.folder, 'saved.db');
  await all(app.api.snapshots.save({ connection: app.connection, file: saved, member: null }));
  full = await readFile(saved);
  await write('/life', '3');
  await deleteKey(client, { key: bytes('/gone') });
  const second = await write('/\xff\x00bytes', '\x00\xff');
  await txnPuts(
    client,
    Array.from({ length: 30 }, (_, n) => ({ key: bytes(`/txn/${n}`), value: bytes(`${n}`) })),
  );
  await cluster.etcdctl('del', '--prefix', '/txn/1');
  const [lease = ''] = /[0-9a-f]{16}/.exec(await cluster.etcdctl('lease', 'grant', '3600')) ?? [];
  await cluster.etcdctl('put', `--lease=${lease}`, '/leased', 'v');
  const third = await write('/large', 'x'.repeat(1_300_000));
  await write('/gone', 'again');
  const fourth = await write('/empty', '');
  ends = [first, second, third, fourth];
  events = await eventsOf(cluster.endpoints[0] ?? '', first + 1, fourth);
}, 120_000);
afterAll(async () => {
  await app?.close();
  client?.close();
  await cluster?.close();
});

let folders = 0;
/** Makes a folder as etcd-backup-restore fills it; returns its files, the full snapshot first. */
async function aBackup(suffix: '' | '.gz' | '.zlib'): Promise<readonly [string, string, string, string]> {
  const folder = join(app.folder, `backup-${++folders}`, 'v2');
  await mkdir(folder, { recursive: true });
  // The name may say less than the file has: it is read from a member before the file is saved.
  const named = end(0) - 1;
  const increment = async (of: number): Promise<string> => {
    const from = of === 1 ? named + 1 : end(of - 1) + 1;
    const early = of === 1 ? await eventsOf(cluster.endpoints[0] ?? '', from, end(0)) : [];
    const own = events.filter(({ revision }) => revision > end(of - 1) && revision <= end(of));
    const name = { kind: 'Incr', from, to: end(of), at: seenAt(of), suffix } as const;
    return await writeBackup(folder, name, incrementOf([...early, ...own], seenAt(of)));
  };
  return [
    await writeBackup(folder, { kind: 'Full', from: 0, to: named, at: fullAt, suffix }, full),
    await increment(1),
    await increment(2),
    await increment(3),
  ];
}

/** Opens a file, and closes it when `use` is over. */
async function whileOpen<T>(file: string, use: () => Promise<T>): Promise<T> {
  const holding = new AbortController();
  const opening = app.api.sources
    .open({ source: snapshotKeys(file) }, { signal: holding.signal })
    [Symbol.asyncIterator]();
  try {
    for (;;) if ((await opening.next()).value?.kind === 'opened') return await use();
  } finally {
    holding.abort();
    await opening.return?.();
  }
}

const liveAt = async (revision: number) =>
  (await range(client, { key: smallestKey, rangeEnd: toTheEnd, revision })).kvs.map(asTexts);

async function entriesOf(source: KeySource) {
  const listed = await all(
    app.api.keys.list({ source, prefix: everything, after: null, limit: 10_000, readsValues: true }),
  );
  return await Promise.all(
    listed
      .flatMap(({ rows }) => rows)
      .map(async ({ bytes: _, ...row }) => {
        const { entry } = await app.api.keys.get({ source, key: row.key, reveal: true });
        return asTexts({ ...row, value: entry?.value ?? new Uint8Array() });
      }),
  );
}

async function reportOf(file: string): Promise<SnapshotReport> {
  const steps = await all(app.api.snapshots.read({ file, isFresh: false }));
  const last = steps.at(-1);
  if (last?.kind !== 'read') throw new Error('the file was not read');
  return last.report;
}

const codes = ({ integrity }: SnapshotReport) => integrity.findings.map(({ code }) => code);
const unpackedNow = () => readdir(join(app.folder, 'opened-backups')).catch(() => []);

describe.each(['', '.gz', '.zlib'] as const)('a backup packed as "%s"', (suffix) => {
  it('has what the cluster has at every revision', async () => {
    const [file] = await aBackup(suffix);
    expect(await app.api.files.kind({ file })).toEqual({ kind: 'snapshot' });
    await whileOpen(file, async () => {
      for (let revision = 1; revision <= end(3); revision++) {
        const source = snapshotKeys(file, revision === end(3) ? null : revision);
        expect(await entriesOf(source)).toEqual(await liveAt(revision));
      }
      expect(await unpackedNow()).toHaveLength(1);
    });
    await expect.poll(unpackedNow).toEqual([]);
  });
});

it('says how far increments were read, with the hash that the member has', async () => {
  const [file] = await aBackup('.gz');
  const report = await reportOf(file);
  expect(codes(report)).toEqual(['IncrementsRead']);
  expect(report.integrity.verdict).toBe('ok');
  expect(report.integrity.findings[0]?.message).toBe(
    `3 increments were read after the full snapshot, up to revision ${end(3)} of ${seenAt(3).toISOString()}`,
  );
  const printed = JSON.parse(await cluster.etcdctl('endpoint', 'hashkv', '-w', 'json'));
  expect(report.figures).toMatchObject({ revision: (await head(client)).revision, hashKV: printed[0].HashKV.hash });
  expect(await unpackedNow()).toEqual([]);
});

it('knows the times of the increments', async () => {
  const [file] = await aBackup('');
  await whileOpen(file, async () => {
    const source = snapshotKeys(file, null);
    const { headRevision, sightings } = await app.api.history.timeline({ source });
    expect(headRevision).toBe(end(3));
    expect(sightings).toEqual(
      expect.arrayContaining([1, 2, 3].map((of) => ({ revision: end(of), at: seenAt(of).getTime() }))),
    );
    expect(sightings.filter(({ revision }) => revision === end(3))).toHaveLength(1);
  });
});

it('leads from an increment to its full snapshot, and says what is missing without it', async () => {
  const [file, , increment] = await aBackup('.gz');
  expect(await app.api.files.kind({ file: increment })).toEqual({ kind: 'snapshot' });
  await whileOpen(increment, async () => {
    expect(await entriesOf(snapshotKeys(increment, null))).toEqual(await liveAt(end(3)));
  });
  await rm(file);
  const opening = whileOpen(increment, async () => undefined);
  await expect(opening).rejects.toMatchObject({ code: 'SnapshotInvalid' });
  await expect(opening).rejects.toThrow(/needs the Full-… file before revision/);
});

it('ends the history before a gap', async () => {
  const [file, , second] = await aBackup('.gz');
  await rm(second);
  const report = await reportOf(file);
  expect(codes(report)).toEqual(['IncrementMissing', 'IncrementsRead']);
  expect(report.figures?.revision).toBe(end(1));
  await whileOpen(file, async () => {
    expect(await entriesOf(snapshotKeys(file, null))).toEqual(await liveAt(end(1)));
  });
});

it('expects no increments of a newer full snapshot', async () => {
  const [file, , second] = await aBackup('');
  await rm(second);
  const newer = { kind: 'Full', from: 0, to: end(2), at: seenAt(2), suffix: '' } as const;
  await writeBackup(dirname(file), newer, full);
  expect(codes(await reportOf(file))).toEqual(['IncrementsRead']);
});

describe('ends the history before an increment that', () => {
  const reported = async (damage: (file: string) => Promise<void>): Promise<string> => {
    const [file, , second] = await aBackup('.gz');
    await damage(second);
    const report = await reportOf(file);
    expect(codes(report)).toEqual(['IncrementDamaged', 'IncrementsRead']);
    expect(report).toMatchObject({ integrity: { verdict: 'damaged' }, figures: { revision: end(1) } });
    await whileOpen(file, async () => {
      expect(await entriesOf(snapshotKeys(file, null))).toEqual(await liveAt(end(1)));
    });
    return report.integrity.findings[0]?.message ?? '';
  };
  const replacedBy = (content: Buffer) => (file: string) => writeFile(file, content);
  const eventsWith = (change: (json: string) => string): Buffer => {
    const own = events.filter(({ revision }) => revision > end(1) && revision <= end(2));
    const changed = own.map(({ json, revision }) => ({ json: change(json), revision }));
    return gzipSync(incrementOf(changed, fullAt));
  };

  it('has another hash', async () => {
    const damaged = incrementOf(events, fullAt);
    damaged[100] = (damaged[100] ?? 0) ^ 1;
    expect(await reported(replacedBy(gzipSync(damaged)))).toMatch(/another SHA-256/);
  });

  it('unpacks to more than memory has room for', async () => {
    // Zeros take a thousandth when they are packed.
    expect(await reported(replacedBy(gzipSync(Buffer.alloc(300 * 1024 * 1024))))).toMatch(/unpacks to more than/);
  });

  it('cannot be unpacked', async () => {
    expect(await reported(async (file) => writeFile(file, (await readFile(file)).subarray(0, 400)))).toMatch(
      /unpacked/,
    );
    expect(await reported(replacedBy(Buffer.from('no gzip')))).toMatch(/unpacked/);
  });

  it('is not there as a file', async () => {
    expect(
      await reported(async (file) => {
        await rm(file);
        await mkdir(file);
      }),
    ).toMatch(/cannot be read/);
  });

  it('is packed with LZW', async () => {
    expect(await reported((file) => rename(file, file.replace('.gz', '.Z')))).toMatch(/LZW/);
  });

  it.each([
    ['is no array', gzipSync(sealed('{}'))],
    ['has no end', gzipSync(sealed('[{"etcdEvent":{'))],
    ['nests without end', gzipSync(sealed(`[${'['.repeat(100_000)}]`))],
    ['closes what it has not opened', gzipSync(sealed('[}}}]'))],
    ['holds other objects', gzipSync(sealed('[{"etcdEvent":{"kv":{"key":1}}}]'))],
    ['is empty', Buffer.alloc(0)],
  ])('%s', async (_, content) => {
    expect(await reported(replacedBy(content))).not.toBe('');
  });

  it('lacks its last event', async () => {
    const own = events.filter(({ revision }) => revision > end(1) && revision < end(2));
    expect(await reported(replacedBy(gzipSync(incrementOf(own, fullAt))))).toMatch(/does not reach revision/);
  });

  it('says another revision than its name', async () => {
    const changed = eventsWith((json) => json.replace(/"mod_revision":\d+/, '"mod_revision":9007199254740993'));
    expect(await reported(replacedBy(changed))).toMatch(/something else|out of its order/);
  });
});

it('refuses a full snapshot that cannot be unpacked', async () => {
  const [file] = await aBackup('.gz');
  await writeFile(file, (await readFile(file)).subarray(0, 200));
  await expect(whileOpen(file, async () => undefined)).rejects.toMatchObject({ code: 'SnapshotInvalid' });
  const lzw = file.replace('.gz', '.Z');
  await rename(file, lzw);
  await expect(whileOpen(lzw, async () => undefined)).rejects.toThrow(/LZW/);
  expect(await unpackedNow()).toEqual([]);
});

it('writes nothing beside the files, and removes what a killed process unpacked', async () => {
  const [file] = await aBackup('.gz');
  const names = await readdir(dirname(file));
  const left = join(app.folder, 'opened-backups', '2147483646-0123456789abcdef');
  await mkdir(left, { recursive: true });
  await cp(file, join(left, basename(file)));
  await reportOf(file);
  expect(await readdir(dirname(file))).toEqual(names);
  expect(await unpackedNow()).toEqual([]);
});

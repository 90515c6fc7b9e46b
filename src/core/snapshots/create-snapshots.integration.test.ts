import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SavedSnapshot, SnapshotProgress, SnapshotsApi } from '../../contract/snapshots.ts';
import { chosenEtcd, hasAtLeast } from '../../testing/etcd-binaries.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { sourcesOf } from '../../testing/open-sources.ts';
import { testPorts } from '../../testing/ports.ts';
import { startProxy } from '../../testing/proxy.ts';
import { someSettings } from '../../testing/some-settings.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { put } from '../../testing/unguarded-writes.ts';
import { memberList } from '../etcd/cluster.ts';
import { compact, head, range, txnPuts } from '../etcd/kv.ts';
import { createJournal } from '../journal/create-journal.ts';
import { createCluster } from '../members/create-cluster.ts';
import { descriptionFileOf, readDescription } from '../snapshot-files/description.ts';
import { openCatalogue } from './catalogue/catalogue.ts';
import { createSnapshots } from './create-snapshots.ts';

const run = promisify(execFile);
const clock = { now: () => Date.now() };
const databaseBytes = 24 * 1024 * 1024;
/** Tenths of a database after which its member is killed. Each kill takes a start: ten are for the full counts. */
const killedAt = process.env.ETCDECK_FULL === '1' ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [1, 9];

let cluster: TestCluster;
let connection: TestConnection;
let folder: string;
let settingsFolder: string;

beforeAll(async () => {
  cluster = await startCluster({ members: 3, tls: 'mutual', auth: true });
  connection = openConnection(cluster.target(), 'test cluster');
  const value = new Uint8Array(1024 * 1024).fill(7);
  for (let i = 0; i < databaseBytes / value.length; i++) {
    await put(connection.client, { key: Buffer.from(`/fill/${i}`), value });
  }
});
afterAll(async () => {
  connection?.close();
  await cluster?.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-snapshots-'));
  settingsFolder = await mkdtemp(join(tmpdir(), 'etcdeck-settings-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(settingsFolder, { recursive: true, force: true });
});

/** The snapshots of a host; another one of the same settings folder each time. */
function snapshotsOf({ open }: TestConnection): SnapshotsApi {
  const ports = testPorts(settingsFolder, { documentsFolder: folder });
  const stores = { list: async () => [], planRetention: unused, deleteCopies: unused };
  return createSnapshots({
    ...{
      open,
      sources: sourcesOf(open),
      ports,
      catalogue: openCatalogue(ports),
      journal: createJournal(ports),
      settings: { get: async () => someSettings() },
    },
    ...{ connections: { list: async () => [] }, stores },
    rehearse: unused,
    upload: unused,
  }).api;
}

it('saves for the role root alone, as every version of etcd has it', async () => {
  const reader = openConnection(cluster.target({ user: 'reader', password: 'readerpw' }), 'reader');
  try {
    const file = join(folder, 'reader.db');
    const saving = async (): Promise<void> => {
      const request = { connection: reader.id, file, member: null };
      for await (const _ of snapshotsOf(reader).save(request));
    };
    await expect(saving()).rejects.toMatchObject({ code: 'PermissionDenied' });
    expect(await readdir(folder)).toEqual([]);
  } finally {
    reader.close();
  }
});

const unused = (): never => {
  throw new Error('nothing is scheduled here');
};

/** The names in a folder, descriptions left out. */
const databases = async (): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => !name.endsWith('.json'));

async function saved(progress: AsyncIterable<SnapshotProgress>): Promise<SavedSnapshot> {
  for await (const one of progress) if (one.kind === 'saved') return one.snapshot;
  throw new Error('nothing was saved');
}

/** What etcd's own tool says of a file; it fails on one that is no database. */
async function statusByEtcd(file: string): Promise<{ readonly revision: number; readonly totalSize: number }> {
  const { etcdutl, etcdctl } = chosenEtcd();
  const tool = etcdutl ?? etcdctl ?? '';
  return JSON.parse((await run(tool, ['snapshot', 'status', file, '-w', 'json'])).stdout);
}

describe('saving a snapshot', () => {
  it('gives a file that etcd accepts, from a follower, with exact progress', async () => {
    const snapshots = snapshotsOf(connection);
    const { file } = await snapshots.suggestFile({ connection: connection.id });
    expect(basename(file)).toMatch(/^test-cluster-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.db$/);

    const steps: SnapshotProgress[] = [];
    for await (const step of snapshots.save({ connection: connection.id, file, member: null })) steps.push(step);
    const last = steps.find((step) => step.kind === 'saved');
    if (last === undefined) throw new Error('nothing was saved');
    const { snapshot } = last;
    const bytes = await readFile(file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(snapshot).toMatchObject({ file, bytes: bytes.length, sha256 });
    expect(bytes.length % 512).toBe(32);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).toSorted()).toEqual([basename(file), `${basename(file)}.json`]);
    expect(await statusByEtcd(file)).toMatchObject({ revision: snapshot.revision, totalSize: bytes.length - 32 });

    const { members } = await createCluster(connection.open, { clock }).status({ connection: connection.id });
    expect(members.find(({ id }) => id === snapshot.member)).toMatchObject({
      isLeader: false,
      endpoint: snapshot.endpoint,
    });
    const receiving = steps.flatMap((step) => (step.kind === 'receiving' ? [step] : []));
    expect(receiving).toEqual(steps.slice(0, steps.indexOf(last)));
    expect(new Set(receiving.map((step) => step.totalBytes))).toEqual(new Set([bytes.length]));
    expect(receiving.length).toBeLessThanOrEqual(snapshot.durationMs / 100 + 2);
  });

  it('asks the member it is told to', async () => {
    const { members } = await memberList(connection.client);
    for (const { id } of members) {
      const file = join(folder, `${id}.db`);
      const request = { connection: connection.id, file, member: id };
      expect((await saved(snapshotsOf(connection).save(request))).member).toBe(id);
    }
  });

  it('never overwrites a file', async () => {
    const file = join(folder, 'mine.db');
    await writeFile(file, 'mine');
    const request = { connection: connection.id, file, member: null };
    await expect(saved(snapshotsOf(connection).save(request))).rejects.toMatchObject({ code: 'FileExists' });
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(await readdir(folder)).toEqual(['mine.db']);
  });

  it('says when the folder is not there, or the path is not one', async () => {
    const snapshots = snapshotsOf(connection);
    const at = (file: string) => saved(snapshots.save({ connection: connection.id, file, member: null }));
    await expect(at(join(folder, 'no', 'such.db'))).rejects.toMatchObject({ code: 'FileNotWritable' });
    await expect(at('relative.db')).rejects.toMatchObject({ code: 'BadRequest' });
  });

  it.each(['signal', 'return'] as const)('leaves nothing when it is cancelled by %s', async (how) => {
    await throughProxy(async (proxied, proxy) => {
      const stop = new AbortController();
      const request = { connection: proxied.id, file: join(folder, 'cancelled.db'), member: null };
      const steps = snapshotsOf(proxied).save(request, { signal: stop.signal })[Symbol.asyncIterator]();
      expect((await steps.next()).value).toMatchObject({ kind: 'receiving' });
      proxy.stall();
      expect(await readdir(folder)).toHaveLength(1);
      if (how === 'signal') {
        stop.abort();
        await expect(untilItEnds(steps)).rejects.toMatchObject({ code: 'Cancelled' });
      } else {
        await steps.return?.();
      }
      expect(await readdir(folder)).toEqual([]);
    });
  });

  it('fails and leaves nothing when the stream is cut, wherever', async () => {
    await throughProxy(async (proxied, proxy) => {
      for (let tenth = 0; tenth < 10; tenth++) {
        const request = { connection: proxied.id, file: join(folder, `cut-${tenth}.db`), member: null };
        const failure = { code: 'ConnectionCut', retry: true, endpoint: proxy.endpoint };
        // A member's status and list are a few kilobytes before it; at the end only the hash is missing.
        proxy.cutAfter(tenth === 9 ? databaseBytes : 20_000 + (databaseBytes * tenth) / 10);
        await expect(saved(snapshotsOf(proxied).save(request))).rejects.toMatchObject(failure);
        expect(await readdir(folder)).toEqual([]);
      }
    });
  });

  it('fails and leaves nothing when its member is killed, wherever', { timeout: 120_000 }, async () => {
    await throughProxy(async (_, proxy, { alone }) => {
      for (const tenth of killedAt) {
        if (tenth !== killedAt[0]) await alone.members[0]?.restart();
        // One that knows nothing of the kills before.
        const fresh = openConnection(alone.target({ endpoints: [proxy.endpoint] }));
        try {
          let killing: Promise<void> | undefined;
          proxy.after(20_000 + (databaseBytes * tenth) / 10, () => {
            killing = alone.members[0]?.kill();
          });
          const request = { connection: fresh.id, file: join(folder, `killed-${tenth}.db`), member: null };
          await expect(saved(snapshotsOf(fresh).save(request))).rejects.toMatchObject({ retry: true });
          expect(killing).toBeDefined();
          await killing;
          expect(await readdir(folder)).toEqual([]);
          expect((await snapshotsOf(fresh).catalogue({ clusterId: null })).snapshots).toEqual([]);
        } finally {
          fresh.close();
        }
      }
    });
  });

  it('goes on while nobody listens', async () => {
    const file = join(folder, 'unheard.db');
    const steps = snapshotsOf(connection)
      .save({ connection: connection.id, file, member: null })
      [Symbol.asyncIterator]();
    await steps.next();
    await expect.poll(databases).toEqual([basename(file)]);
    expect(await untilItEnds(steps)).toMatchObject({ kind: 'checked' });
  });
});

describe('a snapshot that is saved while its member compacts', () => {
  // A pause of 10 ms comes after each batch.
  const smallBatches = hasAtLeast('3.6') ? '--compaction-batch-limit=50' : '--experimental-compaction-batch-limit=50';
  /** Overwrites a hundred keys; returns the last revision. */
  const writeHistory = async ({ client }: TestConnection, times: number): Promise<number> => {
    const entries = Array.from({ length: 100 }, (_, n) => ({ key: Buffer.from(`/old/${n}`), value: Buffer.from('x') }));
    for (let n = 0; n < times; n++) await txnPuts(client, entries);
    return (await head(client)).revision;
  };

  it('is whole, as the store was when the save began', { timeout: 120_000 }, async () => {
    await throughProxy(
      async (proxied, proxy, { direct }) => {
        const revision = await writeHistory(direct, 30);
        const request = { connection: proxied.id, file: join(folder, 'before.db'), member: null };
        const steps = snapshotsOf(proxied).save(request)[Symbol.asyncIterator]();
        const { value } = await steps.next();
        if (value?.kind !== 'receiving') throw new Error('nothing was received');
        expect(value.receivedBytes).toBeLessThan(value.totalBytes);
        proxy.stall();
        // All of the compaction happens between two bytes of the stream.
        await compact(direct.client, { revision, isPhysical: true }, { timeoutMs: 60_000 });
        expect(await databases()).not.toContain('before.db');
        proxy.accept();
        const checked = await untilItEnds(steps);
        if (checked?.kind !== 'checked') throw new Error('the file was not read');
        expect(checked.report.integrity).toEqual({ verdict: 'ok', findings: [], found: 0 });
        expect(checked.report.figures).toMatchObject({ revision, compactRevision: 0 });

        const later = await writeHistory(direct, 200);
        const before = checked.report.figures?.totalRecords ?? 0;
        // Four seconds at least: what is saved shows that it was under way.
        const compacting = compact(direct.client, { revision: later, isPhysical: true }, { timeoutMs: 60_000 });
        compacting.catch(() => undefined);
        const during = join(folder, 'during.db');
        const end = await untilItEnds(
          snapshotsOf(direct).save({ connection: direct.id, file: during, member: null })[Symbol.asyncIterator](),
        );
        if (end?.kind !== 'checked') throw new Error('the file was not read');
        const { figures, integrity } = end.report;
        expect(integrity).toMatchObject({ verdict: 'ok', found: 1, findings: [{ code: 'CompactionUnfinished' }] });
        expect(figures).toMatchObject({ revision: later, compactRevision: later });
        expect(figures?.liveKeys).toBe(checked.report.figures?.liveKeys);
        expect(figures?.totalRecords).toBeGreaterThan(before);
        expect(await statusByEtcd(during)).toMatchObject({ revision: later });
      },
      [smallBatches],
    );
  });
});

/** One member behind a proxy, and a connection that knows no other way to it. */
async function throughProxy(
  body: (
    proxied: TestConnection,
    proxy: Awaited<ReturnType<typeof startProxy>>,
    world: { readonly alone: TestCluster; readonly direct: TestConnection },
  ) => Promise<void>,
  args: readonly string[] = [],
): Promise<void> {
  const alone = await startCluster({ args });
  const proxy = await startProxy(alone.endpoints[0] ?? '');
  const direct = openConnection(alone.target());
  const proxied = openConnection(alone.target({ endpoints: [proxy.endpoint] }));
  try {
    const value = new Uint8Array(1024 * 1024).fill(7);
    for (let i = 0; i < databaseBytes / value.length; i++) {
      await put(direct.client, { key: Buffer.from(`/fill/${i}`), value });
    }
    await body(proxied, proxy, { alone, direct });
  } finally {
    proxied.close();
    direct.close();
    await proxy.close();
    await alone.close();
  }
}

async function savedIn(steps: AsyncIterator<SnapshotProgress>): Promise<SavedSnapshot> {
  for (;;) {
    const { value, done } = await steps.next();
    if (done === true) throw new Error('nothing was saved');
    if (value.kind === 'saved') return value.snapshot;
  }
}

async function untilItEnds(steps: AsyncIterator<SnapshotProgress>): Promise<SnapshotProgress | null> {
  for (let last: SnapshotProgress | null = null; ; ) {
    const step = await steps.next();
    if (step.done === true) return last;
    last = step.value;
  }
}

describe('a saved snapshot', () => {
  it('is in the catalogue of its cluster, newest first, with whether its file still is there', async () => {
    const snapshots = snapshotsOf(connection);
    const { clusterId } = await head(connection.client);
    expect(await snapshots.catalogue({ clusterId })).toEqual({ snapshots: [], folders: [], isCut: false });
    const first = await saved(snapshots.save({ connection: connection.id, file: join(folder, '1.db'), member: null }));
    const second = await saved(snapshots.save({ connection: connection.id, file: join(folder, '2.db'), member: null }));
    expect([first.uncatalogued, second.uncatalogued]).toEqual([null, null]);
    const entry = ({ file, bytes, sha256, revision, member }: SavedSnapshot) => ({
      ...{ file, bytes, sha256, revision, member, clusterId, connection: connection.id, origin: 'saved' },
      ...{ at: expect.any(Number), etcdVersion: chosenEtcd().version, checked: null, rehearsed: null, copies: [] },
    });
    await rm(first.file);
    // Another host of the same settings folder, as the command line is one.
    expect((await snapshotsOf(connection).catalogue({ clusterId })).snapshots).toEqual([
      { ...entry(second), isThere: true },
      { ...entry(first), isThere: false },
    ]);
  });

  it('is saved where the catalogue cannot be written, and says so', async () => {
    await writeFile(join(settingsFolder, 'snapshots.json'), '[1');
    const file = join(folder, 'kept.db');
    const snapshot = await saved(snapshotsOf(connection).save({ connection: connection.id, file, member: null }));
    expect(snapshot.uncatalogued).toMatchObject({ code: 'SettingsDamaged' });
    expect((await stat(file)).size).toBe(snapshot.bytes);
    expect(await readFile(join(settingsFolder, 'snapshots.json'), 'utf8')).toBe('[1');
  });

  it('is described beside it, then read whole; the revision of the file is the one that counts', async () => {
    const snapshots = snapshotsOf(connection);
    const { clusterId } = await head(connection.client);
    const file = join(folder, 'checked.db');
    const steps = snapshots.save({ connection: connection.id, file, member: null })[Symbol.asyncIterator]();
    const snapshot = await savedIn(steps);
    expect(snapshot).toMatchObject({ uncatalogued: null, undescribed: null });
    const { endpoint, member, sha256 } = snapshot;
    const facts = { endpoint, member, clusterId, sha256, at: expect.any(Number), connection: 'test cluster' };
    const described = { ...facts, etcdVersion: chosenEtcd().version };
    expect(await readDescription(file)).toEqual({ ...described, revision: null });
    expect((await stat(descriptionFileOf(file))).mode & 0o777).toBe(0o600);

    const last = await untilItEnds(steps);
    if (last?.kind !== 'checked') throw new Error('it was not checked');
    const { report } = last;
    const { revision } = await statusByEtcd(file);
    expect(report).toMatchObject({ file, sha256, integrity: { verdict: 'ok' }, figures: { revision } });
    expect(await readDescription(file)).toEqual({ ...described, revision });
    const { snapshots: known } = await snapshots.catalogue({ clusterId });
    const { liveKeys, hashKV } = report.figures ?? {};
    expect(known).toMatchObject([{ file, revision, checked: { verdict: 'ok', revision, liveKeys, hashKV } }]);
    expect((await readdir(folder)).toSorted()).toEqual(['checked.db', 'checked.db.json']);
  });

  it('stays, and stays known, when the check after it is cancelled', async () => {
    for (const how of ['signal', 'return'] as const) {
      const snapshots = snapshotsOf(connection);
      const stop = new AbortController();
      const file = join(folder, `${how}.db`);
      const request = { connection: connection.id, file, member: null };
      const steps = snapshots.save(request, { signal: stop.signal })[Symbol.asyncIterator]();
      const { bytes } = await savedIn(steps);
      if (how === 'signal') {
        stop.abort();
        await expect(untilItEnds(steps)).rejects.toMatchObject({ code: 'Cancelled' });
      } else {
        await steps.return?.();
      }
      expect((await stat(file)).size).toBe(bytes);
      const { snapshots: known } = await snapshots.catalogue({ clusterId: null });
      expect(known.find((each) => each.file === file)).toMatchObject({ isThere: true, checked: null });
    }
  });

  it('of a folder is known with its verdict once it was read, and no longer once it was written again', async () => {
    const snapshots = snapshotsOf(connection);
    const first = join(folder, 'first.db');
    await saved(snapshots.save({ connection: connection.id, file: first, member: null }));
    const found = join(folder, 'found');
    const file = join(found, 'copy.db');
    await mkdir(found);
    const bytes = await readFile(first);
    bytes.fill(0, 8_192, 8_200);
    await writeFile(file, bytes);
    await snapshots.addFolder({ folder: found });
    const known = async () =>
      (await snapshots.catalogue({ clusterId: null })).snapshots.find((each) => each.file === file);
    expect(await known()).toMatchObject({ origin: 'folder', checked: null, sha256: null });
    for await (const _ of snapshots.read({ file, isFresh: true }));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await known()).toMatchObject({ checked: { verdict: 'damaged', message: expect.any(String) }, sha256 });
    await writeFile(file, bytes.subarray(0, -1));
    expect(await known()).toMatchObject({ checked: null, sha256: null });
  });

  it('keeps a file that has its description’s name, and says so', async () => {
    const file = join(folder, 'kept.db');
    await writeFile(descriptionFileOf(file), 'mine');
    const snapshot = await saved(snapshotsOf(connection).save({ connection: connection.id, file, member: null }));
    expect(snapshot).toMatchObject({ undescribed: { code: 'FileExists' }, uncatalogued: null });
    expect(await readFile(descriptionFileOf(file), 'utf8')).toBe('mine');
  });

  it('that is cancelled comes into no catalogue', async () => {
    const stop = new AbortController();
    const request = { connection: connection.id, file: join(folder, 'cancelled.db'), member: null };
    const steps = snapshotsOf(connection).save(request, { signal: stop.signal });
    await expect(
      (async () => {
        for await (const _ of steps) stop.abort();
      })(),
    ).rejects.toMatchObject({ code: 'Cancelled' });
    expect(await readdir(settingsFolder)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('saving a snapshot without quorum', () => {
  it('takes what the member left still has', async () => {
    const lost = await startCluster({ members: 3 });
    const alone = openConnection(lost.target());
    try {
      const key = Buffer.from('k');
      await put(alone.client, { key, value: Buffer.from('v') });
      // Another member has taken it, and this one may be a moment behind.
      await range(alone.client, { key }, { endpoint: lost.members[2]?.endpoint });
      const snapshots = snapshotsOf(alone);
      await lost.members[0]?.kill();
      await lost.members[1]?.kill();
      const file = join(folder, 'last.db');
      const snapshot = await saved(snapshots.save({ connection: alone.id, file, member: null }));
      expect(snapshot.endpoint).toBe(lost.members[2]?.endpoint);
      expect(await statusByEtcd(file)).toMatchObject({ revision: snapshot.revision });
    } finally {
      alone.close();
      await lost.close();
    }
  });
});

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, type TestContext } from 'vitest';
import type { Examination, ExaminationNotice } from '../../contract/doctor.ts';
import { type FindingCode, findingKey } from '../../contract/findings.ts';
import { openActingApp } from '../../testing/acting-app.ts';
import { hasAtLeast } from '../../testing/etcd-binaries.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { writeSmallDatabase } from '../../testing/snapshots/small-database.ts';
import { startCluster, type TestCluster, type TestClusterOptions } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { status } from '../etcd/maintenance.ts';

const run = promisify(execFile);
const mebibyte = 1024 * 1024;
/** What waits for long is shown in a full run. */
const isFull = process.env.ETCDECK_FULL === '1';

async function aCluster({ onTestFinished }: TestContext, options: TestClusterOptions = {}): Promise<TestCluster> {
  const cluster = await startCluster(options);
  onTestFinished(() => cluster.close());
  return cluster;
}

async function opened({ onTestFinished }: TestContext, cluster: TestCluster): Promise<OpenedApp> {
  const app = await openApp(cluster.draft());
  onTestFinished(() => app.close());
  return app;
}

async function examined(
  { api, connection }: Pick<OpenedApp, 'api' | 'connection'>,
  {
    hashKV = false,
    snapshotFolder = null,
  }: { readonly hashKV?: boolean; readonly snapshotFolder?: string | null } = {},
): Promise<Examination & { readonly notices: readonly ExaminationNotice[] }> {
  const notices: ExaminationNotice[] = [];
  for await (const notice of api.doctor.examine({ connection, hashKV, snapshotFolder })) {
    notices.push(notice);
    if (notice.kind === 'examined') return { ...notice.examination, notices };
  }
  throw new Error('the examination ended without a result');
}

const only = ({ findings }: Examination, code: FindingCode) => findings.filter((one) => one.code === code);

/** Writes until every member's database has so many bytes. */
async function fill({ onTestFinished }: TestContext, cluster: TestCluster, bytes: number): Promise<void> {
  const client = new EtcdClient(cluster.target());
  onTestFinished(() => client.close());
  for (let at = 0; ; at += 1) {
    const sizes = await Promise.all(cluster.endpoints.map(async (endpoint) => (await status(client, endpoint)).dbSize));
    if (sizes.every((size) => size >= bytes)) return;
    await client.call(({ kv }) => kv.put({ key: Buffer.from(`/fill/${at}`), value: Buffer.alloc(200_000, at) }));
  }
}

// Each has a cluster of its own, and waits most of the time, for scrapes that are five seconds apart.
it.concurrent('tells the progress of each part, and shares what it found', async (t) => {
  const cluster = await aCluster(t, { members: 3 });
  const app = await opened(t, cluster);
  const { notices, checks, findings } = await examined(app, { hashKV: true });
  expect(notices[0]).toMatchObject({ kind: 'checks' });
  const states = notices.flatMap((notice) =>
    notice.kind === 'checks' ? notice.checks.filter(({ name }) => name === 'metrics').map(({ state }) => state) : [],
  );
  expect([...new Set(states)]).toEqual(['waiting', 'running', 'done']);
  expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
    ...['status done', 'metrics done', 'versions done', 'certificates skipped', 'exposure done', 'history done'],
    ...['snapshots done', 'hash done'],
  ]);
  expect(findings.every(({ since }) => typeof since === 'number')).toBe(true);
  // The status has the same findings, since the same time.
  const known = findings.find(({ code }) => code === 'AuthOff')?.since;
  await app.api.cluster.status({ connection: app.connection });
  for await (const { findings: followed } of app.api.doctor.follow({ connection: app.connection })) {
    expect(followed.find(({ code }) => code === 'AuthOff')?.since).toBe(known);
    break;
  }
});

it.concurrent('ends at once when it is stopped, and fails where no member answers', async (t) => {
  const cluster = await aCluster(t);
  const app = await opened(t, cluster);
  const stop = new AbortController();
  const request = { connection: app.connection, hashKV: false, snapshotFolder: null };
  const notices = app.api.doctor.examine(request, { signal: stop.signal })[Symbol.asyncIterator]();
  await notices.next();
  stop.abort();
  await expect(
    (async () => {
      while (!(await notices.next()).done);
    })(),
  ).rejects.toMatchObject({ code: 'Cancelled' });
  await expect(app.api.doctor.report({ connection: app.connection, format: 'html', file: null })).rejects.toMatchObject(
    {
      code: 'BadRequest',
    },
  );
  await cluster.members[0]?.kill();
  const none = app.api.doctor.examine({ ...request, connection: app.connection });
  await expect(
    (async () => {
      for await (const _ of none);
    })(),
  ).rejects.toMatchObject({ code: expect.stringMatching(/Unavailable|Connection(Refused|Cut)/) });
});

it.concurrent('finds a full database, its alarm, and quotas that differ, by metrics where Status does not tell them', async (t) => {
  const cluster = await aCluster(t, { members: 3, args: [`--quota-backend-bytes=${20 * mebibyte}`] });
  const [one] = cluster.members;
  await one?.restart([`--quota-backend-bytes=${24 * mebibyte}`]);
  const app = await opened(t, cluster);
  await fill(t, cluster, 16.5 * mebibyte);
  const near = await examined(app);
  expect(only(near, 'NearQuota').map(({ detail }) => detail.dbSizeQuota)).toContain(20 * mebibyte);
  expect(only(near, 'QuotaDiffers')).toMatchObject([{ member: null, detail: { quotas: '20 MiB, 24 MiB' } }]);
  await fill(t, cluster, 24 * mebibyte).catch(() => undefined);
  const full = await examined(app);
  expect(only(full, 'Alarm')[0]).toMatchObject({ severity: 'critical', detail: { alarm: 'NOSPACE' } });
  const { members, alarms } = await app.api.cluster.status({ connection: app.connection });
  expect(alarms).toEqual(['NOSPACE']);
  expect(members.length).toBe(3);
});

it.concurrent('finds a leader that changes often', async (t) => {
  const cluster = await aCluster(t, { members: 3 });
  const app = await openActingApp(cluster);
  t.onTestFinished(() => app.close());
  for (let moves = 0; moves < 4; moves += 1) {
    const [next] = await app.followers();
    if (next === undefined) throw new Error('nobody follows');
    await app.act(app.api.plans.planMoveLeader({ connection: app.connection, member: next.id }));
  }
  const [found] = only(await examined(app), 'LeaderChanges');
  expect(found).toMatchObject({ severity: 'warning', member: null, detail: { threshold: 4 } });
  expect(Number(found?.detail.changes)).toBeGreaterThanOrEqual(4);
});

it.concurrent('finds that few files are left', async (t) => {
  const cluster = await aCluster(t);
  const [few] = cluster.members;
  const app = await opened(t, cluster);
  const { hostname, port } = new URL(few?.endpoint ?? '');
  for (let client = 0; client < 100; client += 1) {
    const socket = connect(Number(port), hostname);
    t.onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
  }
  const openFiles = async () => (await readdir(`/proc/${few?.pid}/fd`)).length;
  await t.expect.poll(openFiles).toBeGreaterThan(100);
  const most = Math.floor((await openFiles()) / 0.85);
  await run('prlimit', [`--pid=${few?.pid}`, `--nofile=${most}:${most}`]);
  expect(only(await examined(app), 'FewFiles')).toMatchObject([{ severity: 'warning', detail: { mostFiles: most } }]);
});

it.skipIf(!hasAtLeast('3.5')).concurrent('finds that metrics are not where anybody could know', async (t) => {
  const cluster = await aCluster(t, { members: 3 });
  const [hidden] = cluster.members;
  const app = await openActingApp(cluster);
  t.onTestFinished(() => app.close());
  // Its client URL then serves gRPC only.
  await hidden?.restart(['--listen-client-http-urls=http://127.0.0.1:0']);
  const examination = await examined(app);
  expect(only(examination, 'MetricsUnread')).toMatchObject([
    { severity: 'info', member: (await app.rowOf(hidden?.name ?? '')).id, failure: expect.anything() },
  ]);
  expect(examination.checks.find(({ name }) => name === 'metrics')?.state).toBe('partial');
});

it.concurrent('looks for snapshots in a folder', async (t) => {
  const cluster = await aCluster(t);
  const app = await opened(t, cluster);
  const folder = join(app.folder, 'snapshots');
  const at = { snapshotFolder: folder };
  const absent = await examined(app, at);
  expect(absent.checks.find(({ name }) => name === 'snapshots')).toMatchObject({
    state: 'failed',
    failure: { code: 'FileNotFound' },
  });
  await mkdir(folder);
  await writeFile(join(folder, 'empty.db'), '');
  expect(only(await examined(app, at), 'NoSnapshot')).toMatchObject([{ detail: { folder } }]);
  await writeFile(join(folder, 'other.db'), Buffer.alloc(40_000));
  expect(only(await examined(app, at), 'NoSnapshot')).toMatchObject([{ detail: { folder } }]);
  writeSmallDatabase(join(folder, 'old.db'));
  const twoDaysAgo = new Date(Date.now() - 48 * 3_600_000);
  await utimes(join(folder, 'old.db'), twoDaysAgo, twoDaysAgo);
  const old = await examined(app, at);
  expect(only(old, 'SnapshotOld')).toMatchObject([{ detail: { file: 'old.db', hours: 48 } }]);
});

it.skipIf(!isFull).concurrent('knows the snapshots that were saved from here', async (t) => {
  const cluster = await aCluster(t);
  const app = await opened(t, cluster);
  const folder = join(app.folder, 'snapshots');
  const at = { snapshotFolder: folder };
  await mkdir(folder);
  for await (const _ of app.api.snapshots.save({
    connection: app.connection,
    file: join(folder, 'new.db'),
    member: null,
  }));
  const { findings } = await examined(app, at);
  expect(findings.filter(({ code }) => /Snapshot/.test(code))).toEqual([]);
  // What was saved from here is known without its folder.
  expect(only(await examined(app), 'NoSnapshot')).toEqual([]);
  expect(only(await examined(await opened(t, cluster)), 'NoSnapshot')).toMatchObject([{ severity: 'info' }]);
  await rm(folder, { recursive: true });
  await mkdir(folder);
  expect(only(await examined(app, at), 'NoSnapshot')).toMatchObject([{ severity: 'warning' }]);
});

it.skipIf(!isFull).concurrent('finds that nobody compacts', async (t) => {
  const cluster = await aCluster(t);
  const first = await opened(t, cluster);
  const { clusterId, members } = await first.api.cluster.status({ connection: first.connection });
  const seen = { [clusterId]: [[members[0]?.revision ?? 1, Date.now() - 40 * 60_000]] };
  await first.leave(first.connection);
  await writeFile(join(first.folder, 'sightings.json'), JSON.stringify({ clusters: seen }));
  const client = new EtcdClient(cluster.target());
  t.onTestFinished(() => client.close());
  const write = async (from: number) => {
    for (let at = from; at < 10_100; at += 100) {
      await client.call(({ kv }) => kv.put({ key: Buffer.from('k'), value: Buffer.from(String(at)) }));
    }
  };
  await Promise.all(Array.from({ length: 100 }, (_, from) => write(from)));
  const connection = await first.open(cluster.draft());
  const [found] = only(await examined({ api: first.api, connection }), 'CompactionStopped');
  expect(found).toMatchObject({ severity: 'warning', detail: { minutes: 40 } });
  const { revision } = found?.detail ?? {};
  await client.call(({ kv }) => kv.compact({ revision: String(revision) }));
  expect(only(await examined({ api: first.api, connection }), 'CompactionStopped')).toEqual([]);
});

it.concurrent('snoozes a finding everywhere until it is woken', async (t) => {
  const cluster = await aCluster(t);
  const app = await opened(t, cluster);
  const { connection } = app;
  const about = { connection, finding: findingKey({ code: 'QuorumAtRisk', member: null, detail: {} }) };
  const found = async () =>
    (await app.api.cluster.status({ connection })).findings.find(({ code }) => code === 'QuorumAtRisk');
  expect((await found())?.snoozed).toBeNull();
  await app.api.doctor.snooze({ ...about, reason: 'one member is meant', until: null });
  expect((await found())?.snoozed).toEqual({ reason: 'one member is meant', until: null });
  const { findings } = await examined(app);
  expect(findings.find(({ code }) => code === 'QuorumAtRisk')?.snoozed).not.toBeNull();
  const { text, name } = await app.api.doctor.report({ connection, format: 'markdown', file: null });
  expect(name).toMatch(/^etcd-[0-9a-f]+-[0-9TZ-]+\.md$/);
  expect(text).toContain('## Snoozed findings');
  expect(text).toContain('one member is meant');
  await app.api.doctor.wake(about);
  expect((await found())?.snoozed).toBeNull();
});

it.concurrent('tells followers at once of a snooze, and soon of a snapshot that was saved', async (t) => {
  const cluster = await aCluster(t);
  const app = await opened(t, cluster);
  const { connection } = app;
  const stop = new AbortController();
  t.onTestFinished(() => stop.abort());
  const followed = app.api.doctor.follow({ connection }, { signal: stop.signal })[Symbol.asyncIterator]();
  const until = async (holds: (examination: Examination) => boolean): Promise<number> => {
    for (let seen = 1; ; seen += 1) {
      const { value, done } = await followed.next();
      if (done === true) throw new Error('the doctor stopped');
      if (holds(value)) return seen;
    }
  };
  await until((examination) => only(examination, 'NoSnapshot').length === 1);
  const finding = findingKey({ code: 'QuorumAtRisk', member: null, detail: {} });
  await app.api.doctor.snooze({ connection, finding, reason: 'one member is meant', until: null });
  expect(await until((examination) => only(examination, 'QuorumAtRisk')[0]?.snoozed !== null)).toBe(1);
  await app.api.doctor.wake({ connection, finding });
  expect(await until((examination) => only(examination, 'QuorumAtRisk')[0]?.snoozed === null)).toBe(1);
  const { file } = await app.api.snapshots.suggestFile({ connection });
  for await (const _ of app.api.snapshots.save({ connection, file, member: null }));
  expect(await until((examination) => only(examination, 'NoSnapshot').length === 0)).toBeLessThan(5);
});

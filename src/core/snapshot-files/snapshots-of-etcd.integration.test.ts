import { execFile } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import { chosenEtcd, hasAtLeast } from '../../testing/etcd-binaries.ts';
import { testPorts } from '../../testing/ports.ts';
import { startSteadyWrites } from '../../testing/steady-writes.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { compact, head, txnPuts } from '../etcd/kv.ts';
import type { Ports } from '../ports.ts';
import { type DatedReport, hashOfSnapshot, readSnapshot, readSnapshotReport } from './read-snapshot.ts';
import { SnapshotValues } from './snapshot-values.ts';

const run = promisify(execFile);
const { etcdutl, etcdctl } = chosenEtcd();
const tool = etcdutl ?? etcdctl ?? '';
const options = { signal: new AbortController().signal, onDidRead: () => undefined, isFresh: false };

let cluster: TestCluster;
let client: EtcdClient;
let ports: Ports;

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target(), { callTimeoutMs: 60_000 });
  ports = testPorts(join(cluster.folder, 'settings'));
  await mkdir(ports.settingsFolder);
  await fill();
}, 120_000);
afterAll(async () => {
  client?.close();
  await cluster?.close();
});

const bytesOf = (text: string): Buffer => Buffer.from(text);

/** Keys of every kind: many lives, transactions, bytes that are no text, values of many pages, and one on a lease. */
async function fill(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) {
    const entries = Array.from({ length: 40 }, (_, index) => ({
      key: bytesOf(`/registry/pods/namespace-${index % 5}/pod-${(turn * 17 + index) % 180}`),
      value: bytesOf(`value ${turn} ${'x'.repeat((turn * index) % 700)}`),
    }));
    await txnPuts(client, entries);
    if (turn % 9 === 8) {
      const key = bytesOf(`/registry/pods/namespace-1/pod-${turn}`);
      await client.call(({ kv }) => kv.deleteRange({ key, range_end: Buffer.concat([key, Buffer.of(0xff)]) }));
    }
  }
  await txnPuts(client, [
    { key: Buffer.of(0, 255, 128), value: Buffer.of(0, 1, 2, 255) },
    { key: bytesOf('/ключ'), value: bytesOf('') },
    { key: bytesOf('/large'), value: Buffer.alloc(1_400_000, 'large') },
  ]);
  const lease = /lease (\w+)/.exec(await cluster.etcdctl('lease', 'grant', '3600'))?.[1] ?? '';
  await cluster.etcdctl('put', '/leased', 'leased', `--lease=${lease}`);
}

let saves = 0;
async function saved(...flags: readonly string[]): Promise<string> {
  const file = join(cluster.folder, `${++saves}.db`);
  await cluster.etcdctl(...flags, 'snapshot', 'save', file);
  return file;
}

const reading = (file: string): Promise<DatedReport> => readSnapshotReport(ports, file, options);

/** Compares every figure that etcd's own tool has. */
async function expectFiguresOf(file: string): Promise<SnapshotReport> {
  const { report } = await reading(file);
  const told = JSON.parse((await run(tool, ['snapshot', 'status', file, '-w', 'json'])).stdout);
  const { figures } = report;
  expect({
    hash: figures?.hash,
    revision: figures?.lastRevision,
    totalKey: hasAtLeast('3.6') ? figures?.totalLiveKeys : figures?.totalRecords,
    totalSize: figures?.databaseBytes,
    ...('version' in told ? { version: report.inside?.storageVersion ?? '' } : {}),
  }).toEqual(told);
  return report;
}

/** What `endpoint hashkv` says of the member. */
async function hashOfMember(revision: number | null, ...flags: readonly string[]): Promise<number> {
  const rev = revision === null ? [] : ['--rev', String(revision)];
  return JSON.parse(await cluster.etcdctl(...flags, 'endpoint', 'hashkv', ...rev, '-w', 'json'))[0].HashKV.hash;
}

/** Compares every key that etcdctl prints of a revision with what the file has of it. */
async function expectKeysAt(file: string, revision: number): Promise<void> {
  const printed = await cluster.etcdctl('get', '', '--prefix', '--rev', String(revision), '-w', 'json');
  // Leases are beyond 2^53.
  const { kvs } = JSON.parse(printed.replaceAll(/"lease":(\d+)/g, '"lease":"$1"'));
  const { index, fingerprint } = await readSnapshot(ports, file, options);
  if (index === null) throw new Error('there is no index');
  const values = await SnapshotValues.open(file, fingerprint);
  const found: unknown[] = [];
  for (let place = 0; place < index.length; place++) {
    const at = index.recordAt(place, revision);
    if (at === null) continue;
    const record = index.record(at);
    const [value] = await values.read([record]);
    found.push({
      key: Buffer.from(index.key(place)).toString('base64'),
      create_revision: record.createRevision,
      mod_revision: record.modRevision,
      version: record.version,
      ...(value === undefined || value.length === 0 ? {} : { value: Buffer.from(value).toString('base64') }),
      ...(record.lease === null ? {} : { lease: BigInt(`0x${record.lease}`).toString() }),
    });
  }
  await values.close();
  await index.close();
  expect(found.length).toBeGreaterThan(100);
  expect(found).toEqual(kvs);
}

it('tells the figures, keys, history and hashes of a member, compacted or not', { timeout: 120_000 }, async () => {
  const { revision } = await head(client);
  const plain = await saved();
  const report = await expectFiguresOf(plain);
  expect(report.integrity).toEqual({ verdict: 'ok', findings: [], found: 0 });
  expect(report.figures).toMatchObject({ revision, compactRevision: 0, hashKV: await hashOfMember(null) });
  expect(report.inside?.leases).toMatchObject([{ grantedTTL: 3_600, keys: 1 }]);
  expect(report.inside?.members).toHaveLength(1);
  for (const past of [revision, revision - 20, 20]) await expectKeysAt(plain, past);

  const past = revision - 25;
  expect(await hashOfSnapshot(ports, plain, { revision: past, compactRevision: 0 }, options)).toBe(
    await hashOfMember(past),
  );
  await compact(client, { revision: revision - 40, isPhysical: true });
  const compacted = await saved();
  expect((await expectFiguresOf(compacted)).integrity.verdict).toBe('ok');
  expect((await reading(compacted)).report.figures).toMatchObject({
    revision,
    compactRevision: revision - 40,
    hashKV: await hashOfMember(null),
  });
  const later = { revision: past, compactRevision: revision - 40 };
  expect(await hashOfSnapshot(ports, plain, later, options)).toBe(await hashOfMember(past));
  await expectKeysAt(compacted, past);

  await cluster.etcdctl('del', '/registry/pods/namespace-0/', '--prefix');
  const deleted = (await head(client)).revision;
  const beforeTombstone = await saved();
  await compact(client, { revision: deleted, isPhysical: true });
  const atTombstone = await saved();
  expect((await expectFiguresOf(atTombstone)).integrity.verdict).toBe('ok');
  const hash = await hashOfMember(null);
  expect((await reading(atTombstone)).report.figures).toMatchObject({ revision: deleted, hashKV: hash });
  const whole = { revision: deleted, compactRevision: deleted };
  expect(await hashOfSnapshot(ports, beforeTombstone, whole, options)).toBe(hash);
  await expectKeysAt(atTombstone, deleted);
});

it('reads a data-dir, and what a restore with a raised revision makes', { timeout: 60_000 }, async () => {
  const file = await saved();
  const restored = join(cluster.folder, 'restored');
  const args = ['snapshot', 'restore', file, '--data-dir', restored];
  const bump = ['--bump-revision', '1000000000', '--mark-compacted'];
  const isBumped = await run(tool, [...args, ...bump]).then(
    () => true,
    // 3.4 before 3.4.27 does not know the flags.
    () => run(tool, args).then(() => false),
  );
  const copy = join(cluster.folder, 'copy.db');
  await copyFile(join(restored, 'member/snap/db'), copy);
  const { integrity, figures } = await expectFiguresOf(copy);
  expect(integrity.verdict).toBe('unverifiable');
  const live = (await reading(file)).report.figures;
  expect(figures?.liveKeys).toBe(live?.liveKeys);
  if (!isBumped) return;
  expect(integrity.findings.map(({ code }) => code)).toContain('RevisionBumped');
  expect(figures?.revision).toBe((live?.lastRevision ?? 0) + 1_000_000_000);
});

it('finds nothing wrong in what is saved under many writes, or while a compaction runs', {
  timeout: 120_000,
}, async () => {
  const kept = 50;
  const writes = startSteadyWrites(client, 2_000);
  const files: string[] = [];
  for (let round = 1; round <= 3; round++) {
    // A revision can be compacted once, and only after those before it.
    await expect.poll(writes.done, { timeout: 60_000 }).toBeGreaterThan(round * kept);
    files.push(await saved());
    const { revision } = await head(client);
    await compact(client, { revision: revision - kept, isPhysical: false });
    files.push(await saved());
  }
  await writes.stop();
  for (const file of files) {
    const { integrity } = (await reading(file)).report;
    expect(integrity.verdict).toBe('ok');
    expect(integrity.findings.filter(({ code }) => code !== 'CompactionUnfinished')).toEqual([]);
  }
});

it('tells users and roles, and no password', { timeout: 60_000 }, async () => {
  for (const words of [
    'user add root:rootpw',
    'role add reader',
    'role grant-permission reader read /registry/ --prefix',
    'user add reader:readerpw',
    'user grant-role reader reader',
    'user grant-role root root',
    'auth enable',
  ]) {
    await cluster.etcdctl(...words.split(' '));
  }
  const root = ['--user', 'root:rootpw'];
  const { inside, figures, integrity } = await expectFiguresOf(await saved(...root));
  expect(integrity.verdict).toBe('ok');
  expect(figures?.hashKV).toBe(await hashOfMember(null, ...root));
  expect(inside).toMatchObject({
    isAuthEnabled: true,
    users: [
      { name: 'reader', roles: ['reader'], hasPassword: true },
      { name: 'root', roles: ['root'], hasPassword: true },
    ],
  });
  const permission = inside?.roles.find(({ name }) => name === 'reader')?.permissions[0];
  expect(permission?.type).toBe('read');
  expect(Buffer.from(permission?.rangeEnd ?? []).toString()).toBe('/registry0');
  expect(JSON.stringify(inside)).not.toContain('$2a$');
});

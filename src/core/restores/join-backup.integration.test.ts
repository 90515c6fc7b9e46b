import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JoinedBackup } from '../../contract/restores.ts';
import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { processesNaming } from '../../testing/processes.ts';
import { fillForRestore } from '../../testing/restored-cluster.ts';
import { eventsOf, incrementOf, writeBackup } from '../../testing/snapshots/backup-files.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { head, txnPuts } from '../etcd/kv.ts';
import { hashKV } from '../etcd/maintenance.ts';

const bytes = (text: string): Buffer => Buffer.from(text);
const at = new Date('2026-11-20T10:00:00Z');
const etcd = dirname(chosenEtcd().etcd);
const { version } = chosenEtcd();

let cluster: TestCluster;
let client: EtcdClient;
let app: OpenedApp;
let endpoint: string;
/** The last revision of the full snapshot, and of each increment. */
let ends: readonly [number, number, number];
/** HashKV of the member that was backed up, at these. */
let hashes: readonly number[];
let [full, lastIncrement] = ['', ''];

beforeAll(async () => {
  // A deletion of more keys than a transaction may have operations is one revision all the same.
  cluster = await startCluster();
  endpoint = cluster.endpoints[0] ?? '';
  client = new EtcdClient(cluster.target());
  await fillForRestore(cluster.target(), 400);
  // It lasts as short as a server keeps one, and would expire while many revisions are repeated.
  const [short = ''] = /[0-9a-f]{16}/.exec(await cluster.etcdctl('lease', 'grant', '1')) ?? [];
  const keeping = new AbortController();
  const kept = keepAlive(short, keeping.signal);
  await cluster.etcdctl('put', `--lease=${short}`, '/short', 'v');
  app = await openApp(cluster.draft());
  await app.api.settings.update({ changes: { etcdBinary: chosenEtcd().etcd } });
  const saved = join(app.folder, 'saved.db');
  for await (const _ of app.api.snapshots.save({ connection: app.connection, file: saved, member: null }));
  const revision = async (): Promise<number> => (await head(client)).revision;
  const first = await revision();
  const many = process.env.ETCDECK_FULL === '1' ? 1_000 : 300;
  for (let key = 0; key < many; key += 1) await txnPuts(client, [{ key: bytes(`/many/${key}`), value: bytes('m') }]);
  await cluster.etcdctl('del', '--prefix', '/app/');
  const [long = ''] = /[0-9a-f]{16}/.exec(await cluster.etcdctl('lease', 'grant', '3600')) ?? [];
  await cluster.etcdctl('put', `--lease=${long}`, '/long', 'v');
  const second = await revision();
  await client.call(({ kv }) =>
    kv.txn({
      success: [
        { request_put: { key: bytes('/z'), value: bytes('1') } },
        { request_delete_range: { key: bytes('/many/'), range_end: bytes('/many/2') } },
        { request_put: { key: bytes('/a'), value: Buffer.alloc(1_000_000, 7) } },
      ],
    }),
  );
  await cluster.etcdctl('put', '/app/1', 'again');
  const third = await revision();
  ends = [first, second, third];
  hashes = await Promise.all(ends.map(async (end) => (await hashKV(client, endpoint, end)).hash));
  const folder = join(app.folder, 'backup');
  await mkdir(folder);
  full = await writeBackup(folder, { kind: 'Full', from: 0, to: first, at, suffix: '.gz' }, await readFile(saved));
  for (const [from, to] of [ends.slice(0, 2), ends.slice(1)]) {
    const events = await eventsOf(endpoint, (from ?? 0) + 1, to ?? 0);
    const name = { kind: 'Incr', from: (from ?? 0) + 1, to: to ?? 0, at, suffix: '' } as const;
    lastIncrement = await writeBackup(folder, name, incrementOf(events, at));
  }
  keeping.abort();
  await kept;
}, 120_000);
afterAll(async () => {
  await app?.close();
  client?.close();
  await cluster?.close();
});

async function keepAlive(lease: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await cluster.etcdctl('lease', 'keep-alive', '--once', lease);
}

async function joined(file: string, into: string): Promise<{ readonly steps: unknown; readonly joined: JoinedBackup }> {
  const steps: string[] = [];
  for await (const notice of app.api.restores.join({ file, into, etcd })) {
    if (notice.kind === 'step') steps.push(notice.step);
    if (notice.kind === 'joined') return { steps, joined: notice.joined };
  }
  throw new Error('it ended without a result');
}

async function reportOf(file: string): Promise<SnapshotReport> {
  for await (const reading of app.api.snapshots.read({ file, isFresh: false })) {
    if (reading.kind === 'read') return reading.report;
  }
  throw new Error('it was not read');
}

const places = async () => [
  await readdir(join(app.folder, 'rehearsals')),
  processesNaming(join(app.folder, 'rehearsals')),
  await readdir(join(app.folder, 'opened-backups')),
];

it('makes one snapshot of a full one and its increments, which has the history of the member, and serves it', async () => {
  const into = join(app.folder, 'joined.db');
  const result = await joined(full, into);
  expect(result).toEqual({
    steps: ['check', 'restore', 'start', 'apply', 'save', 'compare', 'stop'],
    joined: {
      ...{ file: into, bytes: expect.any(Number), sha256: expect.any(String), etcdVersion: version },
      ...{ revision: ends[2], appliedRevisions: ends[2] - ends[0], leasesWithoutTTL: 1, leftOut: null },
      durationMs: expect.any(Number),
    },
  });
  const { figures, integrity } = await reportOf(into);
  expect(integrity.verdict).toBe('ok');
  expect(figures).toMatchObject({ revision: ends[2], hashKV: hashes[2] });
  for await (const notice of app.api.restores.rehearse({ file: into, etcd })) {
    if (notice.kind === 'rehearsed') expect(notice.rehearsal).toMatchObject({ served: true, revision: ends[2] });
  }
  expect(await places()).toEqual([[], [], []]);
});

it('never writes over a file, takes what increments follow, and leaves nothing when it is stopped', async () => {
  const into = join(app.folder, 'taken.db');
  await writeFile(into, 'mine');
  await expect(joined(full, into)).rejects.toMatchObject({ code: 'FileExists' });
  expect(await readFile(into, 'utf8')).toBe('mine');
  const alone = join(app.folder, 'saved.db');
  await expect(joined(alone, join(app.folder, 'never.db'))).rejects.toMatchObject({ code: 'BadRequest' });
  const stop = new AbortController();
  const request = { file: full, into: join(app.folder, 'never.db'), etcd };
  const stopped = (async () => {
    for await (const notice of app.api.restores.join(request, { signal: stop.signal })) {
      if (notice.kind === 'applied') stop.abort();
    }
  })();
  await expect(stopped).rejects.toMatchObject({ code: 'Cancelled' });
  expect(await readdir(app.folder)).not.toContain('never.db');
  expect(await places()).toEqual([[], [], []]);
});

it('reaches as far as the increments are whole, and says why no further', async () => {
  await truncate(lastIncrement, 1_000);
  const into = join(app.folder, 'shorter.db');
  const { joined: shorter } = await joined(full, into);
  expect(shorter).toMatchObject({ revision: ends[1], appliedRevisions: ends[1] - ends[0] });
  expect(shorter.leftOut).toContain('the history ends before it');
  expect((await reportOf(into)).figures).toMatchObject({ revision: ends[1], hashKV: hashes[1] });
});

it('makes no file of a backup of which no increment can be read', async () => {
  const folder = dirname(lastIncrement);
  for (const name of await readdir(folder)) if (name.startsWith('Incr-')) await truncate(join(folder, name), 1_000);
  await expect(joined(full, join(app.folder, 'never.db'))).rejects.toMatchObject({
    ...{ code: 'SnapshotInvalid', message: expect.stringContaining('the history ends before it') },
  });
  expect(await readdir(app.folder)).not.toContain('never.db');
});

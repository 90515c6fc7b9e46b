import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Rehearsal, RehearsalNotice, RestoreNotice } from '../../contract/restores.ts';
import type { RehearsalResult } from '../../contract/snapshots.ts';
import { bundleForNode } from '../../testing/bundle.ts';
import { copyDamaged } from '../../testing/damaged-copy.ts';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { orphanGuard } from '../../testing/orphan-guard.ts';
import { testPorts, testWorkerFile } from '../../testing/ports.ts';
import { processesNaming } from '../../testing/processes.ts';
import { fillForRestore, restoreAsPrinted } from '../../testing/restored-cluster.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { put } from '../../testing/unguarded-writes.ts';
import { bytesOf } from '../bytes/bytes.ts';
import { EtcdClient } from '../etcd/client.ts';
import { canBumpRevision, usualBump } from '../etcdctl/restore-words.ts';
import { Rehearsals } from './rehearsals.ts';

let cluster: TestCluster;
let app: OpenedApp;
/** Without auth, with it, and with later writes, as k3s makes them. */
let [plain, locked, later] = ['', '', ''];
const etcd = dirname(chosenEtcd().etcd);
const { version, etcdctl, etcdutl } = chosenEtcd();
/** Since etcd 3.5 etcdutl restores, and before it etcdctl. */
const tools = [etcdutl, etcdctl].filter((tool) => tool !== null);
const [firstTool = ''] = tools;
/** What a revision is raised by, where this version can. */
const usual = canBumpRevision(version) ? usualBump : null;

beforeAll(async () => {
  cluster = await startCluster();
  await fillForRestore(cluster.target(), 1_500);
  app = await openApp(cluster.draft());
  [plain, locked, later] = [
    join(app.folder, "it's plain.db"),
    join(app.folder, 'locked.db'),
    join(app.folder, 'later.db'),
  ];
  await cluster.etcdctl('snapshot', 'save', plain);
  for (const key of ['/registry/ranges/gone', '/bootstrap/gone']) {
    await cluster.etcdctl('put', key, 'l');
    await cluster.etcdctl('del', key);
  }
  await cluster.etcdctl('user', 'add', 'root:rootpw');
  await cluster.etcdctl('user', 'grant-role', 'root', 'root');
  await cluster.etcdctl('auth', 'enable');
  await cluster.etcdctl('--user=root:rootpw', 'snapshot', 'save', locked);
  for (const key of ['/app/later', '/registry/ranges/a', '/bootstrap/a']) {
    await cluster.etcdctl('--user=root:rootpw', 'put', key, 'l');
  }
  await cluster.etcdctl('--user=root:rootpw', 'snapshot', 'save', later);
  await app.api.settings.update({ changes: { etcdBinary: chosenEtcd().etcd } });
});
afterAll(async () => {
  await app?.close();
  await cluster?.close();
});

async function rehearsed(file: string): Promise<{ readonly steps: readonly string[]; readonly rehearsal: Rehearsal }> {
  const notices: RehearsalNotice[] = [];
  for await (const notice of app.api.restores.rehearse({ file, etcd })) notices.push(notice);
  const last = notices.at(-1);
  if (last?.kind !== 'rehearsed') throw new Error('it ended without a result');
  return { steps: notices.flatMap((one) => (one.kind === 'step' ? [one.step] : [])), rehearsal: last.rehearsal };
}

it('begins with what the file and the live cluster say', async () => {
  const begun = await app.api.restores.begin({ file: plain, connection: app.connection });
  expect(begun).toMatchObject({
    form: {
      file: plain,
      members: [{ name: 'member-1', peerURLs: [cluster.members[0]?.peerUrl] }],
      toolVersion: version,
    },
    integrity: { verdict: 'ok' },
    ...{ isK3s: false, isAuthEnabled: false, leases: 1, behindLive: 7, bumpReason: 'liveIsAhead' },
  });
  // The machine may have others on PATH.
  expect(begun.tools.slice(0, tools.length)).toMatchObject(
    tools.map((tool) => ({ file: tool, program: basename(tool), version })),
  );
  expect(begun.form.bumpRevision).toBe(usual);
  const alone = await app.api.restores.begin({ file: plain, connection: null });
  expect(alone).toMatchObject({ bumpReason: 'none', behindLive: null, form: { bumpRevision: null } });
  const deleted = await app.api.restores.begin({ file: locked, connection: null });
  expect(deleted).toMatchObject({ bumpReason: 'none', isK3s: false, isAuthEnabled: true });
  const ofK3s = await app.api.restores.begin({ file: later, connection: null });
  expect(ofK3s).toMatchObject({ bumpReason: 'kubernetes', isK3s: true, isAuthEnabled: true });
  expect(ofK3s.form).toMatchObject({ bumpRevision: usual, layout: 'kubeadm' });
  expect(begun.form.token).toMatch(/^etcd-restored-\d{4}-\d\d-\d\d-[a-z2-9]{4}$/);
});

it.each(usual === null ? [null] : [null, usual])(
  'serves what the file holds, restored by the printed commands, raised by %s',
  async (bumpRevision) => {
    const restored = await restoreAsPrinted(app.api, plain, { bumpRevision });
    try {
      const connection = await app.open(restored.draft);
      const equal = async (file: string) => {
        const hashes = await app.api.restores.compareHash({ file, connection });
        return hashes.map(({ name, isEqual, failure }) => [name, isEqual, failure?.code]).sort();
      };
      const all = (isEqual: boolean | null, code?: string) =>
        [1, 2, 3].map((number) => [`restored-${number}`, isEqual, code]);
      expect(await equal(plain)).toEqual(all(true));
      expect(await equal(later)).toEqual(bumpRevision === null ? all(false) : all(null, 'Compacted'));
      const client = new EtcdClient(restored.target);
      await put(client, { key: bytesOf('/app/after'), value: bytesOf('a') });
      client.close();
      expect(await equal(plain)).toEqual(all(true));
      await app.leave(connection);
    } finally {
      await restored.close();
    }
  },
);

it('rehearses a good file', async () => {
  const { steps, rehearsal } = await rehearsed(plain);
  expect(steps).toEqual(['check', 'restore', 'start', 'compare', 'stop']);
  expect(rehearsal).toEqual({
    ...{ served: true, etcdVersion: version, revision: expect.any(Number), liveKeys: expect.any(Number) },
    ...{ hashEqual: true, comparedKeys: 1_000, differentKeys: 0, durationMs: expect.any(Number) },
  });
  expect(rehearsal.liveKeys).toBeGreaterThan(1_000);
  expect(await readdir(join(app.folder, 'rehearsals'))).toEqual([]);
  expect(processesNaming(join(app.folder, 'rehearsals'))).toEqual([]);
});

it('rehearses a file with auth, whose passwords nobody knows', async () => {
  expect((await rehearsed(locked)).rehearsal).toMatchObject({ served: true, hashEqual: true, differentKeys: 0 });
});

it('says of a damaged file that it cannot be restored', async () => {
  const damaged = await copyDamaged(plain, join(app.folder, 'damaged.db'));
  const { form, integrity } = await app.api.restores.begin({ file: damaged, connection: null });
  const notices: RehearsalNotice[] = [];
  const outcome = (async () => {
    for await (const notice of app.api.restores.rehearse({ file: damaged, etcd })) notices.push(notice);
  })();
  expect(integrity).toMatchObject({ verdict: 'damaged' });
  await expect(outcome).rejects.toMatchObject({ code: 'SnapshotInvalid', message: integrity.findings[0]?.message });
  expect(notices).toEqual([{ kind: 'step', step: 'check' }]);
  const { faults, commands } = await app.api.restores.describe({ form });
  expect(faults).toContainEqual(expect.objectContaining({ field: 'file', severity: 'error' }));
  expect(commands).toEqual([]);
  const left = await readdir(app.folder, { recursive: true });
  expect(left.filter((path) => dirname(path) === 'rehearsals')).toEqual([]);
});

/** One of its steps each time, and each in a full run. */
const cancelledAt = process.env.ETCDECK_FULL === '1' ? ['check', 'restore', 'start', 'compare'] : ['compare'];

it.each(cancelledAt)('leaves nothing when it is cancelled at its step %s', async (at) => {
  const stop = new AbortController();
  const seen: string[] = [];
  const outcome = (async () => {
    for await (const notice of app.api.restores.rehearse({ file: plain, etcd }, { signal: stop.signal })) {
      if (notice.kind === 'step') seen.push(notice.step);
      if (seen.at(-1) === at) stop.abort();
    }
  })();
  await expect(outcome).rejects.toMatchObject({ code: 'Cancelled' });
  expect(seen.at(-1)).toBe(at);
  const root = join(app.folder, 'rehearsals');
  expect([await readdir(root), processesNaming(root)]).toEqual([[], []]);
});

it('leaves nothing when its host is killed', async () => {
  const script = await bundleForNode(resolve(import.meta.dirname, '../../testing/rehearsal-host.ts'));
  const settingsFolder = join(app.folder, 'killed');
  await mkdir(settingsFolder);
  const args = [script, settingsFolder, await testWorkerFile(), plain, etcd];
  const host = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (host.pid !== undefined) orphanGuard.process(host.pid);
  expect(await once(host, 'exit')).toEqual([null, 'SIGKILL']);
  const root = join(settingsFolder, 'rehearsals');
  await expect.poll(() => readdir(root), { timeout: 30_000 }).toEqual([]);
  await expect.poll(() => processesNaming(root), { timeout: 30_000 }).toEqual([]);
});

it('remembers what it showed, of a file that cannot be restored too', async () => {
  const remembered: [string, RehearsalResult][] = [];
  const rehearsals = new Rehearsals({
    ports: testPorts(app.folder),
    settings: app.api.settings,
    didRehearse: async (file, result) => void remembered.push([file, result]),
  });
  const damaged = await copyDamaged(plain, join(app.folder, 'damaged-too.db'));
  await expect(drain(rehearsals.run({ file: damaged, etcd }, new AbortController().signal))).rejects.toThrow();
  await expect(
    drain(rehearsals.run({ file: plain, etcd: app.folder }, new AbortController().signal)),
  ).rejects.toMatchObject({
    code: 'ToolMissing',
    detail: { program: 'etcd' },
  });
  expect(remembered).toEqual([
    [
      damaged,
      {
        at: expect.any(Number),
        served: false,
        etcdVersion: version,
        failure: expect.objectContaining({ code: 'SnapshotInvalid' }),
      },
    ],
  ]);
});

it('holds a member that starts too slowly, or has no room, against no file', async () => {
  const remembered: RehearsalResult[] = [];
  let patienceMs = 100;
  const rehearsals = new Rehearsals({
    ...{ ports: testPorts(app.folder), settings: app.api.settings, startMs: () => patienceMs },
    didRehearse: async (_, result) => void remembered.push(result),
  });
  const outcome = async (afterwards: string) => {
    const programs = await etcdThatDoes(afterwards);
    return await drain(rehearsals.run({ file: plain, etcd: programs }, new AbortController().signal)).catch(String);
  };
  const late = {
    code: 'DeadlineExceeded',
    message: expect.stringContaining('in time'),
    operation: 'restores.rehearse',
  };
  expect(await outcome('exec sleep 600')).toContain(`etcd ${version} did not start from it in time`);
  expect(remembered).toMatchObject([{ served: false, etcdVersion: version, failure: late }]);
  patienceMs = 60_000;
  expect(await outcome('echo write: no space left on device >&2')).toContain('no space left on device');
  expect(remembered).toHaveLength(1);
  expect(await outcome('echo panic: a bad page >&2')).toContain('does not start from it');
  expect(remembered.slice(1)).toMatchObject([{ served: false, failure: { code: 'RestoreFailed' } }]);
  const root = join(app.folder, 'rehearsals');
  expect([await readdir(root), processesNaming(root)]).toEqual([[], []]);
});

/** Returns a folder with etcd's programs, whose etcd only tells its version and then does something else than to serve. */
async function etcdThatDoes(afterwards: string): Promise<string> {
  const folder = await mkdtemp(join(app.folder, 'programs-'));
  await symlink(firstTool, join(folder, basename(firstTool)));
  const script = `#!/bin/sh\n[ "$1" = --version ] && exec ${chosenEtcd().etcd} --version\n${afterwards}\n`;
  await writeFile(join(folder, 'etcd'), script, { mode: 0o755 });
  return folder;
}

async function drain(notices: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of notices);
}

async function restoring(dataDir: string, options: { readonly signal?: AbortSignal; readonly tool?: string } = {}) {
  const { form } = await app.api.restores.begin({ file: plain, connection: null });
  const request = { form, member: 'member-1', tool: options.tool ?? firstTool, dataDir };
  return app.api.restores.run(request, options.signal === undefined ? {} : { signal: options.signal });
}

it('restores here, into a folder that is absent or empty', async () => {
  const dataDir = join(app.folder, 'restored');
  const notices: RestoreNotice[] = [];
  for await (const notice of await restoring(dataDir)) notices.push(notice);
  expect(notices.at(-1)).toEqual({ kind: 'restored', dataDir, durationMs: expect.any(Number) });
  expect(notices.some((notice) => notice.kind === 'line' && notice.text.includes('restor'))).toBe(true);
  expect(await readdir(dataDir)).toEqual(['member']);
  expect((await readdir(join(dataDir, 'member'))).sort()).toEqual(['snap', 'wal']);
});

async function failureOf(notices: AsyncIterable<RestoreNotice>): Promise<unknown> {
  try {
    for await (const _ of notices);
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

it('refuses a folder that is not empty, and leaves it', async () => {
  const dataDir = join(app.folder, 'restored');
  const before = await readdir(join(dataDir, 'member', 'snap'));
  expect(await failureOf(await restoring(dataDir))).toMatchObject({ code: 'FileExists' });
  expect(await readdir(join(dataDir, 'member', 'snap'))).toEqual(before);
});

it('leaves nothing when it is cancelled, or the tool fails', async () => {
  const stop = new AbortController();
  const dataDir = join(app.folder, 'cancelled');
  const notices = await restoring(dataDir, { signal: stop.signal });
  const ended = failureOf(
    (async function* () {
      for await (const notice of notices) {
        stop.abort();
        yield notice;
      }
    })(),
  );
  expect(await ended).toMatchObject({ code: 'Cancelled' });
  expect(await readdir(app.folder)).not.toContain('cancelled');
  expect(processesNaming(dataDir)).toEqual([]);
});

it('runs nothing but etcdutl and etcdctl', async () => {
  const other = join(app.folder, 'other');
  await writeFile(other, '#!/bin/sh\necho etcdutl version: 3.5.30\n', { mode: 0o755 });
  for (const tool of [other, 'etcdutl', chosenEtcd().etcd]) {
    expect(await failureOf(await restoring(join(app.folder, 'never'), { tool }))).toMatchObject({
      code: 'ToolMissing',
    });
  }
  expect(await readdir(app.folder)).not.toContain('never');
});

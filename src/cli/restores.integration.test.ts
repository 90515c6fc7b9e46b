import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canBumpRevision } from '../core/etcdctl/restore-words.ts';
import { buildCli, type Cli } from '../testing/cli-process.ts';
import { copyDamaged } from '../testing/damaged-copy.ts';
import { chosenEtcd } from '../testing/etcd-binaries.ts';
import { fillForRestore } from '../testing/restored-cluster.ts';
import { startCluster } from '../testing/test-cluster.ts';

let folder = '';
let [file, damaged] = ['', ''];
let cli: Cli;
const etcd = dirname(chosenEtcd().etcd);
const canRaise = canBumpRevision(chosenEtcd().version);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-'));
  [file, damaged] = [join(folder, 'plain.db'), join(folder, 'damaged.db')];
  const cluster = await startCluster();
  try {
    await fillForRestore(cluster.target(), 100);
    await cluster.etcdctl('snapshot', 'save', file);
  } finally {
    await cluster.close();
  }
  await copyDamaged(file, damaged);
  cli = await buildCli(join(folder, 'settings'), { hasWorker: true });
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) =>
  cli.run(['-w', 'json', 'snapshot', ...args], { env: { PATH: [etcd, process.env.PATH].join(delimiter) } });

it('prints the commands of every member, and runs that of one', async () => {
  const list = 'm1=http://127.0.0.1:31380,m2=http://127.0.0.1:31381,m3=http://127.0.0.1:31382';
  const raise = canRaise ? ['--bump-revision', '5'] : [];
  const printed = await run('restore', file, '--initial-cluster', list, ...raise, '--data-dir', '/d');
  expect(printed.exitCode).toBe(0);
  const { commands, runbook, faults } = JSON.parse(printed.stdout);
  expect(commands.map(({ member }: { readonly member: string }) => member)).toEqual(['m1', 'm2', 'm3']);
  expect(commands[1].bash).toContain(`--name m2 --initial-cluster ${list}`);
  expect(commands[1].powershell).toContain(`--initial-cluster '${list}'`);
  expect(commands[1].bash).toMatch(
    canRaise ? / --data-dir \/d-m2 --bump-revision 5 --mark-compacted$/ : / --data-dir \/d-m2$/,
  );
  expect(Object.keys(runbook[0])).toEqual(['host', 'commands', 'note']);
  expect(faults).toMatchObject([{ field: 'dataDir', severity: 'warning' }]);
  const dataDir = join(folder, 'm1');
  const restored = await run(
    'restore',
    file,
    '--name',
    'm1',
    '--initial-cluster',
    list,
    '--data-dir',
    dataDir,
    '--run',
  );
  expect(restored.exitCode).toBe(0);
  expect(JSON.parse(restored.stdout)).toEqual({ member: 'm1', dataDir, durationMs: expect.any(Number) });
  expect(await readdir(dataDir)).toEqual(['member']);
  const again = await run('restore', file, '--name', 'm1', '--initial-cluster', list, '--data-dir', dataDir, '--run');
  expect([again.exitCode, again.stdout]).toEqual([2, '']);
  expect(again.stderr).toContain('FileExists');
});

it('rehearses: 0 where it served what the file holds, 1 where it cannot be restored', async () => {
  const { exitCode, stdout } = await run('rehearse', file);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    ...{ served: true, etcdVersion: chosenEtcd().version, revision: expect.any(Number), liveKeys: expect.any(Number) },
    ...{ hashEqual: true, durationMs: expect.any(Number) },
  });
  const failed = await run('rehearse', damaged, '--etcd', etcd);
  expect([failed.exitCode, failed.stdout]).toEqual([1, '']);
  expect(JSON.parse(failed.stderr).error.code).toBe('SnapshotInvalid');
  const missing = await run('rehearse', file, '--etcd', folder);
  expect([missing.exitCode, JSON.parse(missing.stderr).error.code]).toEqual([3, 'ToolMissing']);
});

it('prints no command for a damaged file', async () => {
  const { exitCode, stdout } = await run('restore', damaged);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ commands: [], faults: [{ field: 'file', severity: 'error' }] });
});

it('takes the version of a given tool, and refuses a list of members that is none', async () => {
  const tool = join(folder, 'etcdctl');
  await writeFile(tool, '#!/bin/sh\necho etcdctl version: 3.4.23\n', { mode: 0o755 });
  const old = await run('restore', file, '--tool', tool, '--bump-revision', '5');
  expect(old.exitCode).toBe(1);
  expect(JSON.parse(old.stdout).faults).toContainEqual(
    expect.objectContaining({ field: 'bumpRevision', severity: 'error' }),
  );
  const plain = await run('restore', file, '--tool', tool);
  expect(JSON.parse(plain.stdout).commands[0].bash).toMatch(/^etcdctl /);
  const bogus = await run('restore', file, '--initial-cluster', 'm1=http://10.0.0.1:2380,bogus');
  expect([bogus.exitCode, bogus.stdout]).toEqual([2, '']);
  expect(bogus.stderr).toContain('--initial-cluster takes name=peerURL');
});

it.skipIf(!canRaise)('tells of a raise where it is made, and prints what the tool says with its tabs', async () => {
  const list = 'm1=http://127.0.0.1:31380';
  const table = (...args: readonly string[]) =>
    cli.run(['snapshot', 'restore', file, '--initial-cluster', list, '--bump-revision', '5', ...args], {
      env: { PATH: [etcd, process.env.PATH].join(delimiter) },
    });
  expect((await table()).stderr).toContain('The revision is raised by 5;');
  const refused = await table('--run', '--name', 'zz', '--data-dir', join(folder, 'zz'));
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).not.toContain('is raised');
  const restored = await table('--run', '--name', 'm1', '--data-dir', join(folder, 'raised'));
  expect(restored.exitCode).toBe(0);
  expect(restored.stderr).toContain('The revision is raised by 5;');
  expect(restored.stderr).not.toContain('\\x09');
});

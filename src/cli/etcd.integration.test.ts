import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { tarGz } from '../testing/archives.ts';
import { type CliHome, startCliHome } from '../testing/cli-home.ts';
import { hasTerminals } from '../testing/cli-process.ts';
import { type ReleaseSite, sayingVersion, sends, sha256, startReleaseSite } from '../testing/release-site.ts';

/** Whether this machine lets its users have mounts of their own. */
const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

let home: CliHome;
let site: ReleaseSite;
let archive: Buffer;
let nothing: string;
beforeAll(async () => {
  archive = tarGz([
    { path: 'etcd/etcd', content: sayingVersion('3.6.2') },
    { path: 'etcd/etcdutl', content: '#!/bin/sh\necho "etcdutl version: 3.6.2"\n' },
    // What a small disk has no room for.
    { path: 'etcd/etcdctl', content: randomBytes(256 * 1024) },
  ]);
  [home, site, nothing] = await Promise.all([
    startCliHome(),
    startReleaseSite(),
    mkdtemp(join(tmpdir(), 'etcdeck-no-etcd-')),
  ]);
  site.answer(sends(archive));
});
afterAll(async () => {
  await site?.close();
  await Promise.all([home?.close(), rm(nothing, { recursive: true, force: true })]);
});

/** Nothing is on PATH. */
const env = () => ({ PATH: nothing });
const ofArchive = () => ['etcd', 'get', '--archive', `${site.origin}/etcd.tar.gz`, '--sha256', sha256(archive)];
const programs = (): string => join(home.folder, 'programs');
/** The source that the settings name. */
const keptRelease = async () =>
  JSON.parse(await readFile(join(home.folder, 'settings.json'), 'utf8')).etcdRelease ?? null;

it('says that there is none, and how to get one', async () => {
  const { exitCode, stderr } = await home.cli.run(['etcd', 'where'], { env: env() });
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^There is no etcd on the PATH.*etcdeck etcd get/s)]);
});

it('has a rehearsal say so too', async () => {
  expect(await home.failure(['snapshot', 'rehearse', '/no.db'], { env: env() })).toEqual({
    exitCode: 3,
    code: 'ToolMissing',
  });
});

it('gets none without being asked to', async () => {
  expect(await home.failure(['etcd', 'get'], { env: env() })).toEqual({ exitCode: 2, code: 'BadRequest' });
  expect(await home.failure(['etcd', 'get', '--sha256', 'ab'], { env: env() })).toMatchObject({ code: 'BadRequest' });
  expect(site.asked).toEqual([]);
});

it('refuses an archive with another sum, and leaves nothing', async () => {
  const args = ['etcd', 'get', '--archive', `${site.origin}/etcd.tar.gz`, '--sha256', 'ab'.repeat(32), '--yes'];
  expect(await home.failure(args, { env: env() })).toEqual({ exitCode: 3, code: 'DownloadMismatch' });
  expect(await readdir(programs())).toEqual([]);
  expect(await keptRelease()).toBeNull();
});

it.skipIf(!canMount)('meets a full disk, and leaves nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-full-'));
  try {
    // A disk of its own, of 64 KiB, which nobody else sees: what is left there is told by the last line.
    const inside =
      'mount -t tmpfs -o size=64k none "$0" || exit 9; export ETCDECK_CONFIG_DIR="$0/etcdeck"; PATH=/nowhere "$@"; code=$?; ls -A "$0/etcdeck/programs"; exit $code';
    const command = [process.execPath, home.cli.script, '-w', 'json', ...ofArchive(), '--yes'];
    await expect(promisify(execFile)('unshare', ['-rm', 'sh', '-c', inside, folder, ...command])).rejects.toMatchObject(
      { code: 3, stdout: '', stderr: expect.stringContaining('"DiskFull"') },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it.skipIf(!hasTerminals)('asks on a terminal with source, sum and place, and takes no for no', async () => {
  const { child, ended } = home.cli.startOnTerminal(ofArchive(), { env: { PATH: `${nothing}:/usr/bin:/bin` } });
  let shown = '';
  child.stdout.on('data', (part: Buffer) => (shown += part));
  await vi.waitFor(() => expect(shown).toContain('Get it? [y/N]'), { timeout: 60_000 });
  expect(shown).toContain(`${site.origin}/etcd.tar.gz`);
  expect(shown).toContain(sha256(archive));
  expect(shown).toContain(programs());
  child.stdin.write('n\n');
  expect((await ended).exitCode).toBe(1);
  expect(await keptRelease()).toBeNull();
});

it('gets it, and uses it from then on', async () => {
  const got = await home.cli.run([...ofArchive(), '--yes', '-w', 'json'], { env: env() });
  const binary = join(programs(), 'etcd-3.6.2', 'etcd');
  expect([got.exitCode, JSON.parse(got.stdout)]).toEqual([0, { binary, version: '3.6.2', place: 'own' }]);
  await access(binary);
  expect(await keptRelease()).toEqual({ archive: `${site.origin}/etcd.tar.gz`, sha256: sha256(archive) });
  const where = await home.cli.run(['etcd', 'where'], { env: env() });
  expect([where.exitCode, where.stdout]).toEqual([0, expect.stringContaining(binary)]);
  // Once is enough.
  const asked = site.asked.length;
  expect((await home.cli.run(['etcd', 'get'], { env: env() })).exitCode).toBe(0);
  expect(site.asked).toHaveLength(asked);
  // A rehearsal gets as far as its file.
  expect((await home.failure(['snapshot', 'rehearse', '/no.db'], { env: env() })).code).not.toBe('ToolMissing');
});

import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdNotice, EtcdRelease, EtcdWay } from '../../contract/programs.ts';
import { tarGz } from '../../testing/archives.ts';
import { type ReleaseSite, sayingVersion, sends, sha256, startReleaseSite } from '../../testing/release-site.ts';
import { someSettings } from '../../testing/some-settings.ts';
import { createPrograms, type Programs } from './create-programs.ts';
import { pinnedRelease } from './pinned-release.ts';
import { UnaskedEtcd } from './unasked-etcd.ts';

let folder: string;
let bin: string;
let site: ReleaseSite;
let settings: { etcdBinary: string | null; etcdRelease: EtcdRelease | null };
let programs: Programs;
const path = process.env.PATH;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-programs-'));
  bin = join(folder, 'bin');
  await mkdir(bin);
  process.env.PATH = bin;
  site = await startReleaseSite();
  settings = { etcdBinary: null, etcdRelease: null };
  programs = onMachine('linux', 'x64');
});
afterEach(async () => {
  process.env.PATH = path;
  await programs.close();
  await site.close();
  await rm(folder, { recursive: true });
});

const onMachine = (platform: NodeJS.Platform, processor: NodeJS.Architecture): Programs =>
  createPrograms({
    settingsFolder: folder,
    settings: { get: async () => someSettings(settings) },
    machine: { platform, processor },
  });

async function program(name: string, script: string): Promise<string> {
  const file = join(bin, name);
  await writeFile(file, script);
  await chmod(file, 0o755);
  return file;
}

const release = (version: string): Buffer =>
  tarGz(['etcd', 'etcdctl', 'etcdutl'].map((name) => ({ path: `etcd/${name}`, content: sayingVersion(version) })));

async function got(way: EtcdWay = 'download'): Promise<readonly EtcdNotice[]> {
  const notices: EtcdNotice[] = [];
  for await (const notice of programs.get({ way })) notices.push(notice);
  return notices;
}

const own = (): Promise<readonly string[]> => readdir(join(folder, 'programs')).catch(() => []);

describe.skipIf(process.platform === 'win32')('the etcd of this machine', () => {
  it('is that of the settings, else that on PATH, else the newest that etcdeck got', async () => {
    for (const version of ['3.5.9', '3.6.14', '3.6.2']) {
      const archive = release(version);
      site.answer(sends(archive));
      settings.etcdRelease = { archive: `${site.origin}/etcd`, sha256: sha256(archive) };
      await got();
    }
    expect((await own()).toSorted()).toEqual(['etcd-3.5.9', 'etcd-3.6.14', 'etcd-3.6.2']);
    const newest = join(folder, 'programs', 'etcd-3.6.14', 'etcd');
    expect((await programs.find({})).found).toEqual({ binary: newest, version: '3.6.14', place: 'own' });
    const onPath = await program('etcd', sayingVersion('3.4.30'));
    expect((await programs.find({})).found).toEqual({ binary: onPath, version: '3.4.30', place: 'path' });
    settings.etcdBinary = await program('chosen', sayingVersion('3.5.1'));
    expect((await programs.find({})).found).toEqual({
      ...{ binary: settings.etcdBinary, version: '3.5.1', place: 'settings' },
    });
    settings.etcdBinary = join(bin, 'absent');
    expect(await programs.find({})).toMatchObject({ found: null, reason: expect.stringContaining('absent') });
  });

  it('is offered where there is none, with its size, its source and its sum', async () => {
    const { found, reason, offers } = await programs.find({});
    expect([found, reason]).toEqual([null, expect.stringContaining('no etcd on the PATH')]);
    expect(offers[0]).toEqual({
      way: 'download',
      version: '3.6.14',
      address: 'https://github.com/etcd-io/etcd/releases/download/v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz',
      bytes: 24 * 1024 * 1024,
      sha256: pinnedRelease('linux', 'x64')?.sha256,
      folder: join(folder, 'programs'),
      proxy: null,
    });
    settings.etcdRelease = { mirror: 'https://mirror.example/etcd/' };
    expect((await programs.find({})).offers[0]).toMatchObject({
      address: 'https://mirror.example/etcd/v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz',
      sha256: pinnedRelease('linux', 'x64')?.sha256,
    });
  });

  it('is not offered as a download for a machine without a known release, which is said', async () => {
    programs = onMachine('win32', 'arm64');
    const { offers, notOffered } = await programs.find({});
    expect(offers.map(({ way }) => way)).not.toContain('download');
    expect(notOffered).toContain('win32 on arm64');
    await expect(got()).rejects.toMatchObject({ code: 'BadRequest', message: notOffered });
    settings.etcdRelease = { archive: `${site.origin}/etcd`, sha256: sha256(release('3.6.1')) };
    site.answer(sends(release('3.6.1')));
    expect((await got()).at(-1)).toMatchObject({ kind: 'ready' });
  });
});

describe.skipIf(process.platform === 'win32')('a download', () => {
  it('is checked, unpacked and tried, and is for nobody else', async () => {
    const archive = release('3.6.2');
    site.answer(sends(archive));
    settings.etcdRelease = { archive: `${site.origin}/etcd`, sha256: sha256(archive) };
    const notices = await got();
    expect(notices.filter(({ kind }) => kind !== 'received')).toEqual([
      { kind: 'step', step: 'download' },
      { kind: 'step', step: 'unpack' },
      { kind: 'step', step: 'try' },
      { kind: 'ready', etcd: { binary: join(folder, 'programs/etcd-3.6.2/etcd'), version: '3.6.2', place: 'own' } },
    ]);
    expect(notices).toContainEqual({ kind: 'received', bytes: archive.length, total: archive.length });
    expect((await stat(join(folder, 'programs'))).mode & 0o777).toBe(0o700);
    expect((await readdir(join(folder, 'programs/etcd-3.6.2'))).toSorted()).toEqual(['etcd', 'etcdctl', 'etcdutl']);
    // Again, in the place of the one before.
    await got();
    expect(await own()).toEqual(['etcd-3.6.2']);
  });

  it('from a mirror has the sum that is pinned, or is refused', async () => {
    site.answer(sends(release('3.6.14')));
    settings.etcdRelease = { mirror: site.origin };
    await expect(got()).rejects.toMatchObject({ code: 'DownloadMismatch' });
    expect(site.asked).toEqual(['/v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz']);
    expect(await own()).toEqual([]);
  });

  it('leaves nothing where its etcd does not run, or is no etcd', async () => {
    for (const [content, words] of [
      ['#!/bin/sh\nexit 1\n', 'it does not run here'],
      ['#!/bin/sh\necho hello\n', 'does not say an etcd version'],
    ] as const) {
      const archive = tarGz([{ path: 'etcd', content }]);
      site.answer(sends(archive));
      settings.etcdRelease = { archive: `${site.origin}/etcd`, sha256: sha256(archive) };
      await expect(got()).rejects.toMatchObject({ code: 'InstallFailed', message: expect.stringContaining(words) });
      expect(await own()).toEqual([]);
    }
  });

  it('leaves nothing where its reader leaves, or its host closes', async () => {
    site.answer((response) => {
      response.writeHead(200, { 'content-length': 1_000_000 });
      response.write('a part');
    });
    settings.etcdRelease = { archive: `${site.origin}/etcd`, sha256: sha256(release('3.6.2')) };
    for await (const { kind } of programs.get({ way: 'download' })) if (kind === 'received') break;
    expect(await own()).toEqual([]);
    const waiting = got();
    await expect.poll(own).toHaveLength(1);
    const [ended] = await Promise.allSettled([waiting, programs.close()]);
    expect(ended).toMatchObject({ status: 'rejected', reason: { code: 'Cancelled' } });
    expect(await own()).toEqual([]);
  });

  it('removes what a host left that ended in the middle', async () => {
    const archive = release('3.6.2');
    site.answer(sends(archive));
    settings.etcdRelease = { archive: `${site.origin}/etcd`, sha256: sha256(archive) };
    const root = join(folder, 'programs');
    await mkdir(join(root, 'unfinished-2147483647-abcd'), { recursive: true });
    await mkdir(join(root, `unfinished-${process.pid}-abcd`));
    await got();
    expect((await own()).toSorted()).toEqual(['etcd-3.6.2', `unfinished-${process.pid}-abcd`]);
  });
});

describe.skipIf(process.platform === 'win32')('a build with Go', () => {
  it('is put together with its tools, and leaves nothing where Go fails', async () => {
    expect((await programs.find({})).offers.map(({ way }) => way)).not.toContain('build');
    await program(
      'go',
      `#!/bin/sh
echo "go: $*"
[ "$1" = build ] || exit 0
printf '#!/bin/sh\\necho "etcd Version: 3.6.14"\\n' > "$3"; /bin/chmod 755 "$3"
`,
    );
    expect((await programs.find({})).offers.at(-1)).toMatchObject({ way: 'build', version: '3.6.14' });
    const notices = await got('build');
    expect(notices.at(-1)).toMatchObject({ kind: 'ready', etcd: { version: '3.6.14', place: 'own' } });
    expect((await readdir(join(folder, 'programs/etcd-3.6.14'))).toSorted()).toEqual(['etcd', 'etcdctl', 'etcdutl']);
    await rm(join(folder, 'programs'), { recursive: true });
    await program('go', '#!/bin/sh\necho "go: checksum mismatch" >&2\nexit 1\n');
    await expect(got('build')).rejects.toMatchObject({ code: 'InstallFailed', message: 'go: checksum mismatch' });
    expect(await own()).toEqual([]);
  });
});

const isRootOnDebian = process.getuid?.() === 0 && (await stat('/etc/debian_version').catch(() => null)) !== null;

describe.skipIf(!isRootOnDebian)('the package', () => {
  it('is installed by root, with the lists of packages brought up to date where it is not in them', async () => {
    await program(
      'apt-get',
      `#!/bin/sh
echo "$*" >> ${bin}/said
[ "$1" = update ] && { : > ${bin}/lists; exit 0; }
[ -e ${bin}/lists ] || { echo "E: Unable to locate package etcd-server" >&2; exit 100; }
printf '#!/bin/sh\\necho "etcd Version: 3.4.23"\\n' > ${bin}/etcd; /bin/chmod 755 ${bin}/etcd
`,
    );
    expect((await programs.find({})).offers.map(({ way }) => way)).toEqual(['download', 'package']);
    expect((await got('package')).at(-1)).toEqual({
      ...{ kind: 'ready', etcd: { binary: join(bin, 'etcd'), version: '3.4.23', place: 'path' } },
    });
    await rm(join(bin, 'etcd'));
    await program('apt-get', '#!/bin/sh\necho "E: Could not get lock" >&2\nexit 100\n');
    await expect(got('package')).rejects.toMatchObject({ code: 'InstallFailed', message: 'E: Could not get lock' });
  });
});

describe.skipIf(process.platform === 'win32')('without asking', () => {
  const said: string[] = [];
  const say = (message: string): void => void said.push(message);
  const unasked = () => new UnaskedEtcd(programs, { info: say, warn: say, error: say });

  it('the first way that reaches its source is taken, once for all who wait', async () => {
    settings.etcdRelease = { mirror: 'http://127.0.0.1:9' };
    await program(
      'go',
      '#!/bin/sh\n[ "$1" = build ] || exit 0\nprintf \'#!/bin/sh\\necho "etcd Version: 3.6.14"\\n\' > "$3"; /bin/chmod 755 "$3"\n',
    );
    await program('apt-get', '#!/bin/sh\nexit 100\n');
    const one = unasked();
    const heard: string[] = [];
    const both = await Promise.all([one.get((detail) => heard.push(detail)), one.get(() => undefined)]);
    expect(both.map(({ version }) => version)).toEqual(['3.6.14', '3.6.14']);
    expect(said.join('\n')).toMatch(
      /Downloading http:.*could not be got: .*nothing listens there.*Building etcd 3\.6\.14/s,
    );
    expect(heard).toContain('Building it with Go');
  });

  it('stops where what came is not what was pinned', async () => {
    site.answer(sends(release('3.6.14')));
    settings.etcdRelease = { mirror: site.origin };
    await program('go', '#!/bin/sh\nexit 9\n');
    await expect(unasked().get(() => undefined)).rejects.toMatchObject({ code: 'DownloadMismatch' });
  });

  it('says that there is no way where none is offered', async () => {
    programs = onMachine('win32', 'arm64');
    await expect(unasked().get(() => undefined)).rejects.toBeInstanceOf(EtcdeckError);
  });
});

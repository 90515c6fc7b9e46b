import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath } from '../checks/packages.mjs';
import { inProject } from '../project.mjs';
import { writeShellFiles } from '../shell-files.mjs';
import { layOut, makers } from './system-package.mjs';

const manifest = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));

/** What the packages call this processor. */
const processors = { x64: { deb: 'amd64', rpm: 'x86_64' }, arm64: { deb: 'arm64', rpm: 'aarch64' } };

/**
 * Makes deb, rpm and tar.gz of the command line: the program, its unit for systemd, its manual and its
 * completions. Leaves a
 * kind out, and says so, where its tool is missing.
 * @param {string} program
 * @param {string} compression `xz`, or `gz` where time counts more than bytes
 */
export function packageCommandLine(program, compression) {
  const processor = processors[/** @type {keyof typeof processors} */ (process.arch)];
  if (process.platform !== 'linux' || processor === undefined) return [];
  const { version } = manifest;
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-command-line-'));
  try {
    const root = join(folder, `etcdeck-cli-${version}`);
    writeShellFiles(join(root, 'usr', 'share'));
    layOut(root, [
      [program, 'usr/bin/etcdeck'],
      [inProject('build', 'systemd', 'etcdeck.service'), 'usr/lib/systemd/system/etcdeck.service'],
      [inProject('out', 'renderer', 'third-party-notices.txt'), 'usr/share/doc/etcdeck-cli/copyright'],
    ]);
    const facts = {
      ...{ name: 'etcdeck-cli', version, homepage: manifest.homepage, licence: manifest.license },
      maintainer: 'etcdeck maintainers <maintainers@etcdeck.example>',
      summary: 'Command line for etcd, and a web app served from it',
      description: manifest.description,
      recommends: [],
      afterInstall: null,
      afterRemove: null,
    };
    const made = [];
    const deb = inProject('dist', `etcdeck-cli_${version}_${processor.deb}.deb`);
    if (onPath('dpkg-deb') === null)
      console.warn('No deb was made: dpkg-deb is missing. Install it: your distribution has it as dpkg');
    else
      made.push(
        write(deb, () =>
          makers.deb(
            root,
            { ...facts, architecture: processor.deb, depends: ['libc6 (>= 2.28)', 'libstdc++6'] },
            deb,
            compression,
          ),
        ),
      );
    const rpm = inProject('dist', `etcdeck-cli-${version}.${processor.rpm}.rpm`);
    if (onPath('rpmbuild') === null)
      console.warn('No rpm was made: rpmbuild is missing. Install it: apt-get install rpm');
    else
      made.push(
        write(rpm, () =>
          makers.rpm(
            root,
            { ...facts, architecture: processor.rpm, depends: ['glibc >= 2.28', 'libstdc++'] },
            rpm,
            compression,
          ),
        ),
      );
    const tar = inProject('dist', `etcdeck-cli-${version}-linux-${process.arch}.tar.gz`);
    made.push(
      write(
        tar,
        () => void execFileSync('tar', ['--owner=0', '--group=0', '-czf', tar, '-C', folder, `etcdeck-cli-${version}`]),
      ),
    );
    return made;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} target @param {() => void} make */
function write(target, make) {
  make();
  if (!existsSync(target)) throw new Error(`${target} was not made`);
  console.log(target.slice(inProject().length + 1));
  return target;
}

import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../project.mjs';
import { own, user } from './root-folder.mjs';

/**
 * What a machine gets, and how it is started there.
 * @typedef {{ readonly hasNode: boolean, readonly needsFile: boolean,
 *   readonly bring: (root: string, file: string) => { stage: string, cwd: string, command: readonly string[] } }} What
 */

/** @param {string} file @param {readonly string[]} args */
function run(file, args) {
  const { status, stderr } = spawnSync(file, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} failed: ${stderr.trim()}`);
}

/** @type {Readonly<Record<string, What>>} */
export const whats = {
  /** A clone, on a machine with Node. */
  source: {
    hasNode: true,
    needsFile: false,
    bring(root) {
      const cwd = join(user.home, 'etcdeck');
      // As it is committed: what lies about here is not there.
      run('git', ['clone', '--quiet', '--depth', '1', pathToFileURL(projectFolder).href, join(root, cwd)]);
      own(root, cwd);
      const npm = '/usr/lib/node_modules/npm/bin/npm-cli.js';
      return { stage: 'clone', cwd, command: ['/usr/bin/node', npm, 'start'] };
    },
  },
  /** The command line in one file, on a machine with nothing. */
  single: {
    hasNode: false,
    needsFile: true,
    bring(root, file) {
      const target = join(user.home, basename(file));
      copyFileSync(resolve(file), join(root, target));
      chmodSync(join(root, target), 0o755);
      own(root, user.home);
      return { stage: 'copy', cwd: user.home, command: [target, 'serve'] };
    },
  },
  /** The package, unpacked where it installs to; its command serves, since there is no display. */
  deb: {
    hasNode: false,
    needsFile: true,
    bring(root, file) {
      run('dpkg-deb', ['--extract', resolve(file), root]);
      return { stage: 'unpack', cwd: user.home, command: ['/usr/bin/etcdeck', 'serve'] };
    },
  },
};

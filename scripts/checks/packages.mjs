import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runBounded } from '../process-group.mjs';

const boundMs = 10 * 60_000;

/** The path of a program on PATH, or null. @param {string} program */
export function onPath(program) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** What apt-get does now: a second one beside it would find its lock held. @type {Promise<unknown>} */
let installing = Promise.resolve();

/**
 * Installs Debian packages where we may, that is as root with apt-get.
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} whether they are installed now
 */
export function installPackages(packages) {
  const installed = installing.then(() => installNow(packages));
  installing = installed.catch(() => undefined);
  return installed;
}

/** @param {readonly string[]} packages */
async function installNow(packages) {
  if (process.getuid?.() !== 0 || onPath('apt-get') === null) return false;
  console.log(`Installing ${packages.join(' ')} (apt-get) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runBounded('apt-get', ['update', '-qq'], { env, boundMs });
  if (!update.ok) return false;
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  return (await runBounded('apt-get', install, { env, boundMs })).ok;
}

/** The command that installs something on this machine. @param {{ debian: string, brew: string, other: string }} ways */
export function installCommand({ debian, brew, other }) {
  if (onPath('apt-get') !== null) return `sudo apt-get install -y ${debian}`;
  return onPath('brew') === null ? other : brew;
}

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installPackages, onPath } from '../checks/packages.mjs';
import { rootObstacle } from '../checks/root.mjs';
import { inside, run } from './inside.mjs';

const boundMs = 20 * 60_000;

/** Why no clean root can be made here, or null. */
export const cleanRootObstacle = () => rootObstacle('a clean root');

/**
 * A Debian with nothing but its base, from where this machine has its packages; kept for the next time.
 * @returns {Promise<{ folder: string } | { missing: string }>}
 */
export async function obtainCleanRoot() {
  const obstacle = cleanRootObstacle();
  if (obstacle !== null) return { missing: obstacle };
  if (onPath('debootstrap') === null) await installPackages(['debootstrap']);
  if (onPath('debootstrap') === null)
    return { missing: 'there is no debootstrap here. Install it: sudo apt-get install -y debootstrap' };
  const source = packageSource();
  if (source === null) return { missing: 'no source of Debian packages is known here: debootstrap needs one' };
  const folder = join(homedir(), '.cache', 'etcdeck-test', 'clean-root', source.suite);
  if (existsSync(folder)) return { folder };
  console.log(`Making a clean ${source.suite} (debootstrap, some minutes, once) …`);
  mkdirSync(join(folder, '..'), { recursive: true });
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  const { code, output } = await run(
    ['debootstrap', '--variant=minbase', source.suite, making, source.address],
    boundMs,
  );
  if (code !== 0) return { missing: `debootstrap failed: ${output.trim().split('\n').at(-1)}` };
  renameSync(making, folder);
  return { folder };
}

/** Where apt has its packages from, as it is set up here. */
function packageSource() {
  try {
    const format = '$(REPO_URI) $(CODENAME) $(COMPONENT)';
    const lines = execFileSync('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'], {
      encoding: 'utf8',
    });
    const own = lines
      .split('\n')
      .map((line) => line.split(' '))
      .find(([, suite, component]) => component === 'main' && suite !== undefined && !suite.includes('-'));
    return own?.[0] === undefined || own[1] === undefined ? null : { address: own[0], suite: own[1] };
  } catch {
    return null;
  }
}

/**
 * A copy of a clean root for one test.
 * @param {string} clean
 * @param {string} folder
 */
export function copyRoot(clean, folder) {
  execFileSync('cp', ['-a', '--reflink=auto', clean, folder]);
  // Names are found as this machine finds them.
  cpSync('/etc/resolv.conf', join(folder, 'etc', 'resolv.conf'), { dereference: true });
}

/** Installs packages in a root. @param {string} root @param {readonly string[]} packages */
export async function installInside(root, packages) {
  const install = `apt-get update -qq && apt-get install -y -qq --no-install-recommends ${packages.join(' ')}`;
  const command = inside(root, ['DEBIAN_FRONTEND=noninteractive', 'sh', '-c', install]);
  const { code, output } = await run(command, boundMs);
  if (code !== 0) throw new Error(`apt-get failed in the clean root: ${output.slice(-2_000)}`);
}

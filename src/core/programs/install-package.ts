import { access } from 'node:fs/promises';
import { firstProgram, foldersOnPath } from '../files/programs.ts';
import { type GetParts, installFailed } from './get-release.ts';
import { runProgram } from './run-program.ts';

const packages = ['etcd-server', 'etcd-client'];

/** Returns Debian's package manager where etcdeck may use it: as root, on Debian or what is made of it. */
export async function packageManager(): Promise<string | null> {
  if (process.getuid?.() !== 0) return null;
  const isDebian = await access('/etc/debian_version').then(
    () => true,
    () => false,
  );
  return isDebian ? await firstProgram('apt-get', foldersOnPath()) : null;
}

/** The command that is run. */
export const packageCommand = `apt-get install --no-install-recommends ${packages.join(' ')}`;

/**
 * Installs etcd and its tools as Debian's packages, for the whole machine. Fails with `InstallFailed` and the last words,
 * `DiskFull` and `Cancelled`.
 */
export async function installPackages(
  manager: string,
  { signal, tell }: Omit<GetParts, 'settingsFolder'>,
): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = async (...args: readonly string[]): Promise<void> => {
    const request = { file: manager, args, signal, env, operation: 'programs.get', failed: installFailed };
    for await (const text of runProgram({ ...request, stopsGently: true })) tell({ kind: 'line', text });
  };
  const install = (): Promise<void> => run('install', '--yes', '--no-install-recommends', ...packages);
  tell({ kind: 'step', step: 'install' });
  try {
    await install();
  } catch (error) {
    if (signal.aborted) throw error;
    // A machine that is new has no lists of packages yet, or old ones.
    await run('update');
    await install();
  }
}

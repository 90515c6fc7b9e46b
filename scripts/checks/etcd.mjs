import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { installCommand, installPackages, onPath } from './packages.mjs';

/** @typedef {{ readonly version: string, readonly binary: string }} Etcd */

/** The version that a binary says it is. @param {string} binary @returns {Etcd} */
function identify(binary) {
  const words = execFileSync(binary, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const version = /etcd Version: (\S+)/.exec(words)?.[1];
  if (version === undefined) throw new Error(`${binary} does not say its version`);
  return { version, binary };
}

/**
 * The etcd binaries to test with: of ETCDECK_ETCD_DIRS, else the one on PATH, else the package manager's. The first is
 * the default.
 * @returns {Promise<{ etcds: readonly Etcd[] } | { missing: string }>}
 */
export async function obtainEtcds() {
  const folders = process.env.ETCDECK_ETCD_DIRS?.split(delimiter).filter((folder) => folder !== '') ?? [];
  if (folders.length > 0) {
    try {
      return { etcds: folders.map((folder) => identify(join(folder, 'etcd'))) };
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      return { missing: `ETCDECK_ETCD_DIRS names a folder without a working etcd: ${words}` };
    }
  }
  if (onPath('etcd') === null || onPath('etcdctl') === null) await installPackages(['etcd-server', 'etcd-client']);
  const binary = onPath('etcd');
  if (binary !== null && onPath('etcdctl') !== null) return { etcds: [identify(binary)] };
  const command = installCommand({
    debian: 'etcd-server etcd-client',
    brew: 'brew install etcd',
    other: 'see https://etcd.io/docs/latest/install/',
  });
  return {
    missing: `there is no etcd with its etcdctl here. Install them: ${command}; or name their folder in ETCDECK_ETCD_DIRS`,
  };
}

import { spawnSync } from 'node:child_process';

/**
 * Whether what is typed at the terminal is for this process, and not for the shell in whose background it runs. True where
 * nothing tells.
 */
export function isInForeground() {
  const { stdout } = spawnSync('ps', ['-o', 'pgid=,tpgid=', '-p', String(process.pid)], { encoding: 'utf8' });
  const [group, typedAt] = (stdout ?? '').trim().split(/\s+/).map(Number);
  return group === typedAt || typedAt === undefined || !(typedAt > 0);
}

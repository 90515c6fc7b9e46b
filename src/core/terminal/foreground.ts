import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Returns whether what is typed at the terminal is for this process. A shell keeps it from those in the background: one
 * that reads there all the same is stopped. True where nothing tells, as of a terminal that is not this session's own.
 */
export async function isInForeground(): Promise<boolean> {
  if (process.platform === 'win32') return true;
  try {
    const { stdout } = await run('ps', ['-o', 'pgid=,tpgid=', '-p', String(process.pid)], { timeout: 5_000 });
    const [group, typedAt] = stdout.trim().split(/\s+/).map(Number);
    return group === typedAt || typedAt === undefined || !(typedAt > 0);
  } catch {
    return true;
  }
}

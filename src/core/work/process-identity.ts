import { readFileSync } from 'node:fs';

/** A process, distinguishable from a later one with the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Its start time in the system's own format: only for comparison. */
  readonly startedAt: string;
}

/**
 * Returns the identity of a running process, or `null` when there is none of this id, or when this system does not
 * report it. On Linux it costs two reads of /proc; elsewhere a run of `ps`. Windows reports nothing: processes left
 * there stay.
 */
export function identityOf(pid: number): ProcessIdentity | null {
  const process = read(pid);
  return process === null ? null : { pid, startedAt: process.startedAt };
}

/** Whether exactly this process still runs. */
export function isStillRunning(identity: ProcessIdentity): boolean {
  return read(identity.pid)?.startedAt === identity.startedAt;
}

/** Kills a process if it is still the same one and its command line contains `words`. Returns whether it did. */
export function killExactly(identity: ProcessIdentity, words: string): boolean {
  const found = read(identity.pid);
  if (found === null || found.startedAt !== identity.startedAt || !found.command.includes(words)) return false;
  try {
    process.kill(identity.pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

interface RunningProcess {
  readonly startedAt: string;
  readonly command: string;
}

function read(pid: number): RunningProcess | null {
  if (!Number.isSafeInteger(pid) || pid < 2) return null;
  try {
    if (process.platform === 'linux') return readProc(pid);
    return process.platform === 'win32' ? null : askPs(pid);
  } catch {
    return null;
  }
}

function readProc(pid: number): RunningProcess | null {
  // The second field is the command in brackets and may hold spaces and brackets itself; the third is the state.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields[19];
  // A zombie is gone: its parent has not read its exit code yet, as in a container without an init.
  if (ticks === undefined || fields[0] === 'Z') return null;
  // Ticks count from the boot, so they identify a process only together with it.
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return {
    startedAt: `${boot}/${ticks}`,
    command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
  };
}

function askPs(pid: number): RunningProcess | null {
  const ps = (column: string): string =>
    process
      .getBuiltinModule('node:child_process')
      .execFileSync('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], {
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C' },
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      .trim();
  if (ps('stat').startsWith('Z')) return null;
  return { startedAt: ps('lstart'), command: ps('command') };
}

import { readFileSync } from 'node:fs';

/**
 * The most memory that a process has had, in MB; `null` where it is gone, or this is not Linux. Not `getrusage`, which begins
 * with what the parent had when it forked the process. @param {number | 'self' | undefined} pid
 */
export function peakMB(pid) {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

import { readFileSync } from 'node:fs';
import { ProcessGroup } from '../../process-group.mjs';

/** Lines of an event as etcdctl prints it: the type, the key and value before, the key and value. */
const linesOfEvent = 5;
const newline = 0x0a;
const ticksPerSecond = 100;

/** Watches a prefix with etcdctl, and counts what it prints. @param {string} etcdctl @param {string} endpoint @param {string} prefix */
export function watchWithEtcdctl(etcdctl, endpoint, prefix) {
  const args = ['--endpoints', endpoint, 'watch', '--prefix', '--prev-kv', prefix];
  const group = new ProcessGroup(etcdctl, args, { stdio: ['ignore', 'pipe', 'inherit'], env: process.env });
  let lines = 0;
  let lastAt = 0;
  group.child.stdout?.on('data', (/** @type {Buffer} */ part) => {
    lastAt = performance.now();
    for (let at = part.indexOf(newline); at !== -1; at = part.indexOf(newline, at + 1)) lines += 1;
  });
  return {
    pid: group.child.pid ?? 0,
    events: () => lines / linesOfEvent,
    /** When it printed last. */
    lastAt: () => lastAt,
    stop: () => group.stop(),
  };
}

/** The processor time of a process so far, in milliseconds; `null` where /proc does not have it. @param {number} pid */
export function processorMsOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1_000;
  } catch {
    return null;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

// Reads `kill PID`, `gone PID`, `folder PATH`, `removed PATH`; when its input ends, however the test process ended, it
// kills and removes what is still on its lists.
const script = `
const { rmSync } = require('node:fs');
const pids = new Set();
const folders = new Set();
require('node:readline').createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [verb, what] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
    if (verb === 'kill') pids.add(Number(what));
    if (verb === 'gone') pids.delete(Number(what));
    if (verb === 'folder') folders.add(what);
    if (verb === 'removed') folders.delete(what);
  })
  .on('close', () => {
    for (const pid of pids) try { process.kill(pid, 'SIGKILL'); } catch {}
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  });
`;

let guard: (ChildProcess & { readonly stdin: Writable }) | null = null;

function tell(line: string): void {
  if (guard === null) {
    // Detached, so that a Ctrl-C in the terminal ends the tests and not the guard.
    guard = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    guard.unref();
    // A pipe is a socket, and only a socket can be unreferenced, so that it does not keep the test process alive.
    if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
  }
  guard.stdin.write(`${line}\n`);
}

/**
 * Guards processes and folders, so that a crashed test leaves none: a separate process removes them when this one ends.
 */
export const orphanGuard = {
  process: (pid: number): void => tell(`kill ${pid}`),
  processGone: (pid: number): void => tell(`gone ${pid}`),
  folder: (path: string): void => tell(`folder ${path}`),
  folderRemoved: (path: string): void => tell(`removed ${path}`),
} as const;

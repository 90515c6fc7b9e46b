import { readdirSync, readFileSync } from 'node:fs';

const patienceMs = 30_000;
const pauseMs = 2;

/**
 * Sends SIGSTOP and returns once every thread has stopped: on a busy machine a thread may still answer a call after the
 * signal was sent. Where there is no /proc, the signal alone has to do.
 */
export function stopProcess(pid: number): void {
  process.kill(pid, 'SIGSTOP');
  if (process.platform !== 'linux') return;
  for (const giveUpAt = Date.now() + patienceMs; !threadStates(pid).every((state) => state === 'T'); ) {
    if (Date.now() > giveUpAt) throw new Error(`the process ${pid} does not stop`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  }
}

function threadStates(pid: number): readonly string[] {
  const folder = `/proc/${pid}/task`;
  return readdirSync(folder).map((thread) => {
    const stat = readFileSync(`${folder}/${thread}/stat`, 'utf8');
    // The name before it may hold anything, parentheses too.
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  });
}

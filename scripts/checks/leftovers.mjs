import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** For the guard of a group, which waits 10 s before it kills, on a machine that is slow. */
const usualGraceMs = 30_000;

/** Every process that carries a mark in its environment is of the check that set it. */
export const markName = 'ETCDECK_TEST_RUN';

/** @param {string} mark @returns {{ pid: number, command: string }[]} */
function marked(mark) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      if (!readFileSync(`/proc/${entry}/environ`, 'utf8').includes(`${markName}=${mark}`)) return [];
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0').slice(0, 3).join(' ').trim();
      // A zombie has no command line, and runs no more.
      return command === '' ? [] : [{ pid: Number(entry), command }];
    } catch {
      // Gone meanwhile, or not ours to read.
      return [];
    }
  });
}

/**
 * Ends what a check left running.
 * @param {string} mark
 * @param {number} [graceMs] for those that are about to end
 * @returns {Promise<readonly string[]>} what it was; nothing, when the check cleaned up behind itself
 */
export async function endLeftovers(mark, graceMs = usualGraceMs) {
  const end = Date.now() + graceMs;
  let left = marked(mark);
  while (left.length > 0 && Date.now() < end) {
    await pause(250);
    left = marked(mark);
  }
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone meanwhile.
    }
  }
  return left.map(({ pid, command }) => `${command} (${pid})`);
}

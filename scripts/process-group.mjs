import { spawn } from 'node:child_process';
import { guardOf } from './group-guard.mjs';

const isWindows = process.platform === 'win32';
/** How long pipes may stay open after the child is gone: a grandchild that inherited them must not hold us up. */
const outputGraceMs = 1_000;

/** @typedef {{ code: number | null, signal: NodeJS.Signals | null, error: Error | null }} Ending */

/** @type {Set<ProcessGroup>} */
const running = new Set();
process.on('exit', () => {
  for (const group of running) group.signal('SIGKILL');
});

/** A child in a separate process group, so that it ends with everything that it started. */
export class ProcessGroup {
  /** @type {Promise<Ending>} */
  ended;

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {import('node:child_process').SpawnOptions} [options]
   */
  constructor(command, args, options = {}) {
    this.child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options, detached: !isWindows });
    running.add(this);
    const { pid } = this.child;
    const guard = isWindows || pid === undefined ? null : guardOf(pid);
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => resolve({ code: null, signal: null, error }));
      this.child.once('exit', (code, signal) => {
        const ending = { code, signal, error: null };
        this.child.once('close', () => resolve(ending));
        setTimeout(() => resolve(ending), outputGraceMs).unref();
      });
    });
    void this.ended.then(() => {
      // The leader is gone; what it left behind goes with it.
      this.signal('SIGKILL');
      guard?.kill('SIGKILL');
      running.delete(this);
    });
  }

  /** Sends a signal to the whole group; nothing happens where it is gone. @param {NodeJS.Signals} name */
  signal(name) {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      process.kill(isWindows ? pid : -pid, name);
    } catch {
      // Gone already.
    }
  }

  /** Asks the group to end, makes it end after the grace, and waits for that. @param {number} [graceMs] */
  async stop(graceMs = 10_000) {
    this.signal('SIGTERM');
    const kill = setTimeout(() => this.signal('SIGKILL'), graceMs);
    const ending = await this.ended;
    clearTimeout(kill);
    return ending;
  }
}

/** How a child ended, in words. @param {Ending} ending */
export function describeEnding({ code, signal, error }) {
  if (error !== null) return error.message;
  return signal === null ? `exit code ${code}` : `ended by ${signal}`;
}

/**
 * Runs a command to its end, within a bound of time.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { boundMs: number, onStdout?: (text: string) => void,
 *   onStderr?: (text: string) => void }} options what is heard needs a pipe in `stdio`
 * @returns {Promise<{ ok: boolean, timedOut: boolean, ending: Ending }>}
 */
export async function runBounded(command, args, { boundMs, onStdout, onStderr, ...options }) {
  const group = new ProcessGroup(command, args, options);
  if (onStdout !== undefined) group.child.stdout?.setEncoding('utf8').on('data', onStdout);
  if (onStderr !== undefined) group.child.stderr?.setEncoding('utf8').on('data', onStderr);
  let timedOut = false;
  const bound = setTimeout(() => {
    timedOut = true;
    void group.stop(5_000);
  }, boundMs);
  const ending = await group.ended;
  clearTimeout(bound);
  return { ok: !timedOut && ending.code === 0, timedOut, ending };
}

/**
 * Calls back when the operator or the system asks us to stop. npm passes a signal on to its shell, which dies of it
 * without a word to us: then, too.
 * @param {(signal: NodeJS.Signals) => void} stop
 */
export function onStopSignal(stop) {
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => stop(name));
  if (isWindows || process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    stop('SIGTERM');
  }, 250);
  watch.unref();
}

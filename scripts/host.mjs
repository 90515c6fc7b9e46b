import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { printable } from './printable.mjs';
import { describeEnding, ProcessGroup } from './process-group.mjs';
import { projectFolder } from './project.mjs';

const readyLine = /^etcdeck is ready: /;
const stopGraceMs = 15_000;

/**
 * A line of Chromium's own log: what it misses of a desktop (a bus, a driver) and does without. Only a start that fails has a use
 * for it. ELECTRON_ENABLE_LOGGING asks for all of them.
 */
const chromiumLine = /^\[\d+:[^\]]{1,40}:(?:INFO|WARNING|ERROR):[^\]]{1,200}\] /;

/** How a start went. `ended`: it ended by itself, well, before it was ready: another one that runs took over. @typedef {{ state: 'ready' | 'ended' } | { state: 'failed', reason: string }} HostStart */

/** A host of etcdeck as our child: its words are passed on, and it ends with us. */
export class Host {
  #isReady = false;
  /** What it said on stderr so far; told once it is ready, or has failed. */
  #earlyWords = '';
  #group;
  /** @type {Promise<void>} */
  #ready;

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {{ hearsKeyboard?: boolean }} [options] `hearsKeyboard`: what is typed at us goes to it
   */
  constructor(command, args, { hearsKeyboard = false } = {}) {
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
    this.#group = new ProcessGroup(command, args, {
      cwd: projectFolder,
      env,
      stdio: [hearsKeyboard ? 'inherit' : 'ignore', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = this.#group.child;
    if (stdout === null || stderr === null) throw new Error('The host was started without pipes.');
    this.#ready = new Promise((resolve) => {
      createInterface({ input: stdout }).on('line', (line) => {
        console.log(printable(line));
        if (readyLine.test(line)) resolve();
      });
    });
    // Chromium's words are among them, and with them those of pages.
    createInterface({ input: stderr }).on('line', (line) => {
      const text = `${printable(line)}\n`;
      if (!this.#isReady) this.#earlyWords = (this.#earlyWords + text).slice(-16_000);
      else tell(text);
    });
  }

  /**
   * Waits until the host is ready or cannot become so any more; then it is gone, with all it started.
   * @param {number} [boundMs]
   * @returns {Promise<HostStart>}
   */
  async started(boundMs = 60_000) {
    /** @type {NodeJS.Timeout | undefined} */
    let bound;
    const late = new Promise((resolve) => {
      bound = setTimeout(() => resolve('late'), boundMs);
    });
    const first = await Promise.race([this.#ready.then(() => 'ready'), this.#group.ended, late]);
    clearTimeout(bound);
    if (first === 'ready') {
      this.#isReady = true;
      for (const line of this.#earlyWords.match(/[^\n]*\n/g) ?? []) tell(line);
      return { state: 'ready' };
    }
    if (first === 'late') {
      await this.#group.stop();
      return { state: 'failed', reason: `it was not ready within ${boundMs / 1000} seconds${this.#lastWords()}` };
    }
    const ending = await this.#group.ended;
    if (ending.code === 0) return { state: 'ended' };
    return { state: 'failed', reason: `it ended before it was ready (${describeEnding(ending)})${this.#lastWords()}` };
  }

  /** The line that most likely says why, without Chromium's prefix of process, time and source file. */
  #lastWords() {
    const lines = this.#earlyWords.split('\n').filter((line) => line.trim() !== '');
    const line = lines.find((text) => /FATAL|error while loading|Error:/.test(text)) ?? lines.at(-1);
    return line === undefined ? '' : `: ${line.replace(/^\[[^\]]*\]\s*/, '').trim()}`;
  }

  /** Passes a signal on, and sees to it that the host ends. @param {NodeJS.Signals} signal */
  stop(signal) {
    this.#group.signal(signal);
    setTimeout(() => this.#group.signal('SIGKILL'), stopGraceMs).unref();
  }

  /** Waits for the end of the host and answers its exit code, as a shell would put it. */
  async exitCode() {
    const { code, signal } = await this.#group.ended;
    if (code !== null) return code;
    return signal === null ? 1 : 128 + constants.signals[signal];
  }
}

/** Passes a line on to the terminal. */
function tell(/** @type {string} */ line) {
  if (process.env.ELECTRON_ENABLE_LOGGING || !chromiumLine.test(line)) process.stderr.write(line);
}

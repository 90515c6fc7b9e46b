import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { obtainChromium } from '../checks/browser.mjs';
import { printable } from '../printable.mjs';
import { onStopSignal } from '../process-group.mjs';
import { drive } from './drive.mjs';
import { serveEtcd } from './etcd-archive.mjs';
import { bareMachineObstacle, makeRootFolder, onMachine, own, user } from './root-folder.mjs';
import { whats } from './whats.mjs';

const usage = `usage: npm run bare-machine [-- WHAT [FILE]]
  source       a clone, on a machine with Node and nothing else (the default)
  single FILE  the command line in one file, on a machine with nothing
  deb FILE     the package, unpacked, on a machine with nothing
ETCDECK_PICTURE names a file for the picture of the sample snapshot.`;

/** A machine that is slow and far from its registry takes a quarter of an hour for the packages alone. */
const readyMs = 20 * 60_000;

/** Plays a bare machine, and prints how many seconds each stage took. @param {readonly string[]} args */
export async function playBareMachine([name = 'source', file = '']) {
  const what = whats[name];
  if (what === undefined || (what.needsFile && !existsSync(file))) {
    console.error(
      what === undefined ? usage : `${file === '' ? 'No file was given' : `There is no ${file}`}\n${usage}`,
    );
    process.exitCode = 2;
    return;
  }
  const chromium = await obtainChromium();
  const obstacle = bareMachineObstacle() ?? ('missing' in chromium ? chromium.missing : null);
  if (obstacle !== null || 'missing' in chromium) {
    console.error(`Not played: ${obstacle}`);
    process.exitCode = 1;
    return;
  }
  const archive = await serveEtcd();
  if ('missing' in archive) console.warn(`Without a sandbox: ${archive.missing}`);
  const clock = new Stages();
  const { root, remove } = makeRootFolder(what);
  /** @type {import('node:child_process').ChildProcess | null} */
  let child = null;
  // What waits for it fails, and everything is removed as after any failure.
  onStopSignal(() => {
    if (child !== null) stop(child);
  });
  try {
    clock.begin();
    const { stage, cwd, command } = what.bring(root, file);
    clock.end(stage);
    if ('release' in archive) keepSettings(root, archive.release);
    const machine = onMachine(root, { cwd, command });
    child = spawn(machine.file, machine.args, { env: machine.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const link = await ready(child, clock);
    await drive({
      ...{ link, executable: chromium.executable, picture: process.env.ETCDECK_PICTURE ?? null },
      ...{ hasArchive: 'release' in archive, stage: (/** @type {string} */ done) => clock.end(done) },
    });
    clock.print(name);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    if (child !== null) await ended(child);
    if ('close' in archive) archive.close();
    remove();
  }
}

/** Where etcd is got from: there is no network but this machine's own. @param {string} root @param {object} etcdRelease */
function keepSettings(root, etcdRelease) {
  const folder = join(user.home, '.config', 'etcdeck');
  mkdirSync(join(root, folder), { recursive: true, mode: 0o700 });
  writeFileSync(join(root, folder, 'settings.json'), JSON.stringify({ etcdRelease }));
  own(root, join(user.home, '.config'));
}

/** Lines that say what has begun, with the stage that has ended by then. @type {readonly (readonly [RegExp, string])[]} */
const turns = [
  [/^Building/, 'npm ci'],
  [/^No desktop window/, 'build'],
];

/** Waits for the link. @param {import('node:child_process').ChildProcess} child @param {Stages} clock @returns {Promise<string>} */
function ready({ stdout, stderr }, clock) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('It was not ready within 20 minutes.')), readyMs);
    for (const stream of [stdout, stderr]) {
      if (stream === null) continue;
      const lines = createInterface({ input: stream });
      lines.on('line', (line) => {
        console.log(`  | ${printable(line)}`);
        for (const [words, stage] of turns) if (words.test(line)) clock.end(stage);
        const link = /(http:\/\/127\.0\.0\.1:\d+\/\S*token=\S+)/.exec(line)?.[1];
        if (link === undefined) return;
        clearTimeout(late);
        clock.end('ready');
        resolve(link);
      });
      lines.on('close', () => {
        clearTimeout(late);
        reject(new Error('It ended before it was ready.'));
      });
    }
  });
}

/** Ends the machine: all that runs on it ends with its first process. @param {import('node:child_process').ChildProcess} child */
async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('close', resolve));
  stop(child);
  await gone;
}

/**
 * Kills the first process of the machine, and with it all others: `unshare` alone would leave them, since a change of the user
 * takes back what ends a child with its parent.
 * @param {import('node:child_process').ChildProcess} child
 */
function stop({ pid }) {
  if (pid === undefined) return;
  for (const first of readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')) {
    if (first !== '') process.kill(Number(first), 'SIGKILL');
  }
}

/** The seconds of each stage. */
class Stages {
  #begun = 0;
  #last = 0;
  /** @type {(readonly [string, number])[]} */
  #done = [];

  begin() {
    this.#begun = performance.now();
    this.#last = this.#begun;
  }

  /** @param {string} stage */
  end(stage) {
    const now = performance.now();
    this.#done.push([stage, now - this.#last]);
    this.#last = now;
  }

  /** @param {string} what */
  print(what) {
    const rows = [...this.#done, ['in all', this.#last - this.#begun]];
    console.log(`A bare machine with ${what}, in seconds:`);
    for (const [stage, ms] of rows)
      console.log(`  ${String(stage).padEnd(26)} ${(Number(ms) / 1000).toFixed(1).padStart(7)}`);
  }
}

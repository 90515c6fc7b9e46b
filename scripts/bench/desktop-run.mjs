import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { ProcessGroup } from '../process-group.mjs';
import { projectFolder } from '../project.mjs';

/** An Electron and the display to open its windows on. @typedef {{ readonly executable: string, readonly display: string }} Desktop */

const boundMs = 60_000;

/** An app that only opens a window with a word in it: what Electron itself costs here. */
const emptyApp = {
  'package.json': '{ "name": "empty", "main": "main.cjs" }',
  'index.html': '<!doctype html><meta charset="utf-8"><title>empty</title><h1>Empty</h1>',
  'main.cjs': `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1360, height: 860, show: false });
  window.once('ready-to-show', () => { window.show(); console.log('etcdeck is ready: empty'); });
  void window.loadFile('index.html');
});
`,
};

/** @type {string[]} */
const scratch = [];
process.on('exit', () => {
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when we are done with it. @param {string} name */
export function scratchFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `etcdeck-bench-${name}-`));
  scratch.push(folder);
  return folder;
}

export function writeEmptyApp() {
  const folder = scratchFolder('empty');
  for (const [name, text] of Object.entries(emptyApp)) writeFileSync(join(folder, name), text);
  return folder;
}

/**
 * Starts an app in Electron and waits until it says that it is ready.
 * @param {Desktop} desktop
 * @param {{ readonly app: string, readonly home: string, readonly args?: readonly string[], readonly env?: NodeJS.ProcessEnv }} run
 */
export async function startApp({ executable, display }, { app, home, args = [], env = {} }) {
  const switches = [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--remote-debugging-port=0',
    '--password-store=basic',
    `--user-data-dir=${join(home, 'electron')}`,
  ];
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env;
  const startedAt = Date.now();
  const group = new ProcessGroup(executable, [...switches, app, ...args], {
    env: { ...inherited, DISPLAY: display, HOME: home, ETCDECK_CONFIG_DIR: join(home, 'etcdeck'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { stdout, stderr } = group.child;
  if (stdout === null || stderr === null) throw new Error('The app was started without pipes.');
  /** @param {import('node:stream').Readable} stream @param {RegExp} pattern @returns {Promise<string>} */
  const line = (stream, pattern) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${app} did not say ${pattern}`)), boundMs);
      createInterface({ input: stream }).on('line', (text) => {
        const found = pattern.exec(text)?.[1];
        if (found === undefined) return;
        clearTimeout(late);
        resolve(found);
      });
    });
  const [devtools] = await Promise.all([
    line(stderr, /DevTools listening on (ws:\S+)/),
    line(stdout, /is ready: (.*)/),
  ]);
  return { group, devtools, startedAt };
}

/**
 * Starts our own app, and gives its page.
 * @param {Desktop} desktop
 * @param {string} home
 */
export async function openDesktop(desktop, home) {
  const { group, devtools } = await startApp(desktop, { app: projectFolder, home });
  const browser = await chromium.connectOverCDP(devtools);
  const page = browser.contexts().flatMap((context) => context.pages())[0];
  if (page === undefined) throw new Error('The app has no page.');
  return {
    page,
    group,
    /** Leaves the app alone: what drives a page keeps something in it. */
    leave: () => browser.close(),
    async close() {
      await browser.close();
      await group.stop();
    },
  };
}

/**
 * Asks the app's page something once it can answer.
 * @template T
 * @param {string} devtools
 * @param {() => T | null} ask runs in the page; `null` says not yet
 * @returns {Promise<T>}
 */
export async function askPage(devtools, ask) {
  const browser = await chromium.connectOverCDP(devtools);
  try {
    const page = browser.contexts().flatMap((context) => context.pages())[0];
    if (page === undefined) throw new Error('The app has no page.');
    const answer = await page.waitForFunction(ask, undefined, { timeout: boundMs });
    const value = await answer.jsonValue();
    if (value === null) throw new Error('The page has no answer.');
    return value;
  } finally {
    await browser.close();
  }
}

import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { inProject, projectFolder } from '../../project.mjs';
import { scratchFolder, startApp } from '../desktop-run.mjs';
import { measureCommand, serveFilled } from '../keyspace-server.mjs';
import { median } from '../samples.mjs';
import { connection, homeWith, openInBrowser } from '../web-run.mjs';
import { fillValues } from './fill-values.mjs';

/** @typedef {import('../table.mjs').Figure} Figure */
/** @typedef {import('../../checks/machine.mjs').Machine} Machine */

const rounds = 5;
const boundMs = 120_000;
/** How many times as long as the command line a window may take. */
const target = 1.2;
const values = { count: 31_000, bytes: 4_096, perTxn: 128 };

/**
 * How long a snapshot takes from the click to the word that it is saved, in a browser and on the desktop, beside the whole
 * run of the command line. They take turns, so that a busy machine slows all.
 * @param {Machine} machine
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureWindows(machine) {
  const found = await machine.etcds();
  const [etcd] = 'missing' in found ? [] : found.etcds;
  if (etcd === undefined) {
    yield { name: 'snapshot', unit: 's', value: null, note: 'missing' in found ? found.missing : 'there is no etcd' };
    return;
  }
  await machine.build();
  const server = await serveFilled(etcd, `snapshot-${etcd.version}`, (endpoint) => fillValues(endpoint, values));
  const windows = [await inBrowser(machine, server.endpoint), await onDesktop(machine, server.endpoint)];
  const folder = scratchFolder('snapshot');
  const file = join(folder, 'saved.db');
  const args = [inProject('out/main/cli.cjs'), '--endpoints', server.endpoint, 'snapshot', 'save', '--no-check', file];
  /** @type {number[]} */
  const commands = [];
  /** @type {number[][]} */
  const saves = windows.map(() => []);
  let bytes = 0;
  try {
    for (let round = 0; round <= rounds; round++) {
      const { tookMs } = await measureCommand(process.execPath, args);
      bytes = statSync(file).size;
      rmSync(file);
      rmSync(`${file}.json`);
      if (round > 0) commands.push(tookMs / 1_000);
      for (const [index, window] of windows.entries()) {
        if ('missing' in window) continue;
        const seconds = (await window.save()) / 1_000;
        if (round > 0) saves[index]?.push(seconds);
      }
    }
  } finally {
    for (const window of windows) if (!('missing' in window)) await window.close();
    await server.stop();
  }
  const reference = median(commands);
  for (const [index, window] of windows.entries()) {
    const name = `snapshot of ${(bytes / 2 ** 20).toFixed(0)} MiB ${window.where}`;
    if ('missing' in window) yield { name, unit: 's', value: null, note: window.missing };
    else {
      const note = `median of ${rounds}; beside the command line`;
      yield { name, unit: 's', value: median(saves[index] ?? []), target: target * reference, reference, note };
    }
  }
}

/** Connects, and gives what saves and times one snapshot. @param {import('@playwright/test').Page} page @param {string} home */
async function windowOf(page, home) {
  await page.getByRole('button', { name: `Connect to ${connection}` }).click({ timeout: boundMs });
  const save = page.getByRole('banner').getByRole('button', { name: 'Save snapshot', exact: true });
  await save.waitFor({ timeout: boundMs });
  const notices = page.getByRole('region', { name: 'Notices' });
  return async () => {
    const startedAt = performance.now();
    await save.click();
    await notices.getByText(/^Snapshot saved, /).waitFor({ timeout: boundMs });
    const tookMs = performance.now() - startedAt;
    // The check is no part of it; the next save begins once it is over, and waits for words of its own.
    await notices.getByText(/^Snapshot saved, .*\. Checked/).waitFor({ timeout: boundMs });
    const close = notices.getByRole('button', { name: /^(Close|Dismiss)/ });
    while ((await close.count()) > 0) await close.first().click();
    rmSync(join(home, 'snapshots'), { recursive: true, force: true });
    return tookMs;
  };
}

/** @param {Machine} machine @param {string} endpoint */
async function inBrowser(machine, endpoint) {
  const where = 'in a browser';
  const found = await machine.chromium();
  if ('missing' in found) return { where, missing: found.missing };
  const home = homeWith(endpoint);
  const { page, close } = await openInBrowser(found.executable, home);
  return { where, save: await windowOf(page, home), close };
}

/** @param {Machine} machine @param {string} endpoint */
async function onDesktop(machine, endpoint) {
  const where = 'on the desktop';
  const electron = machine.electron();
  if ('missing' in electron) return { where, missing: electron.missing };
  const display = await machine.display();
  if ('missing' in display) return { where, missing: display.missing };
  const home = homeWith(endpoint);
  const desktop = { executable: electron.executable, display: display.name };
  const { group, devtools } = await startApp(desktop, { app: projectFolder, home });
  const browser = await chromium.connectOverCDP(devtools);
  const page = browser.contexts().flatMap((context) => context.pages())[0];
  if (page === undefined) throw new Error('The app has no page.');
  return {
    where,
    save: await windowOf(page, home),
    async close() {
      await browser.close();
      await group.stop();
    },
  };
}

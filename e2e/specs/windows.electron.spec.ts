import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { connect } from '../fixtures/connected.ts';
import { askMain } from '../fixtures/host.ts';
import { askToClose, windowMemory } from '../fixtures/leaving.ts';
import { sampleFile } from '../fixtures/snapshot-files.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { OpenedFile } from '../pages/opened-file.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

// They end the app, or leave open windows behind.
test.use({ hasOwnApp: true });

const size = { width: 1_010, height: 690 };

function desktop(electron: ElectronApplication | null): ElectronApplication {
  if (electron === null) throw new Error('these tests are of the desktop app');
  return electron;
}

test('each window comes back in the size that its connection had', async ({ page, host, entries }) => {
  const electron = desktop(host.electron);
  await connect(page, entries);
  const window = await electron.browserWindow(page);
  await window.evaluate((window, { width, height }) => window.setBounds({ x: 40, y: 40, width, height }), size);
  const fromMenu = electron.waitForEvent('window');
  // Clicked once this has answered: an answer that a new window holds up is lost.
  await electron.evaluate(({ Menu }) => {
    setImmediate(() => Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.click());
  });
  const start = await fromMenu;
  await new StartPage(start).connection(entries.name).waitFor();
  await Promise.all([page.waitForEvent('close'), window.evaluate((window) => window.close())]);

  await start.getByRole('button', { name: `More for ${entries.name}` }).click();
  const opened = electron.waitForEvent('window');
  await start.getByRole('menuitem', { name: 'Open in a new window' }).click();
  const again = await opened;
  await expect(new Workbench(again).connection(entries.name)).toBeVisible();
  const bounds = await (await electron.browserWindow(again)).evaluate((window) => window.getBounds());
  expect(bounds).toMatchObject(size);
});

test('a page that was taken over opens no end of windows', async ({ page, host }) => {
  await new StartPage(page).heading.waitFor();
  await page.evaluate(() => {
    for (let at = 0; at < 40; at++) window.open(window.location.href, '_blank', 'noopener');
  });
  const count = await askMain(host, ({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(count).toBeLessThanOrEqual(20);
});

test('a window with an edit closes, and the app quits, only when the operator says so', async ({
  page,
  host,
  entries,
}) => {
  const electron = desktop(host.electron);
  const key = '/app/greeting';
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'greeting');
  await keys.replaceValue(key, 'good morning');
  await expect.poll(() => windowMemory(page)).toContain('good morning');

  const fromMenu = electron.waitForEvent('window');
  await electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.click());
  const other = await fromMenu;
  await new StartPage(other).heading.waitFor();

  // Quitting closes the window that has nothing to lose, and asks in the other.
  const question = page.getByRole('dialog', { name: '1 edit is not saved' });
  await Promise.all([other.waitForEvent('close'), electron.evaluate(({ app }) => app.quit())]);
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(question).toBeHidden();
  await expect(keys.text(key)).toContainText('good morning');

  await askToClose(host);
  await Promise.all([page.waitForEvent('close'), question.getByRole('button', { name: 'Discard and close' }).click()]);
});

test('a window whose page hangs over an edit closes all the same', async ({ page, host, entries }) => {
  const electron = desktop(host.electron);
  await connect(page, entries);
  // Another window, so that the app does not go with this one.
  const fromMenu = electron.waitForEvent('window');
  await electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.click());
  await new StartPage(await fromMenu).heading.waitFor();
  const hanging = await electron.browserWindow(page);
  await page.evaluate(() => {
    window.addEventListener('beforeunload', (event) => {
      event.preventDefault();
      for (;;);
    });
  });
  await Promise.all([page.waitForEvent('close', { timeout: 60_000 }), hanging.evaluate((window) => window.close())]);
});

test('a file dropped on a window is opened, there on the start screen and else beside it', async ({
  page,
  host,
  entries,
}) => {
  const electron = desktop(host.electron);
  await new StartPage(page).heading.waitFor();
  await drop(electron, page);
  const opened = new OpenedFile(page);
  await expect(opened.header).toContainText('sample-snapshot.db');
  await opened.close.click();
  await connect(page, entries);
  const beside = electron.waitForEvent('window');
  await drop(electron, page);
  await expect(new OpenedFile(await beside).header).toContainText('sample-snapshot.db');
  await expect(new Workbench(page).connection(entries.name)).toBeVisible();
});

test('a second start with a file opens it in another window', async ({ page, host }) => {
  const electron = desktop(host.electron);
  await new StartPage(page).heading.waitFor();
  const beside = electron.waitForEvent('window');
  await electron.evaluate(({ app }, file) => {
    setImmediate(() => app.emit('second-instance', {}, ['etcdeck', 'open', file], '/'));
  }, sampleFile);
  await expect(new OpenedFile(await beside).header).toContainText('sample-snapshot.db');
});

test('the windows that were open come back, each to what it showed, unless that is turned off', async ({
  page,
  host,
  home,
  launcher,
  entries,
  plain,
}) => {
  test.setTimeout(300_000);
  const without = { caFile: null, certFile: null, keyFile: null, user: null, password: null };
  const workbench = await connect(page, { name: 'plain', endpoints: plain.endpoints, ...without });
  await workbench.show('Keys');
  const electron = desktop(host.electron);
  const window = await electron.browserWindow(page);
  await window.evaluate((window, { width, height }) => window.setBounds({ x: 40, y: 40, width, height }), size);
  await openByMenu(electron, async (other) => {
    await connect(other, entries);
  });
  await openByMenu(electron, async (other) => {
    await drop(electron, other);
    await new OpenedFile(other).header.waitFor();
  });
  await quit(electron);

  const again = await launcher.launch({ env: home.env, folder: home.folder, args: [] });
  try {
    const app = desktop(again.first.electron);
    const titles = () => Promise.all(app.windows().map((one) => one.title()));
    await expect
      .poll(async () => (await titles()).toSorted())
      .toEqual(['plain – Keys – etcdeck', 'prod-like – Cluster – etcdeck', 'sample-snapshot.db – etcdeck']);
    const shown = await byTitle(app, /^plain/);
    await expect(new Workbench(shown).connection('plain')).toBeVisible();
    const bounds = await (await app.browserWindow(shown)).evaluate((window) => window.getBounds());
    expect(bounds).toMatchObject(size);
    // Its password was nowhere on disk.
    const asked = await byTitle(app, /^prod-like/);
    await expect(asked.getByRole('dialog', { name: `Open ${entries.name}` })).toBeVisible();
    await expect(new OpenedFile(await byTitle(app, /^sample/)).header).toBeVisible();

    await new Workbench(shown).disconnect('plain');
    await shown.getByRole('button', { name: 'Windows' }).click();
    const choice = shown.getByRole('menuitemcheckbox', { name: 'Open the windows again at the next start' });
    await expect(choice).toHaveAttribute('aria-checked', 'true');
    await choice.click();
    await expect
      .poll(() => readFile(join(home.folder, 'etcdeck', 'settings.json'), 'utf8'))
      .toContain('reopensWindows');
    await quit(app);
  } finally {
    await again.close();
  }

  const last = await launcher.launch({ env: home.env, folder: home.folder, args: [] });
  try {
    await expect(new StartPage(last.first.page).connection('plain')).toBeVisible();
    await expect.poll(last.first.output).toContain('etcdeck is ready');
    expect(desktop(last.first.electron).windows()).toHaveLength(1);
  } finally {
    await last.close();
  }
});

test.describe('started with a file', () => {
  test.use({ appArgs: ['open', sampleFile] });

  test('the app shows it at once', async ({ page }) => {
    await expect(new OpenedFile(page).header).toContainText('sample-snapshot.db');
  });
});

async function openByMenu(electron: ElectronApplication, use: (page: Page) => Promise<void>): Promise<void> {
  const opened = electron.waitForEvent('window');
  // Clicked once this has answered: an answer that a new window holds up is lost.
  await electron.evaluate(({ Menu }) => {
    setImmediate(() => Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.click());
  });
  const page = await opened;
  await new StartPage(page).heading.waitFor();
  await use(page);
}

/** Quits as the menu does; resolves when the app is gone. */
async function quit(electron: ElectronApplication): Promise<void> {
  const gone = electron.waitForEvent('close');
  await electron.evaluate(({ app }) => void setImmediate(() => app.quit()));
  await gone;
}

async function byTitle(electron: ElectronApplication, title: RegExp): Promise<Page> {
  for (const page of electron.windows()) if (title.test(await page.title())) return page;
  throw new Error(`no window is called ${title}`);
}

/** Drops the sample as the operating system does: Chromium is told of the file, and the page may read it. */
async function drop(electron: ElectronApplication, page: Page): Promise<void> {
  const window = await electron.browserWindow(page);
  await window.evaluate(async ({ webContents }, file) => {
    webContents.debugger.attach();
    try {
      const data = { items: [], files: [file], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop']) {
        await webContents.debugger.sendCommand('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
      }
    } finally {
      webContents.debugger.detach();
    }
  }, sampleFile);
}

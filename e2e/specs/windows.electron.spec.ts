import type { ElectronApplication } from '@playwright/test';
import { connect } from '../fixtures/connected.ts';
import { askMain } from '../fixtures/host.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

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
  await electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.click());
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

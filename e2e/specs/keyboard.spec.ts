import type { Locator, Page } from '@playwright/test';
import { connect } from '../fixtures/connected.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { Palette } from '../pages/palette.ts';
import { SnapshotsPage } from '../pages/snapshots-page.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

/** Walks to something by Tab alone, and sees on the way that the focus can be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 60; steps++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target}`);
}

async function run(page: Page, command: string): Promise<void> {
  await new Palette(page).type(command);
  await page.keyboard.press('Enter');
}

test('from a new connection to a saved snapshot without a pointer @desktop', async ({ page, cluster, entries }) => {
  const start = new StartPage(page);
  const workbench = new Workbench(page);
  const keys = new KeysPage(page);
  const snapshots = new SnapshotsPage(page);
  const key = '/app/greeting';
  await start.heading.waitFor();

  // A connection, field by field.
  await tabTo(page, start.newConnection);
  await page.keyboard.press('Enter');
  const form = page.getByRole('form');
  const type = async (label: string, text: string): Promise<void> => {
    await tabTo(page, form.getByRole('textbox', { name: label, exact: true }));
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(text);
  };
  await type('Name', entries.name);
  await type('Endpoint 1', entries.endpoints[0] ?? '');
  await type('CA certificate', entries.caFile ?? '');
  await type('Client certificate', entries.certFile ?? '');
  await type('Private key', entries.keyFile ?? '');
  await type('User', entries.user ?? '');
  await tabTo(page, form.getByLabel('Password', { exact: true }));
  await page.keyboard.type(entries.password ?? '');
  await page.keyboard.press('Enter');
  await expect(workbench.quorum).toHaveText('3 of 3 voters answer, 1 may fail');

  // A window that was just loaded has never shown its palette: what is typed at once is there.
  await page.reload();
  await expect(workbench.quorum).toHaveText('3 of 3 voters answer, 1 may fail');

  // Its key, found by name, changed in the editor, and saved.
  await run(page, key);
  await expect(keys.text(key)).toHaveText('hello');
  await tabTo(page, keys.editor(key));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('good evening');
  await page.keyboard.press('ControlOrMeta+S');
  await expect(keys.saveDialog).toBeVisible();
  await tabTo(page, keys.saveDialog.getByRole('button', { name: 'Save' }));
  await page.keyboard.press('Enter');
  await expect(keys.saveDialog).toBeHidden();
  await expect.poll(() => cluster.etcdctl('get', key, '--print-value-only')).toContain('good evening');

  await run(page, 'Save snapshot');
  await expect(snapshots.saved).toBeVisible();
});

test('Tab begins in the screen that is shown, and the rail is one stop before it @desktop', async ({
  page,
  entries,
}) => {
  const workbench = await connect(page, entries);
  const focused = page.locator(':focus');
  const within = (screen: Locator) => expect(screen.locator(':focus')).toHaveCount(1);
  // Before there is something in it, Tab goes past it.
  await workbench.screen('Cluster').getByRole('tab', { name: 'Members' }).waitFor();
  await page.keyboard.press('Tab');
  await within(workbench.screen('Cluster'));
  await page.keyboard.press('ControlOrMeta+2');
  await workbench.screen('Keys').getByRole('tree').waitFor();
  await page.keyboard.press('Tab');
  await within(workbench.screen('Keys'));

  const rail = page.getByRole('toolbar', { name: 'Screens' });
  for (let steps = 0; steps < 5 && (await rail.locator(':focus').count()) === 0; steps++) {
    await page.keyboard.press('Shift+Tab');
  }
  await expect(focused).toHaveText('Keys');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(workbench.screen('Kubernetes')).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('banner').locator(':focus')).toHaveCount(1);
});

test('at twice the size everything is still there, and nothing is cut off @desktop', async ({ page, entries }) => {
  // 200% zoom of a window of 1280 × 800 is a page of half its width.
  await page.setViewportSize({ width: 640, height: 400 });
  const start = new StartPage(page);
  await expect(start.newConnection).toBeInViewport();
  await start.newConnection.click();
  const save = page.getByRole('form').getByRole('button', { name: 'Save and connect' });
  await save.scrollIntoViewIfNeeded();
  await expect(save).toBeInViewport({ ratio: 1 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, entries.name).toBeLessThanOrEqual(0);
});

test('with reduced motion nothing moves for longer than a blink @desktop', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await new StartPage(page).startSandbox.click();
  await expect(page.getByRole('dialog')).toBeVisible();
  const longest = await page.evaluate(() =>
    Math.max(0, ...document.getAnimations().map((animation) => Number(animation.effect?.getComputedTiming().duration))),
  );
  expect(longest).toBeLessThanOrEqual(1);
});

import type { Page } from '@playwright/test';
import { connect } from '../fixtures/connected.ts';
import type { Host } from '../fixtures/host.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

/** What another act opens: a window of the desktop, a tab of the browser. */
async function opened({ page, electron }: Host, act: () => Promise<unknown>): Promise<Page> {
  const [other] = await Promise.all([
    electron === null ? page.context().waitForEvent('page') : electron.waitForEvent('window'),
    act(),
  ]);
  return other;
}

test('a second connection has a window of its own', async ({ page, host, entries }) => {
  const workbench = await connect(page, entries);
  await workbench.disconnect(entries.name);
  await new StartPage(page).connection(entries.name).waitFor();
  await page.getByRole('button', { name: `More for ${entries.name}` }).click();
  const other = await opened(host, () => page.getByRole('menuitem', { name: 'Open in a new window' }).click());
  await expect(new Workbench(other).connection(entries.name)).toBeVisible();
  await expect(new StartPage(page).heading).toBeVisible();
  // Neither is the other's: what one does leaves the other where it is.
  await other.close();
  await expect(new StartPage(page).heading).toBeVisible();
});

test('a new window begins at the start screen', async ({ page, host, entries }) => {
  await connect(page, entries);
  const other = await opened(host, async () => {
    await page.keyboard.press('ControlOrMeta+K');
    await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused();
    await page.keyboard.type('new window');
    await page.keyboard.press('Enter');
  });
  await expect(new StartPage(other).heading).toBeVisible();
  await expect(new StartPage(other).connection(entries.name)).toBeVisible();
});

test('a window onto the same connection shows the same place, and outlives the first', async ({
  page,
  host,
  entries,
}) => {
  const workbench = await connect(page, entries);
  await workbench.show('Keys');
  await expect.poll(() => page.title()).toBe(`${entries.name} – Keys – etcdeck`);
  const other = await opened(host, () =>
    workbench.chooseFromMenu(entries.name, 'Open this connection in a new window'),
  );
  const beside = new Workbench(other);
  await expect(beside.screen('Keys')).toBeVisible();
  // The password was asked for once: the connection is shared.
  await expect(beside.quorum).toHaveText('3 of 3 voters answer, 1 may fail');
  await workbench.disconnect(entries.name);
  await expect(new StartPage(page).heading).toBeVisible();
  await beside.show('Cluster');
  await expect.poll(() => other.title()).toBe(`${entries.name} – Cluster – etcdeck`);
  await expect(beside.quorum).toHaveText('3 of 3 voters answer, 1 may fail');
});

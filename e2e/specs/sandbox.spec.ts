import { expect, test } from '../fixtures/worlds.ts';
import { ClusterPage } from '../pages/cluster-page.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

test('a sandbox starts, is browsed, and is stopped', async ({ page }) => {
  const start = new StartPage(page);
  await start.startSandbox.click();
  const dialog = page.getByRole('dialog', { name: 'Start a sandbox cluster' });
  await dialog.getByRole('radio', { name: /^Three members/ }).check();
  await dialog.getByRole('button', { name: 'Start' }).click();

  const cluster = new ClusterPage(page);
  await expect(cluster.quorumLine).toHaveText('3 voters, 3 healthy, 1 may fail', { timeout: 60_000 });
  const workbench = new Workbench(page);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'registry/');
  await expect(keys.row('pods/')).toBeVisible();

  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Connection / })
    .click();
  await page.getByRole('menuitem', { name: 'Disconnect' }).click();
  await page.getByRole('button', { name: /^More for / }).click();
  await page.getByRole('menuitem', { name: 'Stop the sandbox' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop the sandbox' }).click();
  await expect(page.getByRole('button', { name: /^Connect to / })).toHaveCount(0);
});

test.describe('started with --sandbox', () => {
  test.use({ appArgs: ['--sandbox'] });

  test('the app opens on a sandbox of its own', async ({ page }) => {
    await expect(new ClusterPage(page).quorumLine).toHaveText('3 voters, 3 healthy, 1 may fail', { timeout: 60_000 });
  });

  test.describe('where there is no etcd', () => {
    test.use({ hasEtcd: false });

    test('the app and its terminal say the command that gets one', async ({ page, host }) => {
      const dialog = page.getByRole('dialog', { name: 'Start a sandbox cluster' });
      await expect(dialog.getByRole('alert')).toContainText('A sandbox needs etcd, and none was found.');
      await expect(dialog.getByRole('group', { name: 'The command' })).toHaveText('sudo apt-get install etcd-server');
      await expect(dialog.getByRole('button', { name: 'Choose etcd' })).toBeVisible();
      await expect
        .poll(host.output)
        .toMatch(/No sandbox can start\. There is no etcd .* To get it: sudo apt-get install etcd-server/);
    });
  });
});

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chosenEtcd } from '../../src/testing/etcd-binaries.ts';
import { packedEtcd, type ReleaseSite, sends, sha256, startReleaseSite } from '../../src/testing/release-site.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { test as base, expect } from '../fixtures/worlds.ts';
import { ClusterPage } from '../pages/cluster-page.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

/** A stand-in for etcd's releases, which the settings of a machine without etcd name. */
interface Site extends ReleaseSite {
  readonly address: string;
  readonly archive: Buffer;
}

const test = base.extend<{ readonly isSiteDown: boolean; readonly site: Site | null }>({
  isSiteDown: [false, { option: true }],
  site: async ({ isSiteDown, hasEtcd }, use) => {
    if (hasEtcd) {
      await use(null);
      return;
    }
    const [site, archive] = await Promise.all([startReleaseSite(), packedEtcd()]);
    site.answer(sends(archive));
    if (isSiteDown) await site.close();
    await use({ ...site, archive, address: `${site.origin}/etcd.tar.gz` });
    if (!isSiteDown) await site.close();
  },
  home: async ({ home, site }, use) => {
    const folder = join(home.folder, 'etcdeck');
    if (site !== null) {
      await mkdir(folder, { mode: 0o700 });
      const etcdRelease = { archive: site.address, sha256: sha256(site.archive) };
      await writeFile(join(folder, 'settings.json'), JSON.stringify({ etcdRelease }));
    }
    await use(home);
  },
});

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

    test('it is got without asking, and the sandbox starts @browser', async ({ page, host }) => {
      await expect(new ClusterPage(page).quorumLine).toHaveText('3 voters, 3 healthy, 1 may fail', {
        timeout: 60_000,
      });
      expect(host.output()).toMatch(/There is no etcd here\. Downloading http:.*There is etcd \S+ now: /s);
    });

    test.describe('and none can be got', () => {
      test.use({ isSiteDown: true });

      test('the app and its terminal say why, and what there is to do', async ({ page, host }) => {
        // It says what it is doing, and then what it is for.
        const dialog = page.getByRole('dialog', { name: /^Start(ing)? a sandbox/ });
        await expect(dialog.getByRole('alert')).toContainText('etcd did not arrive from http://127.0.0.1', {
          // As root on Debian the package is tried behind it.
          timeout: 60_000,
        });
        await dialog.getByRole('button', { name: 'Back' }).click();
        await expect(dialog.getByRole('button', { name: 'Choose etcd' })).toBeVisible();
        await expect
          .poll(host.output)
          .toMatch(
            /No sandbox can start: .* To get it: sudo apt-get install etcd-server\. Without it, the sample snapshot/,
          );
      });
    });
  });
});

test.describe('where there is no etcd', () => {
  test.use({ hasEtcd: false });

  test('one is offered, refused with another sum, stopped, got and used @browser', async ({ page, site, home }) => {
    if (site === null) throw new Error('a machine without etcd has a site to get one from');
    const right = sha256(site.archive);
    const left = async () => await readdir(join(home.folder, 'etcdeck', 'programs'));
    await new StartPage(page).startSandbox.click();
    const dialog = page.getByRole('dialog', { name: 'Start a sandbox cluster' });
    const panel = dialog.getByRole('region', { name: 'A sandbox needs etcd, and there is none here' });
    await expect(panel).toContainText(site.address);
    await expect(panel).toContainText(right);
    expect(await violationsOf(page, 'the offer of an etcd')).toEqual([]);
    const takeFrom = async (sum: string): Promise<void> => {
      await panel.getByRole('button', { name: 'Another source…' }).click();
      await panel.getByRole('textbox', { name: 'Its SHA-256' }).fill(sum);
      await panel.getByRole('button', { name: 'Take it from there' }).click();
      await expect(panel).toContainText(sum);
    };
    await takeFrom('ab'.repeat(32));
    await panel.getByRole('button', { name: 'Get etcd' }).click();
    await expect(panel.getByRole('alert')).toContainText('What was downloaded is not the etcd that was expected.');
    expect(await left()).toEqual([]);
    await takeFrom(right);

    site.answer((response) => {
      response.writeHead(200, { 'content-length': site.archive.length });
      response.write(site.archive.subarray(0, site.archive.length / 2));
    });
    await panel.getByRole('button', { name: 'Try again' }).click();
    await expect(panel.getByRole('progressbar', { name: 'Getting etcd' })).toHaveAttribute('aria-valuenow', /^[1-9]/);
    await panel.getByRole('button', { name: 'Stop' }).click();
    await expect(panel).toContainText('It was stopped; nothing of it was kept.');
    // A window does not wait for the host to have cleared it away.
    await expect.poll(left).toEqual([]);

    site.answer(sends(site.archive));
    await panel.getByRole('button', { name: 'Get etcd' }).click();
    await dialog.getByRole('radio', { name: /^One member/ }).check();
    await expect(dialog).toContainText(join('etcdeck', 'programs', `etcd-${chosenEtcd().version}`));
    await dialog.getByRole('button', { name: 'Start' }).click();
    await expect(new ClusterPage(page).quorumLine).toHaveText('1 voter, 1 healthy, 0 may fail', { timeout: 60_000 });
  });
});

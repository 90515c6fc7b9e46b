import { schemeAttribute } from '../../src/renderer/ui/tokens.ts';
import { connect } from '../fixtures/connected.ts';
import { themes } from '../fixtures/tour.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { GuidePage } from '../pages/guide-page.ts';
import { StartPage } from '../pages/start-page.ts';
import type { Place } from '../pages/workbench.ts';

/** The screens of a connection, each with the title of its page. */
const screens: readonly (readonly [Place, string])[] = [
  ['Cluster', 'Cluster'],
  ['Keys', 'Keys'],
  ['Kubernetes', 'Kubernetes'],
  ['Watches', 'Watches'],
  ['Compare', 'Compare'],
  ['Snapshots', 'Snapshots'],
  ['Journal', 'Journal'],
  ['Access', 'Access'],
  ['Leases', 'Leases and locks'],
  ['Transactions', 'Transactions'],
];

test('F1 shows the page of the screen, and a failure leads to its own @browser', async ({ page, entries }) => {
  const guide = new GuidePage(page);
  await new StartPage(page).newConnection.waitFor();
  await guide.look('The first minutes');
  const workbench = await connect(page, entries);
  for (const [place, title] of screens) {
    await workbench.show(place);
    await guide.look(title);
  }
  // In a field too, and over a dialog.
  await page.keyboard.press('ControlOrMeta+K');
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused();
  await guide.look('Transactions');
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.evaluate(() => {
    window.location.hash = '#/open/00000000-0000-4000-8000-000000000000';
  });
  await page.getByRole('link', { name: 'What it means' }).click();
  await expect(guide.article('ConnectionUnknown')).toContainText('ends with 2');
});

test('the guide is searched, read and followed into the app offline @browser', async ({ page, entries }) => {
  const guide = new GuidePage(page);
  const workbench = await connect(page, entries);
  await workbench.show('Cluster');
  await page.keyboard.press('F1');
  await expect(guide.article('Cluster')).toBeVisible();
  await guide.search.fill('quorum majority');
  await guide.found.getByRole('link', { name: 'etcd in ten minutes: How many members' }).click();
  await expect(
    guide.article('etcd in ten minutes').getByRole('heading', { name: 'How many members' }),
  ).toBeInViewport();
  expect(await violationsOf(page, 'guide')).toEqual([]);
  // A picture of the theme that is shown, and not the other.
  await guide.dialog.getByRole('link', { name: 'Leases and locks' }).click();
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator(`html[${schemeAttribute}="${theme}"]`)).toBeAttached();
    const pictures = guide.article('Leases and locks').getByRole('img');
    await expect(pictures.first()).toHaveAttribute('src', new RegExp(`-${theme}-`));
    await expect.poll(() => pictures.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1280);
  }
  // What lies beneath stays where it is.
  expect(new URL(page.url()).hash).toMatch(/^#\/open\/[^/]+\/cluster$/);
  await guide.dialog.getByRole('button', { name: 'Back' }).click();
  await guide.article('etcd in ten minutes').getByRole('button', { name: 'Metrics' }).click();
  await expect(guide.dialog).toBeHidden();
  await expect(page.getByRole('tab', { name: 'Metrics' })).toHaveAttribute('aria-selected', 'true');
});

test('About names the version and the notices of what is shipped @browser', async ({ page }) => {
  const start = new StartPage(page);
  await start.newConnection.waitFor();
  await page.getByRole('button', { name: 'About etcdeck' }).click();
  const about = page.getByRole('dialog', { name: 'About etcdeck' });
  await expect(about).toContainText(/Runs on.*Node \d+/);
  // Shipped as it is, and bundled.
  for (const name of ['@grpc/grpc-js', 'monaco-editor', 'react-dom', '@fontsource-variable/inter']) {
    await about.getByRole('textbox', { name: 'Search the notices' }).fill(name);
    await expect(about.getByRole('button', { name })).toBeVisible();
  }
  await about.getByRole('button', { name: '@fontsource-variable/inter' }).click();
  await expect(about.getByLabel('Licence of @fontsource-variable/inter')).toContainText('SIL OPEN FONT LICENSE');
  expect(await violationsOf(page, 'about')).toEqual([]);
});

test('the guide as a site keeps to the content policy @browser', async ({ page, host }) => {
  test.skip(host.electron !== null, 'the desktop shows the guide in its window only');
  await new StartPage(page).newConnection.waitFor();
  const answer = await page.goto(new URL('/guide/index.html', page.url()).href);
  expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'");
  await page.getByRole('searchbox', { name: 'Search the guide' }).fill('out of space');
  await page.getByRole('link', { name: 'Keep the cluster well: Out of space' }).click();
  await expect(page.getByRole('heading', { name: 'Out of space' })).toBeInViewport();
  const pictures = page.getByRole('main').getByRole('img');
  await expect.poll(() => pictures.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1280);
});

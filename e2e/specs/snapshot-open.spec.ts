import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '../fixtures/connected.ts';
import { damagedSample } from '../fixtures/snapshot-files.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { expect, revisionOf, test } from '../fixtures/worlds.ts';
import { KeysFinding } from '../pages/keys-finding.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { KubernetesPage } from '../pages/kubernetes-page.ts';
import { OpenedFile } from '../pages/opened-file.ts';
import { SnapshotFilePage } from '../pages/snapshot-file-page.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

const greeting = '/app/greeting';

test('a snapshot is opened, browsed at its revisions, compared with its cluster, and put back @desktop', async ({
  page,
  host,
  home,
  cluster,
  entries,
  seeded,
}) => {
  test.setTimeout(180_000);
  const file = join(home.folder, 'saved before');
  const [endpoint = ''] = cluster.endpoints;
  const before = await revisionOf(cluster);
  await cluster.etcdctl('put', greeting, 'good evening');
  await cluster.etcdctlAt(endpoint, 'snapshot', 'save', file);
  await (await connect(page, entries)).disconnect(entries.name);

  const opened = await new StartPage(page).openFile(host, file);
  await expect(opened.header).toContainText('checked ok');
  await expect(opened.screens).toHaveText(['Snapshot', 'Keys', 'Kubernetes', 'Compare']);
  const keys = new KeysPage(page);
  const finding = new KeysFinding(page);
  await keys.walk('/', 'app/', 'greeting');
  await expect(keys.text(greeting)).toContainText('good evening');
  await finding.goBackTo(before);
  await expect(keys.text(greeting)).toContainText(seeded[greeting] ?? '');
  await finding.time.getByRole('button', { name: 'Back to the latest' }).click();
  await expect(keys.text(greeting)).toContainText('good evening');
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByRole('grid', { name: 'History' }).getByRole('row')).not.toHaveCount(2);

  const workbench = new Workbench(page);
  const screen = await workbench.show('Compare');
  // It says of no cluster that it is its own.
  const right = screen.getByRole('group', { name: 'Right' }).getByRole('combobox');
  await expect(right).toContainText('saved before');
  await right.click();
  await page.getByRole('option', { name: entries.name }).click();
  const compare = screen.getByRole('button', { name: 'Compare', exact: true });
  await compare.click();
  await expect(screen.getByText('Both sides are alike')).toBeVisible();
  await cluster.etcdctl('put', greeting, 'good morning');
  await compare.click();
  await expect(screen.getByText(/^1 differ, 0 only left, 0 only right, [\d,]+ alike$/)).toBeVisible();
  await expect(screen.getByRole('grid', { name: 'Differences' })).toContainText('greeting');

  const inside = new SnapshotFilePage(page);
  await workbench.show('Snapshot');
  await expect(inside.card('Can it be trusted?')).toContainText('This snapshot is whole.');
  await expect(inside.card('Members').getByRole('listitem')).toHaveCount(3);
  await expect(inside.card('Users and roles')).toContainText('reader');
  expect(await violationsOf(page, 'an opened snapshot')).toEqual([]);
  await inside.screen.getByRole('button', { name: 'Check again' }).click();
  await expect(inside.card('Can it be trusted?')).toContainText('This snapshot is whole.');

  await workbench.show('Keys');
  await finding.goBackTo(before);
  await keys.panel(greeting).getByRole('button', { name: 'Put back…' }).click();
  const dialog = page.getByRole('dialog', { name: `Put greeting back from revision ${before}` });
  await dialog.getByRole('combobox', { name: 'Into which connection' }).click();
  await page.getByRole('option', { name: entries.name }).click();
  await dialog.getByRole('button', { name: 'Plan' }).click();
  await finding.confirm(finding.plan('Put greeting back?'), 'Put back');
  await expect(finding.notices).toContainText(`Put back ${greeting}`);
  expect(await cluster.etcdctl('get', greeting, '--print-value-only')).toContain(seeded[greeting]);
});

test('a file is gone through by the keyboard, and begins anew once it was closed @browser', async ({ page }) => {
  const start = new StartPage(page);
  await start.openSample.click();
  const opened = new OpenedFile(page);
  const field = page.getByRole('textbox', { name: 'Jump to a prefix' });
  const row = page.getByRole('treeitem').first();
  await expect(row).toBeVisible();
  for (const prefix of ['/registry/', '/registry/pods/']) {
    await page.keyboard.press('/');
    await expect(field).toBeFocused();
    await page.keyboard.type(prefix);
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue(prefix);
    await row.click();
  }
  for (const [digit, screen] of ['Snapshot', 'Keys', 'Kubernetes', 'Compare'].entries()) {
    await page.keyboard.press(`Control+${digit + 1}`);
    await expect(page.getByRole('main', { name: screen, exact: true })).toBeVisible();
  }
  await page.keyboard.press('Control+2');
  await expect(field).toHaveValue('/registry/pods/');
  await opened.close.click();
  await start.openSample.click();
  await expect(row).toBeVisible();
  await expect(field).toHaveValue('');
});

test('the sample shows a Kubernetes cluster and its past without a server', async ({ page }) => {
  await new StartPage(page).openSample.click();
  const opened = new OpenedFile(page);
  await expect(opened.header).toContainText('sample-snapshot.db');
  const workbench = new Workbench(page);
  const kubernetes = new KubernetesPage(page);
  await workbench.show('Kubernetes');
  await kubernetes.open('configmaps', 'checkout-config');
  await expect(kubernetes.yaml).toContainText('currency: EUR');
  await kubernetes.showAspect('History');
  await expect(kubernetes.object.getByRole('grid', { name: 'History' }).getByRole('row')).toHaveCount(5);
  await kubernetes.showReports();
  await kubernetes.showSection(/^Findings/);
  await expect(kubernetes.report('Findings')).toContainText('staging');
});

test('a damaged snapshot opens as far as it can be read, and says so on every screen', async ({ page, host, home }) => {
  const file = join(home.folder, 'damaged.db');
  await damagedSample(file);
  const opened = await new StartPage(page).openFile(host, file);
  await expect(opened.header).toContainText('damaged');
  const inside = new SnapshotFilePage(page);
  await inside.damage.getByRole('button', { name: 'What is wrong' }).click();
  await expect(inside.findings.first()).toBeVisible();
  await expect(inside.damage).toBeHidden();
});

test('a file that is neither is told apart, and leads on to another one @browser', async ({ page, home }) => {
  const file = join(home.folder, 'picture.db');
  await writeFile(file, Buffer.alloc(100_000, 0x8f).fill(0, 0, 64));
  await page.goto(`${new URL(page.url()).href.split('#')[0]}#/file/${encodeURIComponent(file)}`);
  await expect(page.getByRole('alert')).toContainText('cannot be read as a snapshot');
  await page.getByRole('button', { name: 'Go to the start screen' }).click();
  await expect(new StartPage(page).heading).toBeVisible();
});

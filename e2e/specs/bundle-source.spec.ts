import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '../fixtures/connected.ts';
import { reload } from '../fixtures/leaving.ts';
import { expect, test } from '../fixtures/registry.ts';
import { KeysFinding } from '../pages/keys-finding.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { KubernetesPage } from '../pages/kubernetes-page.ts';
import { StartPage } from '../pages/start-page.ts';

const database = '/app/config/database';

test('an export is opened, browsed as its cluster is, and compared with it @desktop', async ({
  page,
  host,
  home,
  cluster,
  registry,
}) => {
  test.setTimeout(180_000);
  const file = join(home.folder, 'export.yaml');
  const keys = new KeysPage(page);
  const finding = new KeysFinding(page);
  const kubernetes = new KubernetesPage(page);
  const start = new StartPage(page);
  const workbench = await connect(page, registry.entries);
  await workbench.show('Keys');
  await finding.chooseFromMenu(keys.row('/'), 'Export…');
  await finding.exported(host, file);
  await workbench.disconnect(registry.entries.name);

  const opened = await start.openFile(host, file);
  await expect(opened.header).toContainText('export.yaml');
  await expect(opened.header).toContainText('read-only');
  await expect(opened.screens).toHaveText(['Keys', 'Kubernetes', 'Compare']);
  await expect(opened.status).toContainText(/^Holds keys below \/ at revision [\d,]+, without Secrets\./);
  await expect(opened.status.getByRole('button', { name: '1 task done' })).toBeVisible();
  await keys.walk('/', 'app/', 'config/', 'database');
  await expect(keys.text(database)).toContainText('"pool": 20');
  await expect(keys.panel(database).getByRole('button', { name: 'Save' })).toHaveCount(0);

  await reload(host);
  await expect(keys.text(database)).toContainText('"pool": 20');
  await expect(keys.row('database')).toBeVisible();

  await finding.search('CONFIG', 'db-1.internal');
  await expect(finding.progress).toContainText('1 hit,');
  await expect(finding.hits).toContainText(database);

  await workbench.show('Kubernetes');
  await kubernetes.open('pods', 'alertmanager-0');
  await expect(kubernetes.yaml).toContainText('image: registry.example/alertmanager:v0.28.1');
  await expect(kubernetes.object.getByRole('button', { name: 'Edit', exact: true })).toHaveCount(0);
  await expect(kubernetes.object.getByRole('tab', { name: 'History' })).toHaveCount(0);
  await kubernetes.showReports();
  await kubernetes.showSection('Stored versions');
  await expect(kubernetes.report('Stored versions')).toContainText('Pod');

  const screen = await workbench.show('Compare');
  const right = screen.getByRole('group', { name: 'Right' });
  await expect(right.getByRole('combobox')).toContainText(registry.entries.name);
  await expect(right.getByRole('textbox', { name: 'Prefix' })).toHaveValue('/');
  const compare = screen.getByRole('button', { name: 'Compare', exact: true });
  await compare.click();
  // The Secrets that the export left out are not missing.
  const missesNone = /0 only left, 0 only right, [\d,]+ alike, [\d,]+ not compared: the file does not cover them$/;
  await expect(screen.getByText(missesNone)).toBeVisible();
  for (const side of ['Left', 'Right']) {
    await screen.getByRole('group', { name: side }).getByRole('textbox', { name: 'Prefix' }).fill('/app/');
  }
  await compare.click();
  await expect(screen.getByText('Both sides are alike')).toBeVisible();
  await cluster.etcdctl('put', '/app/greeting', 'changed since');
  await compare.click();
  await expect(screen.getByText('1 differ, 0 only left, 0 only right, 2 alike', { exact: true })).toBeVisible();
  await expect(screen.getByRole('grid', { name: 'Differences' })).toContainText('greeting');
});

test('a file opened before is offered again, and says when it is gone', async ({ page, host, home, registry }) => {
  const file = join(home.folder, 'gone.json');
  const start = new StartPage(page);
  const finding = new KeysFinding(page);
  const keys = new KeysPage(page);
  const workbench = await connect(page, registry.entries);
  await workbench.show('Keys');
  await keys.walk('/');
  await finding.chooseFromMenu(keys.row('app/'), 'Export…');
  await page
    .getByRole('dialog', { name: /^Export / })
    .getByRole('radio', { name: 'JSON' })
    .check();
  await finding.exported(host, file);
  await workbench.disconnect(registry.entries.name);

  const opened = await start.openFile(host, file);
  await expect(keys.row('/')).toBeVisible();
  await opened.close.click();
  const again = start.recent.getByRole('button', { name: `Open ${file}` });
  await rm(file);
  await again.click();
  await expect(page.getByRole('alert')).toContainText(file);
  await page.getByRole('button', { name: 'Go to the start screen' }).click();
  await start.recent.getByRole('button', { name: `Forget ${file}` }).click();
  await expect(start.recent).toBeHidden();
});

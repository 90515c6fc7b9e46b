import { join } from 'node:path';
import { connect } from '../fixtures/connected.ts';
import { expect, revisionOf, test } from '../fixtures/worlds.ts';
import { KeysFinding } from '../pages/keys-finding.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { Palette } from '../pages/palette.ts';

test('a key is found by its value, opened from the hits, and listed with its size @desktop', async ({
  page,
  entries,
}) => {
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  const finding = new KeysFinding(page);
  await workbench.show('Keys');
  await finding.search('CONFIG', 'db-1.internal');
  await expect(finding.progress).toHaveText('1 hit, scanned 4 of 4 keys.');
  await expect(finding.hits).toContainText('/app/config/database');
  await finding.hits.getByText('/app/config/database').dblclick();
  await expect(keys.text('/app/config/database')).toContainText('"pool": 20');

  await finding.showAs('list');
  await expect(finding.list.getByRole('row')).toHaveCount(5);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: /^Size/ }).click();
  await page.keyboard.press('Escape');
  await expect(finding.list.getByRole('row', { name: /greeting/ })).toContainText('5 B');
});

test('the palette finds keys by a part of their names, and goes on in the search @desktop', async ({
  page,
  entries,
}) => {
  await connect(page, entries);
  const keys = new KeysPage(page);
  const finding = new KeysFinding(page);
  const palette = new Palette(page);
  await palette.type('DATABASE');
  await expect(palette.options).toContainText(['/app/config/database', 'Search all names for “DATABASE”']);
  await page.keyboard.press('Enter');
  await expect(keys.text('/app/config/database')).toContainText('"pool": 20');

  // No key is called so: it is not opened. The search stands beneath what was found.
  await palette.type('config/l');
  await expect(page.getByText('No key has exactly this name.')).toBeVisible();
  await expect(palette.options).toContainText(['/app/config/limits', 'Search all names for “config/l”']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(finding.hits).toContainText('/app/config/limits');
  await expect(keys.panel('config/l')).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Name contains' })).toHaveValue('config/l');
});

test('a folder is deleted by a plan, looked for in the past, and put back @desktop', async ({
  page,
  cluster,
  entries,
}) => {
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  const finding = new KeysFinding(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'config/');
  const before = await revisionOf(cluster);

  await finding.chooseFromMenu(keys.row('config/'), 'Delete folder…');
  const plan = finding.plan('Delete /app/config/…?');
  await expect(plan).toContainText('2 keys are deleted.');
  await expect(plan).toContainText('/app/config/database');
  await expect(plan).toContainText('etcdctl');
  expect(await cluster.etcdctl('get', '--prefix', '/app/config/', '--keys-only')).not.toBe('');
  await finding.confirm(plan, 'Delete');
  await expect(keys.row('config/')).toBeHidden();
  expect(await cluster.etcdctl('get', '--prefix', '/app/config/')).toBe('');

  await finding.goBackTo(before);
  await keys.walk('config/');
  await expect(keys.row('limits')).toBeVisible();
  await keys.walk('database');
  await expect(keys.text('/app/config/database')).toContainText('"pool": 20');
  await finding.chooseFromMenu(keys.row('config/'), 'Put back…');
  await page
    .getByRole('dialog', { name: /^Put \/app\/config\/… back from/ })
    .getByRole('button', { name: 'Plan' })
    .click();
  const putBack = finding.plan('Put /app/config/… back?');
  await expect(putBack).toContainText('2 keys are created.');
  await finding.confirm(putBack, 'Put back');
  await expect(finding.notices).toContainText('Put back 2 keys below /app/config/.');
  expect((await cluster.etcdctl('get', '/app/config/database', '--print-value-only')).trim()).toBe(
    '{"host":"db-1.internal","pool":20}',
  );

  await finding.time.getByRole('button', { name: 'Back to now' }).click();
  await expect(keys.row('config/')).toBeVisible();
});

test('keys that were found are moved, and the move is undone @desktop', async ({ page, cluster, entries }) => {
  const workbench = await connect(page, entries);
  const finding = new KeysFinding(page);
  await workbench.show('Keys');
  await finding.search('config/');
  await finding.hits.getByText('/app/config/database').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByRole('toolbar', { name: 'Selected keys' }).getByRole('button', { name: 'Copy or move…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Copy or move 2 keys' });
  await dialog.getByRole('textbox').fill('/moved/');
  await dialog.getByRole('radio', { name: 'Move (rename)' }).check();
  await dialog.getByRole('button', { name: 'Plan' }).click();
  await finding.confirm(finding.plan('Move 2 keys to /moved/…?'), 'Move');
  await expect(finding.notices).toContainText('Moved 2 keys to /moved/.');
  expect((await cluster.etcdctl('get', '--prefix', '/moved/', '--keys-only')).split(/\s+/).filter(Boolean)).toEqual([
    '/moved/database',
    '/moved/limits',
  ]);
  expect(await cluster.etcdctl('get', '--prefix', '/app/config/')).toBe('');

  await finding.notices.getByRole('button', { name: 'Undo' }).click();
  await finding.confirm(finding.plan('Put back 2 keys below /app/config/, and delete 2 keys below /moved/?'), 'Undo');
  await expect
    .poll(async () => (await cluster.etcdctl('get', '/app/config/limits', '--print-value-only')).trim())
    .toBe('{"requests":500}');
});

test('keys are exported, deleted, and imported as they were', async ({ page, host, home, cluster, entries }) => {
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  const finding = new KeysFinding(page);
  await cluster.etcdctl('put', '/jobs/\u00e9', 'caf\u00e9');
  const screen = await workbench.show('Keys');
  await keys.walk('/');
  await finding.chooseFromMenu(keys.row('jobs/'), 'Export…');
  const bundle = await finding.exported(host, join(home.folder, 'jobs.yaml'));
  await cluster.etcdctl('del', '--prefix', '/jobs/');
  // Whether a folder that was never opened is empty is not known before it is read again.
  await screen.getByRole('button', { name: 'Refresh keys' }).click();
  await expect(keys.row('jobs/')).toBeHidden();

  await screen.getByRole('button', { name: 'Import keys' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import keys' });
  await dialog.getByRole('textbox', { name: 'Or its text' }).fill(bundle);
  await dialog.getByRole('button', { name: 'Plan' }).click();
  const plan = finding.plan('Import the bundle?');
  await expect(plan).toContainText('2 keys are created.');
  await finding.confirm(plan, 'Import');
  await expect(keys.row('jobs/')).toBeVisible();
  expect((await cluster.etcdctl('get', '/jobs/\u00e9', '--print-value-only')).trim()).toBe('caf\u00e9');
});

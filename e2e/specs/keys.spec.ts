import { connect } from '../fixtures/connected.ts';
import { reload } from '../fixtures/leaving.ts';
import { putAll } from '../fixtures/put-all.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { ConnectionForm } from '../pages/connection-form.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

const key = '/app/config/database';

test('a folder opens, and an edit is shown as it will be, saved, and read back', async ({ page, cluster, entries }) => {
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'config/');
  await expect(keys.row('limits')).toBeVisible();
  await keys.walk('database');
  await expect(keys.text(key)).toContainText('"pool": 20');

  await keys.replaceValue(key, '{"host":"db-2.internal","pool":40}');
  await keys.askToSave(key);
  await expect(keys.saveDialog).toContainText('db-1.internal');
  await expect(keys.saveDialog).toContainText('db-2.internal');
  await keys.saveDialog.getByRole('button', { name: 'Save' }).click();
  await expect(keys.saveDialog).toBeHidden();

  expect((await cluster.etcdctl('get', key, '--print-value-only')).trim()).toBe('{"host":"db-2.internal","pool":40}');
  await expect(keys.details).toContainText(/Version\s*2/);
});

test('what another client wrote meanwhile is shown, and not overwritten @browser', async ({
  page,
  cluster,
  entries,
}) => {
  const theirs = '{"host":"db-9.internal","pool":90}';
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'config/', 'database');
  await keys.replaceValue(key, '{"host":"mine.internal"}');
  await keys.askToSave(key);
  await cluster.etcdctl('put', key, theirs);
  await expect(keys.saveDialog).toContainText('Changed by someone else meanwhile');
  await expect(keys.saveDialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await keys.saveDialog.getByRole('button', { name: 'Compare and merge…' }).click();

  await expect(keys.conflict).toBeVisible();
  await expect(keys.conflict).toContainText('Nothing was written.');
  await expect(keys.conflict).toContainText('db-9.internal');
  await expect(keys.conflict).toContainText('mine.internal');
  expect((await cluster.etcdctl('get', key, '--print-value-only')).trim()).toBe(theirs);

  await keys.conflict.getByRole('button', { name: 'Merge and keep editing' }).click();
  await keys.save(key);
  await expect
    .poll(async () => (await cluster.etcdctl('get', key, '--print-value-only')).trim())
    .toBe('{"host":"mine.internal"}');
});

test('a key that another client changes says so while it is open @browser', async ({ page, cluster, entries }) => {
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'greeting');
  await expect(keys.text('/app/greeting')).toContainText('hello');
  await cluster.etcdctl('put', '/app/greeting', 'good evening');
  await expect(keys.panel('/app/greeting')).toContainText('Changed by someone else at revision');
  await expect(keys.text('/app/greeting')).toContainText('good evening');
});

test('a key is created, deleted and taken back @browser', async ({ page, cluster, entries }) => {
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  const screen = await workbench.show('Keys');
  await keys.walk('/', 'jobs/');
  await screen.getByRole('button', { name: 'New key' }).click();
  await keys.newKeyDialog.getByRole('textbox', { name: 'Key' }).fill('/jobs/weekly');
  await keys.newKeyDialog.getByRole('textbox', { name: 'Value' }).fill('planned');
  await keys.newKeyDialog.getByRole('button', { name: 'Create key' }).click();
  await expect(keys.row('weekly')).toBeVisible();
  expect((await cluster.etcdctl('get', '/jobs/weekly', '--print-value-only')).trim()).toBe('planned');

  await keys.row('weekly').click();
  await keys.panel('/jobs/weekly').getByRole('button', { name: 'Delete' }).click();
  await keys.deleteDialog.getByRole('button', { name: 'Delete key' }).click();
  // What is behind a dialog counts as hidden.
  await expect(keys.deleteDialog).toBeHidden();
  await expect(keys.row('weekly')).toBeHidden();
  expect(await cluster.etcdctl('get', '/jobs/weekly')).toBe('');

  // Beneath the notice that tells of its creation, which could be undone as well.
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(keys.row('weekly')).toBeVisible();
  expect((await cluster.etcdctl('get', '/jobs/weekly', '--print-value-only')).trim()).toBe('planned');
});

test('a user sees what it may read, is told that it is a part, and that it may not write @browser', async ({
  page,
  readOnlyUser,
}) => {
  const workbench = await connect(page, readOnlyUser);
  const keys = new KeysPage(page);
  const screen = await workbench.show('Keys');
  await expect(screen).toContainText('Your user, reader, may read only /app/ (role app-reader).');
  await keys.walk('greeting');
  await expect(keys.row('jobs/')).toBeHidden();
  await expect(keys.panel('/app/greeting')).toContainText('may read this key (role app-reader) and not write it');
  await expect(keys.text('/app/greeting')).toContainText('hello');
  await keys.replaceValue('/app/greeting', 'mine');
  await keys.askToSave('/app/greeting');
  await expect(keys.saveDialog).toContainText('may read this key (role app-reader) and not write it');
  await keys.saveDialog.getByRole('button', { name: 'Save' }).click();
  await expect(keys.saveDialog).toContainText('it takes permission to read and write these keys');
  await keys.saveDialog.getByRole('button', { name: 'Cancel' }).click();

  await keys.jumpTo('/jobs/');
  await expect(screen.getByRole('alert')).toContainText('It may read /app/ (role app-reader).');
  await screen.getByRole('button', { name: 'Show what you may read' }).click();
  await expect(keys.row('greeting')).toBeVisible();

  const objects = await workbench.show('Kubernetes');
  await expect(objects).toContainText('Your user may not look for Kubernetes objects');
});

test('a certificate whose name is no user says so, on the keys and in the test of the connection @browser', async ({
  page,
  certificateOnly,
}) => {
  const words = 'etcd took your certificate’s name “etcdeck-test” for the user, and has no such user.';
  await new StartPage(page).newConnection.click();
  const form = new ConnectionForm(page);
  await form.fill(certificateOnly);
  await form.testButton.click();
  await expect(form.test).toContainText(words);
  await form.saveAndConnect.click();
  const screen = await new Workbench(page).show('Keys');
  await expect(screen.getByRole('alert')).toContainText(words);
  await expect(screen.getByRole('alert')).toContainText('Give a user and password in the connection');
  await screen.getByRole('button', { name: 'Edit connection' }).click();
  await expect(form.form.getByRole('textbox', { name: 'User', exact: true })).toBeVisible();
});

test('the keys are shown as they were left, by another screen and by a reload', async ({
  page,
  host,
  cluster,
  entries,
}) => {
  const numbers = Array.from({ length: 80 }, (_, at) => String(at).padStart(3, '0'));
  await putAll(
    cluster,
    numbers.map((number) => `/many/${number}`),
  );
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  const field = page.getByRole('textbox', { name: 'Jump to a prefix' });
  const tab = (number: string) => page.getByRole('tab', { name: `/many/${number}` });
  await workbench.show('Keys');
  await keys.jumpTo('/');
  await keys.walk('app/', 'config/', 'many/');
  for (const number of numbers.slice(0, 12)) await keys.walk(number);
  await expect(tab('011')).toBeInViewport({ ratio: 0.9 });
  const left = 900;
  // At once: a wheel scrolls on for a while.
  await keys.tree.evaluate((tree, top) => tree.scrollTo({ top, behavior: 'instant' }), left);
  const top = () => keys.tree.evaluate((tree) => tree.scrollTop);
  await expect.poll(top).toBe(left);
  await expect(keys.row('000')).toBeHidden();
  await expect(keys.row('040')).toBeInViewport();

  await workbench.show('Cluster');
  await workbench.show('Keys');
  await expect(keys.row('040')).toBeInViewport();
  await expect.poll(top).toBe(left);
  await expect(field).toHaveValue('/');
  await expect(tab('011')).toHaveAttribute('aria-selected', 'true');
  await expect(tab('011')).toBeInViewport({ ratio: 0.9 });

  await reload(host);
  await expect(keys.row('040')).toBeInViewport();
  await expect.poll(top).toBe(left);
  await expect(field).toHaveValue('/');
  await expect(tab('011')).toBeInViewport({ ratio: 0.9 });
  await keys.tree.press('Home');
  await expect(keys.row('config/')).toHaveAttribute('aria-expanded', 'true');

  await keys.jumpTo('/many/');
  await expect(keys.row('000')).toBeVisible();
  await cluster.etcdctl('del', '/many/', '--prefix');
  await reload(host);
  await expect(field).toHaveValue('/many/');
  await expect(workbench.screen('Keys')).toContainText('No key begins with this prefix');
});

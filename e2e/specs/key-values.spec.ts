import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '../fixtures/connected.ts';
import { askToClose, reload, windowMemory } from '../fixtures/leaving.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { expect, putAll, test } from '../fixtures/worlds.ts';
import { DecodersDialog } from '../pages/decoders-dialog.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { Palette } from '../pages/palette.ts';

test('bytes are written as hexadecimal digits, and edited so @desktop', async ({ page, cluster, entries }) => {
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  const screen = await workbench.show('Keys');
  await keys.walk('/', 'jobs/');
  await screen.getByRole('button', { name: 'New key' }).click();
  await keys.newKeyDialog.getByRole('textbox', { name: 'Key' }).fill('/jobs/bytes');
  await keys.newKeyDialog.getByRole('checkbox', { name: 'The value is typed in hexadecimal' }).check();
  await keys.newKeyDialog.getByRole('textbox', { name: 'Value' }).fill('ff 00 41');
  await keys.newKeyDialog.getByRole('button', { name: 'Create key' }).click();

  const panel = keys.panel('/jobs/bytes');
  await expect(panel.getByRole('table')).toContainText('ff 00 41');
  await panel.getByRole('button', { name: 'Edit bytes' }).click();
  await keys.replaceValue('/jobs/bytes', 'ff 00 42');
  await keys.save('/jobs/bytes');
  await expect(keys.saveDialog).toBeHidden();
  expect((await cluster.etcdctl('get', '/jobs/bytes', '--print-value-only', '--hex')).trim()).toBe('\\xff\\x00\\x42');
});

test('a key that was overwritten is put back from its history @desktop', async ({ page, cluster, entries }) => {
  await cluster.etcdctl('put', '/app/greeting', 'good evening');
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'greeting');
  await keys.details.getByRole('tab', { name: 'History' }).click();
  // The newest state stands first, beneath the titles.
  await keys.history.getByRole('row').nth(2).click();
  await keys.details.getByRole('button', { name: 'Compare with now' }).click();
  await expect(keys.comparison).toContainText('hello');
  await expect(keys.comparison).toContainText('good evening');
  await keys.comparison.getByRole('button', { name: 'Put the older one back' }).click();
  await keys.putBackDialog.getByRole('button', { name: 'Put back' }).click();
  await expect(keys.putBackDialog).toBeHidden();
  expect((await cluster.etcdctl('get', '/app/greeting', '--print-value-only')).trim()).toBe('hello');
  await expect(keys.text('/app/greeting')).toContainText('hello');
});

test('values of a custom type are read and edited by the .proto files chosen for them @browser', async ({
  page,
  host,
  home,
  cluster,
  entries,
}) => {
  const file = join(home.folder, 'shop.proto');
  await writeFile(file, 'syntax = "proto3";\npackage shop;\nmessage Order {\n  string id = 1;\n  Line line = 2;\n}\n');
  // Field 9 is in no file.
  await cluster.etcdctl('put', '/orders/1', '\n\u0002a1J\u0003new');
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'orders/', '1');
  const panel = keys.panel('/orders/1');
  await panel.getByRole('button', { name: 'Read as Bytes' }).click();
  await page.getByRole('menuitem', { name: 'Custom decoders…' }).click();
  const decoders = new DecodersDialog(page);
  await decoders.list.getByRole('button', { name: 'Add a decoder…' }).click();
  await decoders.form.getByRole('textbox', { name: 'Name' }).fill('Orders');
  await decoders.form.getByRole('textbox', { name: 'Keys' }).fill('/orders/*');
  await decoders.addFile(host, file);
  await expect(decoders.form).toContainText(`${file}:5: there is no type Line`);
  await writeFile(file, 'syntax = "proto3";\npackage shop;\nmessage Order {\n  string id = 1;\n}\n');
  await decoders.form.getByRole('button', { name: 'Read the files again' }).click();
  await decoders.chooseMessage('shop.Order');
  await decoders.form.getByRole('button', { name: 'Save' }).click();
  await expect(decoders.list).toContainText('/orders/* read as shop.Order');
  expect(await violationsOf(page, 'the decoders')).toEqual([]);
  await decoders.list.getByRole('button', { name: 'Close' }).last().click();

  await expect(panel).toContainText('Read as shop.Order, by the decoder Orders.');
  await expect(keys.text('/orders/1')).toContainText('"id": "a1"');
  await keys.replaceValue('/orders/1', '{"id": "b2"');
  await keys.save('/orders/1');
  await expect(keys.saveDialog).toBeHidden();
  const stored = await cluster.etcdctl('get', '/orders/1', '--print-value-only', '--hex');
  expect(stored.trim()).toBe('\\x0a\\x02\\x62\\x32\\x4a\\x03\\x6e\\x65\\x77');
});

test('secret data is masked until it is revealed @desktop', async ({ page, cluster, entries }) => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, data: { password: 'aHVudGVyMg==' } };
  await cluster.etcdctl('put', '/app/secret', JSON.stringify(secret));
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'secret');
  const panel = keys.panel('/app/secret');
  await expect(panel).toContainText('Secret data is masked.');
  await expect(keys.text('/app/secret')).toContainText('password');
  await expect(keys.text('/app/secret')).not.toContainText('aHVudGVyMg');
  await panel.getByRole('button', { name: 'Reveal' }).click();
  await expect(keys.text('/app/secret')).toContainText('aHVudGVyMg');
});

test('an edit on a lease that is asked for goes away with the lease @desktop', async ({ page, cluster, entries }) => {
  const granted = await cluster.etcdctl('lease', 'grant', '3600');
  const lease = /lease ([0-9a-f]+) granted/.exec(granted)?.[1] ?? '';
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'jobs/', 'nightly');
  await keys.replaceValue('/jobs/nightly', 'leased');
  await keys.askToSave('/jobs/nightly');
  await keys.saveDialog.getByRole('radio', { name: 'Another' }).check();
  await keys.saveDialog.getByRole('textbox', { name: 'Lease id' }).fill(lease);
  await keys.saveDialog.getByRole('button', { name: 'Save' }).click();
  await expect(keys.details).toContainText(lease);
  await cluster.etcdctl('lease', 'revoke', lease);
  await expect(keys.panel('/jobs/nightly')).toContainText('Deleted since you read it');
});

test('an edit is there again after a reload, and is asked about before the window closes', async ({
  page,
  host,
  cluster,
  entries,
}) => {
  const key = '/app/greeting';
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'greeting');
  await keys.replaceValue(key, 'good morning');
  await expect.poll(() => windowMemory(page)).toContain('good morning');
  await reload(host);
  await expect(keys.text(key)).toContainText('good morning');
  await expect(keys.panel(key)).toContainText('Draft kept from before the reload.');

  // Another client's write during a reload is a conflict like any other.
  await cluster.etcdctl('put', key, 'good evening');
  await expect(keys.panel(key)).toContainText('Changed by someone else at revision');
  await reload(host);
  await expect(keys.text(key)).toContainText('good morning');
  await expect(keys.panel(key)).toContainText('Changed by someone else at revision');

  await keys.editor(key).focus();
  if (host.electron === null) {
    // A browser lets no page say what is lost.
    const asked = page.waitForEvent('dialog');
    await askToClose(host);
    const question = await asked;
    expect(question.type()).toBe('beforeunload');
    await question.dismiss();
    await expect(keys.text(key)).toContainText('good morning');
  } else {
    await askToClose(host);
    const question = page.getByRole('dialog', { name: '1 edit is not saved' });
    await expect(question).toContainText(key);
    await expect(question).toContainText(entries.name);
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await expect(question).toBeHidden();
    await expect(keys.text(key)).toContainText('good morning');
  }
  await keys.panel(key).getByRole('button', { name: 'Discard' }).click();
  await expect(keys.text(key)).toContainText('good evening');
  expect(await windowMemory(page)).not.toContain('good morning');
});

test('nothing of a Secret lies in the window’s memory', async ({ page, cluster, entries }) => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, data: { password: 'aHVudGVyMg==' } };
  await cluster.etcdctl('put', '/app/secret', JSON.stringify(secret));
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'secret');
  await keys.panel('/app/secret').getByRole('button', { name: 'Reveal' }).click();
  await expect(keys.text('/app/secret')).toContainText('aHVudGVyMg');
  await keys.editor('/app/secret').focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' ');
  // Pasted into another key, where nothing was revealed.
  await keys.walk('greeting');
  // Behind a space there is no word to complete, which Enter would do.
  await keys.replaceValue('/app/greeting', 'kind: Secret ');
  await page.keyboard.press('Enter');
  await page.keyboard.type('stringData: { password: hunter3 }');
  await expect(page.getByRole('tab', { name: '/app/greeting, not saved' })).toBeVisible();
  await expect(page.getByRole('tab', { name: '/app/secret, not saved' })).toBeVisible();
  // What is typed last is looked at last.
  await keys.walk('config/', 'limits');
  await keys.replaceValue('/app/config/limits', 'harmless');
  await expect.poll(() => windowMemory(page)).toContain('harmless');
  const memory = await windowMemory(page);
  for (const text of ['aHVudGVyMg', 'hunter3', 'stringData', 'password']) expect(memory).not.toContain(text);
});

test('a change is undone from the tasks, after its notice is gone and the page was loaded anew @browser', async ({
  page,
  cluster,
  entries,
}) => {
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'greeting');
  await keys.replaceValue('/app/greeting', 'good morning');
  await keys.save('/app/greeting');
  await expect(workbench.notices).toContainText('Saved /app/greeting');
  await expect(workbench.notices).toContainText(`${entries.name} · `);

  // What was told of a connection goes with it.
  await workbench.disconnect(entries.name);
  await expect(workbench.notices).not.toContainText('Saved /app/greeting');
  await page.goBack();
  await workbench.connection(entries.name).waitFor();
  await page.reload();
  await workbench.connection(entries.name).waitFor();
  await workbench.openTasks();
  await expect(workbench.tasks).toContainText('Wrote /app/greeting');
  await workbench.tasks.getByRole('button', { name: 'Undo the change of /app/greeting' }).click();
  await expect(workbench.tasks).toContainText('Undone at');
  expect((await cluster.etcdctl('get', '/app/greeting', '--print-value-only')).trim()).toBe('hello');
  await expect(workbench.tasks).toContainText('Put back /app/greeting');
});

test('a change that somebody else wrote over says why it is not undone @desktop', async ({
  page,
  cluster,
  entries,
}) => {
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'greeting');
  await keys.replaceValue('/app/greeting', 'good morning');
  await keys.save('/app/greeting');
  await expect(workbench.notices).toContainText('Saved /app/greeting');
  await cluster.etcdctl('put', '/app/greeting', 'good evening');
  await workbench.openTasks();
  await expect(workbench.tasks).toContainText('Changed since, at revision');
  await expect(workbench.tasks.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
});

test('the keyboard stays with the operator while large values are shown @desktop', async ({
  page,
  cluster,
  entries,
}) => {
  const items = Array.from({ length: 6_000 }, (_, at) => ({ name: `item-${at}`, size: at, zone: 'eu-central-1' }));
  const large = (kind: string): string => JSON.stringify({ kind, items });
  await putAll(cluster, { '/large/one': large('One'), '/large/two': large('Two') });
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'large/', 'one');
  await expect(keys.text('/large/one')).toContainText('item-0');
  await expect(keys.tree).toBeFocused();
  await keys.row('two').click();
  await expect(keys.text('/large/two')).toContainText('item-0');
  await expect(keys.tree).toBeFocused();

  // Another value that was read before takes the focus that this one had in the same editor.
  await keys.editor('/large/two').focus();
  await keys.goTo('/large/one');
  await expect(keys.editor('/large/one')).toBeFocused();

  // A dialog that is open while the text comes gives the focus to it as well.
  const palette = new Palette(page);
  await keys.goTo('/large/two');
  await page.keyboard.press('ControlOrMeta+K');
  await expect(palette.input).toBeFocused();
  await expect(page.locator('.view-lines').filter({ hasText: '"Two"' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys.editor('/large/two')).toBeFocused();

  // So does one that was open before.
  await palette.type('');
  await expect(palette.input).toBeFocused();
  await keys.goTo('/large/one');
  await expect(page.locator('.view-lines').filter({ hasText: '"One"' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys.editor('/large/one')).toBeFocused();
});

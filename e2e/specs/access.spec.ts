import { startCluster, type TestCluster } from '../../src/testing/test-cluster.ts';
import { accessTour, giveAccess } from '../fixtures/access-tour.ts';
import { connect } from '../fixtures/connected.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { test as base, expect } from '../fixtures/worlds.ts';
import { AccessPage } from '../pages/access-page.ts';
import { KeysPage } from '../pages/keys-page.ts';

/** A cluster of one member with users, on which authentication is off. */
const test = base.extend<{ readonly one: TestCluster }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of the pattern.
  one: async ({}, use) => {
    const cluster = await startCluster({ args: ['--bcrypt-cost', '4'] });
    await giveAccess(cluster);
    await use(cluster);
    await cluster.close();
  },
});

const entriesOf = ({ endpoints }: TestCluster, user: string | null = null, password: string | null = null) => ({
  ...{ name: 'one', endpoints, caFile: null, certFile: null, keyFile: null, user, password },
});

test('a role and a user are made, and authentication is turned on without being locked out @browser', async ({
  page,
  one,
}) => {
  test.setTimeout(120_000);
  const workbench = await connect(page, entriesOf(one));
  const access = new AccessPage(page);
  await workbench.show('Access');
  await expect(access.screen.getByRole('heading', { name: 'Authentication is off' })).toBeVisible();

  await access.show('Roles');
  await access.press('Add a role…');
  await access.fill('Name', 'ops');
  await access.plan();
  await access.execute('Add it');
  await access.choose('Roles', 'ops');
  await access.press('Grant a permission…');
  await access.fill('Prefix', '/ops/');
  await expect(access.dialog.getByText('Read everything under /ops/.')).toBeVisible();
  await access.plan();
  await access.execute('Grant it');

  await access.show('Users');
  await access.press('Add a user…');
  await access.fill('Name', 'carol');
  await access.fill('Password', 'carolpw');
  await access.fill('Password again', 'carolpw');
  await access.plan();
  await expect(access.dialog).not.toContainText('carolpw');
  await access.execute('Add it');
  await access.choose('Users', 'carol');
  await access.press('Grant a role…');
  await access.dialog.getByRole('combobox', { name: 'Role' }).fill('ops');
  await page.getByRole('option', { name: 'ops', exact: true }).click();
  await access.plan();
  await expect(access.changes).toContainText('carolgainsRead everything under /ops/');
  await access.execute('Grant it');

  await access.show('Who can do what');
  await access.ask('carol', '/ops/');
  await expect(access.answer).toContainText('carol may read all of it, by ops.');
  await expect(access.answer).toContainText('carol may write none of it.');

  // Bob may read twenty keys, and loses them.
  await access.show('Roles');
  await access.choose('Roles', 'app-reader');
  await access.press('Revoke: Read everything under /app/');
  await expect(access.changes).toContainText(/boblosesRead .*20/);
  await access.dialog.getByRole('button', { name: 'Cancel' }).click();

  await access.press('Turn authentication on…');
  const checks = access.dialog.getByRole('list', { name: 'Checked before' });
  await expect(checks).toContainText('This connection names no user');
  await access.fill('Password of root', 'newpw');
  await access.fill('Password of root again', 'newpw');
  await access.plan();
  await expect(access.dialog).toContainText('This connection does not log in as root');
  await access.execute('Turn it on');
  // The password that was typed is root's, as the server sees it.
  expect(await one.etcdctl('--user', 'root:newpw', 'auth', 'status')).toContain('Authentication Status: true');
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(stored).not.toMatch(/carolpw|newpw/);
});

test('Keys leads to who may read a key @browser', async ({ page, entries }) => {
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/');
  await keys.row('greeting').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Who can read this?' }).click();
  const { holders } = new AccessPage(page);
  await expect(holders).toContainText('readeryesnoapp-reader');
  await expect(holders).toContainText('rootyesyesroot');
});

test('a user without the role root is told that it lacks it @browser', async ({ page, readOnlyUser }) => {
  const workbench = await connect(page, readOnlyUser);
  await expect(await workbench.show('Access')).toContainText('it takes the role root');
});

test('every part of Access is accessible in both themes @browser', async ({ page, one }) => {
  test.setTimeout(300_000);
  const found: unknown[] = [];
  for await (const screen of accessTour(page, entriesOf(one))) found.push(...(await violationsOf(page, screen)));
  expect(found).toEqual([]);
});

import { startCluster, type TestCluster } from '../../src/testing/test-cluster.ts';
import { accessTour, giveAccess } from '../fixtures/access-tour.ts';
import { connect } from '../fixtures/connected.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { test as base, expect } from '../fixtures/worlds.ts';
import { AccessPage } from '../pages/access-page.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { Palette } from '../pages/palette.ts';
import { SnapshotsPage } from '../pages/snapshots-page.ts';
import { WatchesPage } from '../pages/watches-page.ts';

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
  expect(await violationsOf(page, 'access-questions')).toEqual([]);

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
  expect(await one.etcdctl('--user', 'root:newpw', 'user', 'list')).toContain('root');
  await expect(one.etcdctl('user', 'list')).rejects.toThrow('user name is empty');
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(stored).not.toMatch(/carolpw|newpw/);
});

test('Keys leads to who may read a key, by its menu and by the palette @browser', async ({ page, entries }) => {
  const workbench = await connect(page, entries);
  const keys = new KeysPage(page);
  const { holders, screen } = new AccessPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/');
  await keys.row('greeting').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Who can read this?' }).click();
  await expect(holders).toContainText('readeryesnoapp-reader');
  await expect(holders).toContainText('rootyesyesroot');

  await workbench.show('Keys');
  await keys.walk('greeting');
  await expect(keys.text('/app/greeting')).toContainText('hello');
  const palette = new Palette(page);
  await palette.type('who can');
  await palette.options.filter({ hasText: 'Who can read this?' }).click();
  await expect(screen.getByRole('region', { name: 'Who can?' }).getByRole('textbox', { name: 'Key' })).toHaveValue(
    '/app/greeting',
  );
  await expect(holders).toContainText('readeryesnoapp-reader');
});

test('a user with few permissions is told by each screen which one it lacks @browser', async ({
  page,
  readOnlyUser,
}) => {
  const workbench = await connect(page, readOnlyUser);
  const access = await workbench.show('Access');
  await expect(access).toContainText('it takes the role root');
  await expect(access.getByRole('list', { name: 'What your user may do' })).toContainText(
    'Read everything under /app/ by the role app-reader',
  );
  const watches = new WatchesPage(page);
  await workbench.show('Watches');
  await watches.ask('/');
  await expect(watches.panel.last()).toContainText('It may read /app/ (role app-reader)');
  await new SnapshotsPage(page).saveNow.click();
  await expect(page.getByText('it takes the role root').first()).toBeVisible();
});

// The walk through all of it takes half a minute; one part is looked at above.
test.describe('in full', () => {
  test.skip(process.env.ETCDECK_FULL !== '1', 'in test:full: npm test looks at one part, in the first test');

  test('every part of Access is accessible in both themes @browser', async ({ page, one }) => {
    test.setTimeout(300_000);
    const found: unknown[] = [];
    for await (const screen of accessTour(page, entriesOf(one))) found.push(...(await violationsOf(page, screen)));
    expect(found).toEqual([]);
  });
});

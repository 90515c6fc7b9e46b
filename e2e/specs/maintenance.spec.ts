import { startCluster, type TestCluster } from '../../src/testing/test-cluster.ts';
import { connect } from '../fixtures/connected.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { test as base, expect, leaderEndpoint, putAll } from '../fixtures/worlds.ts';
import { ClusterPage } from '../pages/cluster-page.ts';
import { MaintenancePage } from '../pages/maintenance-page.ts';
import { Palette } from '../pages/palette.ts';

/** Three members that these tests work on. */
const test = base.extend<{ readonly three: TestCluster }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of the pattern.
  three: async ({}, use) => {
    const cluster = await startCluster({ members: 3 });
    await use(cluster);
    await cluster.close();
  },
});

const without = { caFile: null, certFile: null, keyFile: null, user: null, password: null };

test('a cluster that is out of space takes writes again after one plan @desktop', async ({ page, noSpace }) => {
  test.setTimeout(300_000);
  await connect(page, noSpace);
  const maintenance = new MaintenancePage(page);
  await maintenance.open();
  await expect(maintenance.sentence).toHaveText('Out of space: the cluster refuses writes');
  await maintenance.look();
  await expect(maintenance.grown).toBeVisible();
  await maintenance.planReclaim();
  await expect(maintenance.steps.filter({ hasText: 'Defragment' })).toHaveCount(1);
  expect(await violationsOf(page, 'a plan of maintenance')).toEqual([]);
  await maintenance.execute('Reclaim space');
  await expect(maintenance.plan.getByText(/MiB → .*, .*iB won$/)).toBeVisible();
  await maintenance.closePlan();
  await expect(maintenance.sentence).toHaveText('There is room', { timeout: 60_000 });
  await expect(maintenance.wayOut).toHaveCount(0);
  await page.getByRole('tab', { name: 'Members' }).click();
  await expect(new ClusterPage(page).sentence).toHaveText(/^Writes work/);
});

test('all members are defragmented one by one, the leader last @browser', async ({ page, three }) => {
  test.setTimeout(300_000);
  const large = 'x'.repeat(400_000);
  await putAll(three, Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`/fill/${at}`, large])));
  await three.etcdctl('del', '/fill/', '--prefix');
  await connect(page, { name: 'three', endpoints: three.endpoints, ...without });
  await page.getByRole('main', { name: 'Cluster' }).waitFor();
  // From the palette, whatever part is shown.
  await new Palette(page).type('Defragment the members');
  await page.keyboard.press('Enter');
  const maintenance = new MaintenancePage(page);
  const leader = await leaderEndpoint(three);
  const name = three.members.find(({ endpoint }) => endpoint === leader)?.name ?? '';
  await expect(maintenance.steps).toHaveCount(3);
  await expect(maintenance.steps.last()).toContainText(name);
  await maintenance.execute('Defragment');
  await maintenance.closePlan();
  await expect(page.getByRole('table', { name: 'Databases' })).toBeVisible();
  expect(await leaderEndpoint(three)).toBe(leader);
});

test('the members’ data are compared at one revision, and a reload comes back to the tab @desktop', async ({
  page,
  cluster,
  entries,
}) => {
  await connect(page, entries);
  const maintenance = new MaintenancePage(page);
  await maintenance.open();
  for (const { name } of cluster.members) await expect(maintenance.database(name)).toContainText('iB');
  await maintenance.compareHashes();
  await expect(maintenance.hashes.getByText('equal', { exact: true })).toBeVisible();
  await expect(maintenance.hashes.getByRole('listitem')).toHaveCount(3);
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Maintenance', selected: true })).toBeVisible();
});

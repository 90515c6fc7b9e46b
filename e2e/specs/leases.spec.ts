import { connect } from '../fixtures/connected.ts';
import { type LeasesWorld, leasesTour, startLeasesWorld } from '../fixtures/leases-tour.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { test as base, expect } from '../fixtures/worlds.ts';
import { LeasesPage } from '../pages/leases-page.ts';

const test = base.extend<{ readonly world: LeasesWorld }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of the pattern.
  world: async ({}, use) => {
    const world = await startLeasesWorld();
    await use(world);
    await world.close();
  },
});

test('a lease is granted, gets a key, is kept alive and revoked with it; locks show who is in line @browser', async ({
  page,
  world,
}) => {
  const { cluster, entries } = world;
  await cluster.etcdctl('put', '/app/session', 'kept');
  const workbench = await connect(page, entries);
  const leases = new LeasesPage(page);
  await workbench.show('Leases');
  await expect(leases.row('/sessions/web/0')).toContainText('and 11 more');

  await leases.press('Grant a lease…');
  await leases.fill('TTL in seconds', '4242');
  await leases.plan();
  await leases.execute('Grant it');
  // Nobody else's.
  const row = leases.row('4,242 s');
  await row.click();
  const lease = (await row.getByRole('gridcell').first().innerText()).trim();

  await leases.press('Attach a key…');
  await leases.fill('Key', '/app/session');
  await leases.plan();
  await leases.dialog.getByRole('button', { name: 'Attach it' }).click();
  await expect(leases.screen.getByRole('grid', { name: 'Attached keys' })).toContainText('/app/session');
  expect(await cluster.etcdctl('lease', 'timetolive', lease, '--keys')).toContain('/app/session');

  await leases.keepAlive.click();
  await expect(leases.screen.getByText(/^This window keeps 1 lease alive/)).toBeVisible();
  await expect(row).toContainText('Kept alive here');
  await leases.keepAlive.click();

  await leases.press('Revoke…');
  await expect(leases.deleted).toContainText('/app/session');
  await leases.execute('Revoke it');
  await expect(leases.row(lease)).toHaveCount(0);
  expect(await cluster.etcdctl('get', '/app/session')).toBe('');

  await leases.show('Locks and elections');
  await expect(leases.locks).toContainText('scheduler-2.internal');
  await leases.locks.getByRole('gridcell', { name: '/locks/nightly/' }).click();
  await expect(leases.inLine).toHaveCount(2);
  await expect(leases.inLine.first()).toContainText('holds it');
  expect(await violationsOf(page, 'locks')).toEqual([]);
});

test('every part of Leases is accessible in both themes @browser', async ({ page, world }) => {
  test.skip(process.env.ETCDECK_FULL !== '1', 'a walk through every state');
  test.setTimeout(300_000);
  const found: unknown[] = [];
  for await (const screen of leasesTour(page, world.entries)) found.push(...(await violationsOf(page, screen)));
  expect(found).toEqual([]);
});

import { connect } from '../fixtures/connected.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { WatchesPage } from '../pages/watches-page.ts';

test('a watch shows what another client writes and deletes, with the value before', async ({
  page,
  cluster,
  entries,
}) => {
  const workbench = await connect(page, entries);
  const watches = new WatchesPage(page);
  await workbench.show('Watches');
  await watches.start('/app/');

  await cluster.etcdctl('put', '/app/greeting', 'good morning');
  await expect(watches.event('/app/greeting')).toContainText('put');
  await expect(watches.event('/app/greeting')).toContainText('good morning');
  await watches.event('/app/greeting').click();
  await expect(watches.details).toContainText('hello');
  await expect(watches.details).toContainText('good morning');

  // Outside of the prefix: nothing comes of it, as the next one inside shows.
  await cluster.etcdctl('put', '/jobs/nightly', 'running');
  await cluster.etcdctl('del', '/app/config/limits');
  await expect(watches.event('/app/config/limits')).toContainText('delete');
  await expect(watches.event('/jobs/nightly')).toHaveCount(0);
});

test('a watch goes on after the member it hung on is gone, and loses nothing', async ({ page, cluster, entries }) => {
  const workbench = await connect(page, entries);
  const watches = new WatchesPage(page);
  await workbench.show('Watches');
  await watches.start('/app/');
  for (const [index, member] of cluster.members.entries()) {
    await member.kill();
    await member.restart();
    // A cluster that has just lost its leader takes a moment to elect another.
    await expect(async () => void (await cluster.etcdctl('put', `/app/after-${index}`, 'written'))).toPass();
    await expect(watches.event(`/app/after-${index}`)).toHaveCount(1);
  }
  await expect(watches.state('/app/')).toHaveText('live');
});

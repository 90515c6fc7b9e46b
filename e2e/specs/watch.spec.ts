import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '../fixtures/connected.ts';
import { test } from '../fixtures/registry.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { expect, revisionOf } from '../fixtures/worlds.ts';
import { KubernetesPage } from '../pages/kubernetes-page.ts';
import { WatchesPage } from '../pages/watches-page.ts';

test('a watch shows what another client writes and deletes, with the value before', async ({
  page,
  host,
  cluster,
  entries,
}) => {
  const workbench = await connect(page, entries);
  const watches = new WatchesPage(page);
  await workbench.show('Watches');
  await watches.start('/app/');
  const notified = await watches.notify(host);

  await cluster.etcdctl('put', '/app/greeting', 'good morning');
  await expect(watches.event('/app/greeting')).toContainText('put');
  await expect(watches.event('/app/greeting')).toContainText('good morning');
  // By its name, without its value.
  await expect.poll(notified).toEqual(['/app/…: 1 change\nput /app/greeting']);
  await watches.event('/app/greeting').click();
  await expect(watches.details).toContainText('hello');
  await expect(watches.details).toContainText('good morning');
  // There is no room for two columns of text.
  await expect(watches.details.locator('.monaco-diff-editor')).not.toHaveClass(/side-by-side/);

  // Outside of the prefix: nothing comes of it, as the next one inside shows.
  await cluster.etcdctl('put', '/jobs/nightly', 'running');
  await cluster.etcdctl('del', '/app/config/limits');
  await expect(watches.event('/app/config/limits')).toContainText('delete');
  await expect(watches.event('/jobs/nightly')).toHaveCount(0);

  await watches.keyFilter.fill('config limits');
  await expect(watches.event('/app/greeting')).toHaveCount(0);
  await expect(watches.event('/app/config/limits')).toHaveCount(1);
});

test('a watch comes back after a reload, and tells what comes once', async ({ page, cluster, entries }) => {
  const workbench = await connect(page, entries);
  const watches = new WatchesPage(page);
  await workbench.show('Watches');
  await watches.start('/app/');
  await cluster.etcdctl('put', '/app/greeting', 'good morning');
  await expect(watches.event('/app/greeting')).toContainText('good morning');

  // On another screen: a watch goes on whether or not anybody looks.
  await workbench.show('Cluster');
  await page.reload();
  await workbench.connection(entries.name).waitFor();
  await cluster.etcdctl('put', '/app/next', 'written');
  await workbench.show('Watches');
  await expect(watches.event('/app/next')).toHaveCount(1);
  await expect(watches.event('/app/next')).not.toContainText('earlier');
  await expect(watches.event('/app/greeting')).toHaveCount(1);
  await expect(watches.event('/app/greeting')).toContainText('earlier');
  await expect(watches.events).toContainText('nothing was lost');
  await cluster.etcdctl('put', '/app/last', 'written');
  await expect(watches.event('/app/last')).toHaveCount(1);
  await expect(watches.event('/app/next')).toHaveCount(1);
});

test('a watch of objects tells what changed in them, leads to them, and is exported @browser', async ({
  page,
  host,
  home,
  registry,
}) => {
  const workbench = await connect(page, registry.entries);
  const watches = new WatchesPage(page);
  const pod = 'pods/monitoring/alertmanager-0';
  await workbench.show('Watches');
  await watches.start('/registry/pods/');
  await registry.change(pod, (json) => json.replace('"Running"', '"Failed"'));
  await registry.change('pods/monitoring/prometheus-0', (json) => json.replace('"Running"', '"Failed"'));
  await watches.keyFilter.fill('alert');
  await expect(watches.event('prometheus-0')).toHaveCount(0);
  await expect(watches.event('alertmanager-0')).toContainText('Pod alertmanager-0: status.phase Running → Failed');
  await watches.event('alertmanager-0').click();
  await expect(watches.details).toContainText('phase: Running');
  await expect(watches.details).toContainText('phase: Failed');
  // The API server's book of who wrote what is folded away.
  expect(await registry.raw(pod)).toContain('f:podIP');
  await expect(watches.details).not.toContainText('managedFields');
  const file = join(home.folder, 'pods.ndjson');
  await watches.saveInto(host, 'Export…', file);
  await expect(watches.panel).toContainText(/Exported to .*pods\.ndjson: 2 events/);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => Buffer.from(JSON.parse(line).key, 'base64').toString())).toEqual([
    `/registry/${pod}`,
    '/registry/pods/monitoring/prometheus-0',
  ]);
  await watches.coloured('podIP:');
  expect(await violationsOf(page, 'watch')).toEqual([]);

  await watches.details.getByRole('button', { name: 'Show in Kubernetes' }).click();
  await expect(new KubernetesPage(page).object).toContainText('/alertmanager-0');
  await workbench.show('Watches');
  await watches.details.getByRole('button', { name: 'Show in Keys' }).click();
  await expect(workbench.screen('Keys')).toContainText('alertmanager-0');
});

test('a watch of what is compacted says what is lost, and starts again from what is left @desktop', async ({
  page,
  cluster,
  entries,
}) => {
  const revision = await revisionOf(cluster);
  await cluster.etcdctl('put', '/app/greeting', 'good morning');
  await cluster.etcdctl('compact', String(revision));
  const workbench = await connect(page, entries);
  const watches = new WatchesPage(page);
  await workbench.show('Watches');
  await watches.ask('/app/', '1');
  await expect(watches.state('/app/')).toHaveText('ended: compacted');
  await expect(watches.panel).toContainText('was compacted and is lost.');
  await watches.panel.getByRole('button', { name: /^Start again from revision [\d,]+$/ }).click();
  await expect(watches.state('/app/')).toHaveText('live');
  await expect(watches.event('/app/greeting')).toHaveCount(1);
  await cluster.etcdctl('put', '/app/next', 'written');
  await expect(watches.event('/app/next')).toHaveCount(1);
});

test('a watch goes on after the member it hung on is gone, and loses nothing @desktop', async ({
  page,
  cluster,
  entries,
}) => {
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

import { startCluster } from '../../src/testing/test-cluster.ts';
import { journalTour } from '../fixtures/journal-tour.ts';
import { kubernetesTour } from '../fixtures/kubernetes-tour.ts';
import { maintenanceTour } from '../fixtures/maintenance-tour.ts';
import { membersTour } from '../fixtures/members-tour.ts';
import { expect, test } from '../fixtures/registry.ts';
import { snapshotTour } from '../fixtures/snapshot-tour.ts';
import { tour } from '../fixtures/tour.ts';
import { transactionsTour } from '../fixtures/transactions-tour.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { watchesTour } from '../fixtures/watches-tour.ts';
import { Workbench } from '../pages/workbench.ts';

/** The walks through every state of one noun, whose spec looks at one state in any run. */
const isFull = process.env.ETCDECK_FULL === '1';

test('every screen is accessible in both themes @browser', async ({ page, cluster, entries }) => {
  test.setTimeout(600_000);
  const found: unknown[] = [];
  for await (const screen of tour({ page, cluster, entries, theme: null })) {
    found.push(...(await violationsOf(page, screen)));
  }
  expect(found).toEqual([]);
});

test('the Kubernetes screen is accessible in both themes @browser', async ({ page, registry }) => {
  test.skip(!isFull, 'in test:full: npm test looks at one state, in its spec');
  test.setTimeout(600_000);
  const found: unknown[] = [];
  for await (const screen of kubernetesTour({ page, registry, theme: null })) {
    found.push(...(await violationsOf(page, screen)));
  }
  expect(found).toEqual([]);
});

test('what changes members, and the way back without quorum, is accessible in both themes @browser', async ({
  page,
}) => {
  test.skip(!isFull, 'in test:full: npm test looks at one state, in its spec');
  test.setTimeout(600_000);
  const found: unknown[] = [];
  const cluster = await startCluster({ members: 3 });
  try {
    for await (const screen of membersTour(page, cluster)) found.push(...(await violationsOf(page, screen)));
  } finally {
    await cluster.close();
  }
  expect(found).toEqual([]);
});

test('maintenance, metrics and the doctor are accessible in both themes @browser', async ({ page, noSpace }) => {
  test.skip(!isFull, 'in test:full: npm test looks at one state, in its spec');
  test.setTimeout(600_000);
  const found: unknown[] = [];
  for await (const screen of maintenanceTour(page, noSpace, null)) found.push(...(await violationsOf(page, screen)));
  expect(found).toEqual([]);
});

test('every state of watches is accessible in both themes @browser', async ({
  page,
  host,
  home,
  cluster,
  registry,
  readOnlyUser,
}) => {
  test.skip(!isFull, 'in test:full: npm test looks at one state, in the spec of watches');
  test.setTimeout(600_000);
  const found: unknown[] = [];
  const world = { page, host, folder: home.folder, cluster, registry, readOnlyUser, theme: null };
  for await (const screen of watchesTour(world)) found.push(...(await violationsOf(page, screen)));
  expect(found).toEqual([]);
});

test('the journal and transactions are accessible in both themes @browser', async ({ page, cluster, entries }) => {
  test.skip(!isFull, 'in test:full: npm test looks at one state of each, in their specs');
  test.setTimeout(600_000);
  const found: unknown[] = [];
  for await (const screen of journalTour(page, entries)) found.push(...(await violationsOf(page, screen)));
  await new Workbench(page).disconnect(entries.name);
  for await (const screen of transactionsTour(page, cluster, entries)) {
    found.push(...(await violationsOf(page, screen)));
  }
  expect(found).toEqual([]);
});

test('an opened snapshot is accessible in both themes @browser', async ({ page, host, home }) => {
  test.skip(!isFull, 'in test:full: npm test looks at one state, in its spec');
  test.setTimeout(600_000);
  const found: unknown[] = [];
  for await (const screen of snapshotTour({ page, host, folder: home.folder, theme: null })) {
    found.push(...(await violationsOf(page, screen)));
  }
  expect(found).toEqual([]);
});

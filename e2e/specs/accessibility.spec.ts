import { startCluster } from '../../src/testing/test-cluster.ts';
import { kubernetesTour } from '../fixtures/kubernetes-tour.ts';
import { maintenanceTour } from '../fixtures/maintenance-tour.ts';
import { membersTour } from '../fixtures/members-tour.ts';
import { expect, test } from '../fixtures/registry.ts';
import { snapshotTour } from '../fixtures/snapshot-tour.ts';
import { tour } from '../fixtures/tour.ts';
import { violationsOf } from '../fixtures/violations.ts';

test('every screen is accessible in both themes @browser', async ({ page, cluster, entries }) => {
  test.setTimeout(600_000);
  const found: unknown[] = [];
  for await (const screen of tour({ page, cluster, entries, theme: null })) {
    found.push(...(await violationsOf(page, screen)));
  }
  expect(found).toEqual([]);
});

test('the Kubernetes screen is accessible in both themes @browser', async ({ page, registry }) => {
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
  test.setTimeout(600_000);
  const found: unknown[] = [];
  for await (const screen of maintenanceTour(page, noSpace, null)) found.push(...(await violationsOf(page, screen)));
  expect(found).toEqual([]);
});

test('an opened snapshot is accessible in both themes @browser', async ({ page, host, home }) => {
  test.setTimeout(600_000);
  const found: unknown[] = [];
  for await (const screen of snapshotTour({ page, host, folder: home.folder, theme: null })) {
    found.push(...(await violationsOf(page, screen)));
  }
  expect(found).toEqual([]);
});

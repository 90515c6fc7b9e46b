import { startCluster } from '../../src/testing/test-cluster.ts';
import { accessTour, giveAccess } from '../fixtures/access-tour.ts';
import { journalTour } from '../fixtures/journal-tour.ts';
import { kubernetesTour } from '../fixtures/kubernetes-tour.ts';
import { leasesTour, startLeasesWorld } from '../fixtures/leases-tour.ts';
import { maintenanceTour } from '../fixtures/maintenance-tour.ts';
import { takePictures } from '../fixtures/pictures.ts';
import { test } from '../fixtures/registry.ts';
import { snapshotTour } from '../fixtures/snapshot-tour.ts';
import { themes, tour } from '../fixtures/tour.ts';
import { transactionsTour } from '../fixtures/transactions-tour.ts';
import { watchesTour } from '../fixtures/watches-tour.ts';

// npm run screenshots: the pictures of the user guide, every screen in both themes.
for (const theme of themes) {
  test(`pictures in the ${theme} theme`, async ({ page, cluster, entries }) => {
    test.setTimeout(180_000);
    await takePictures(page, theme, tour({ page, cluster, entries, theme }));
  });

  test(`pictures of Kubernetes in the ${theme} theme`, async ({ page, registry }) => {
    test.setTimeout(180_000);
    await takePictures(page, theme, kubernetesTour({ page, registry, theme }));
  });

  test(`pictures of watches in the ${theme} theme`, async ({ page, host, home, cluster, registry, readOnlyUser }) => {
    test.setTimeout(180_000);
    const world = { page, host, folder: home.folder, cluster, registry, readOnlyUser, theme };
    await takePictures(page, theme, watchesTour(world));
  });

  test(`pictures of maintenance in the ${theme} theme`, async ({ page, noSpace }) => {
    test.setTimeout(180_000);
    await takePictures(page, theme, maintenanceTour(page, noSpace, theme));
  });

  test(`pictures of an opened snapshot in the ${theme} theme`, async ({ page, host, home }) => {
    test.setTimeout(180_000);
    await takePictures(page, theme, snapshotTour({ page, host, folder: home.folder, theme }));
  });

  test(`pictures of access in the ${theme} theme`, async ({ page }) => {
    test.setTimeout(180_000);
    const cluster = await startCluster({ args: ['--bcrypt-cost', '4'] });
    try {
      await giveAccess(cluster);
      await page.emulateMedia({ colorScheme: theme });
      const without = { caFile: null, certFile: null, keyFile: null, user: null, password: null };
      await takePictures(page, theme, accessTour(page, { name: 'one', endpoints: cluster.endpoints, ...without }));
    } finally {
      await cluster.close();
    }
  });

  test(`pictures of leases in the ${theme} theme`, async ({ page }) => {
    test.setTimeout(180_000);
    const world = await startLeasesWorld();
    try {
      await page.emulateMedia({ colorScheme: theme });
      await takePictures(page, theme, leasesTour(page, world.entries));
    } finally {
      await world.close();
    }
  });

  test(`pictures of the journal in the ${theme} theme`, async ({ page, entries }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme });
    await takePictures(page, theme, journalTour(page, entries));
  });

  test(`pictures of transactions in the ${theme} theme`, async ({ page, cluster, entries }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme });
    await takePictures(page, theme, transactionsTour(page, cluster, entries));
  });
}

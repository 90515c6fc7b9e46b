import { access } from 'node:fs/promises';
import { kubectls, runClient } from '../../src/testing/kubernetes/kube-clients.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { KubernetesPage } from '../pages/kubernetes-page.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

test('the sample snapshot is served to kubectl, until it is stopped', async ({ page, home }) => {
  const [kubectl] = kubectls();
  test.skip(kubectl === undefined, 'there is no kubectl: apt-get install kubernetes-client');
  const { path = '' } = kubectl ?? {};
  test.setTimeout(180_000);
  await new StartPage(page).openSample.click();
  await new Workbench(page).show('Kubernetes');
  const kubernetes = new KubernetesPage(page);
  await kubernetes.serve();
  const line = await kubernetes.lineForKubectl.textContent();
  // The very line that is shown, but for the program's own name.
  const args = (line ?? '').split(' ').slice(1);
  const asked = await runClient(path, args, { home: home.folder });
  expect(asked.stderr).toContain('does not change');
  expect(asked.stdout).toMatch(/^shop +orders-db-0 /m);
  await expect(kubernetes.serving.getByRole('grid', { name: 'Requests' })).toContainText('GET /api/v1/pods?limit=500');
  expect(await violationsOf(page, 'a served registry')).toEqual([]);

  // It goes on behind the dialog, and behind other screens.
  await kubernetes.serving.getByRole('button', { name: 'Close' }).last().click();
  await new Workbench(page).show('Keys');
  const refused = await runClient(path, [...args.slice(0, 2), 'delete', 'pod', 'orders-db-0', '-n', 'shop'], {
    home: home.folder,
  });
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('read-only: served by etcdeck');

  await new Workbench(page).show('Kubernetes');
  await page.getByRole('button', { name: 'Served to kubectl' }).click();
  await kubernetes.serving.getByRole('button', { name: 'Stop serving' }).click();
  await expect(kubernetes.serving.getByRole('button', { name: 'Serve', exact: true })).toBeVisible();
  await expect
    .poll(() =>
      access(args[1] ?? '').then(
        () => true,
        () => false,
      ),
    )
    .toBe(false);
});

import { goldenObjects, kubernetesSources } from '../../src/testing/kubernetes/golden-objects.ts';
import { goldenEntries } from '../../src/testing/kubernetes/seed-registry.ts';
import { connect } from '../fixtures/connected.ts';
import { reload, windowMemory } from '../fixtures/leaving.ts';
import { expect, test } from '../fixtures/registry.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { KubernetesPage } from '../pages/kubernetes-page.ts';
import { Palette } from '../pages/palette.ts';

test('a registry is browsed, and a Pod is read as kubectl would print it @browser', async ({ page, registry }) => {
  const workbench = await connect(page, registry.entries);
  const kubernetes = new KubernetesPage(page);
  await workbench.show('Kubernetes');
  // Keys say minions, and kubectl says nodes.
  await expect(kubernetes.resources.getByRole('button', { name: 'nodes', exact: true })).toBeVisible();
  await expect(kubernetes.resources.getByRole('region', { name: 'backup.example' })).toContainText('schedules');

  await kubernetes.open('pods', 'alertmanager-0');
  await expect(kubernetes.objects('pods').getByRole('row')).toHaveCount(2);
  await expect(kubernetes.object).toContainText('Pod v1');
  await expect(kubernetes.yaml).toContainText('image: registry.example/alertmanager:v0.28.1');
  await expect(kubernetes.yaml).not.toContainText('managedFields');
  await kubernetes.showAspect('Who wrote what');
  await expect(kubernetes.object.getByRole('list', { name: 'Managers' })).toContainText('kubelet of status');
  expect(await violationsOf(page, 'a Pod, and who wrote what')).toEqual([]);

  await kubernetes.showAspect('Belongs to');
  await kubernetes.object.getByRole('listitem').filter({ hasText: 'StatefulSet' }).getByRole('button').click();
  await expect(kubernetes.object).toContainText('StatefulSet apps/v1');
  await expect(kubernetes.objects('statefulsets')).toBeVisible();

  await kubernetes.object.getByRole('button', { name: 'Show the raw key' }).click();
  const key = '/registry/statefulsets/monitoring/alertmanager';
  const keys = new KeysPage(page);
  await keys.panel(key).getByRole('button', { name: 'Show it as a Kubernetes object' }).click();
  await expect(kubernetes.object).toContainText('StatefulSet apps/v1');
});

test('an object beyond the first thousand is found by the filter, and by the palette @desktop', async ({
  page,
  registry,
}) => {
  const value = (name: string) =>
    JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'bulk' } });
  const names = [...Array.from({ length: 1_200 }, (_, at) => `filler-${String(at).padStart(4, '0')}`), 'wanted'];
  await registry.add(
    names.map((name) => ({ key: Buffer.from(`/registry/configmaps/bulk/${name}`), value: Buffer.from(value(name)) })),
  );
  const workbench = await connect(page, registry.entries);
  const kubernetes = new KubernetesPage(page);
  await workbench.show('Kubernetes');
  await kubernetes.resources.getByRole('button', { name: 'configmaps', exact: true }).click();
  await expect(page.getByText('at least 1,000 objects')).toBeVisible();
  await kubernetes.filter.fill('wanted');
  await kubernetes.objects('configmaps').getByRole('gridcell', { name: 'wanted', exact: true }).click();
  await expect(page.getByText(/^1 found, 1,2\d\d looked at$/)).toBeVisible();
  await expect(kubernetes.object).toContainText('/wanted');

  const palette = new Palette(page);
  await palette.type('orders-db');
  await palette.options.filter({ hasText: 'secrets in shop' }).click();
  await expect(kubernetes.object).toContainText('/orders-db');
});

test('a Secret is masked until it is revealed @desktop', async ({ page, registry }) => {
  const workbench = await connect(page, registry.entries);
  const kubernetes = new KubernetesPage(page);
  await workbench.show('Kubernetes');
  await kubernetes.open('secrets', 'orders-db');
  await expect(kubernetes.object).toContainText('secret data masked');
  await expect(kubernetes.yaml).toContainText('password:');
  await expect(kubernetes.yaml).not.toContainText(btoa('made-up-and-good-for-nothing'));
  await expect(kubernetes.object.getByRole('button', { name: 'Edit', exact: true })).toBeDisabled();

  await kubernetes.object.getByRole('button', { name: 'Reveal' }).click();
  await expect(kubernetes.yaml).toContainText(btoa('made-up-and-good-for-nothing'));
  await kubernetes.showAspect('Data');
  await expect(kubernetes.object.getByRole('list', { name: 'Secret data' })).toContainText(
    'made-up-and-good-for-nothing',
  );
});

test('a ConfigMap is edited, and read back with etcdctl @desktop', async ({ page, registry }) => {
  const workbench = await connect(page, registry.entries);
  const kubernetes = new KubernetesPage(page);
  await workbench.show('Kubernetes');
  await kubernetes.open('configmaps', 'checkout-config');
  await kubernetes.edit('checkout-config', 'retries: 3', 'retries: 5');
  const plan = kubernetes.plan('Write checkout-config?');
  await expect(plan).toContainText('Kubernetes keeps its objects here');
  await plan.getByRole('button', { name: 'Cancel' }).click();
  expect((await registry.read('configmaps/shop/checkout-config'))?.data?.['checkout.yaml']).toContain('retries: 3');

  // The comparison in the plan is gone, and the editor below it works on.
  await kubernetes.line('retries: 5').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Command Palette' })).toBeVisible();
  await page.keyboard.press('Escape');

  // The edit is still there when the operator has looked at something else; it is unlocked where it is written.
  await kubernetes.open('configmaps', 'frontend-config');
  await kubernetes.open('configmaps', 'checkout-config');
  await kubernetes.object.getByRole('button', { name: 'Save…' }).click();
  await page.getByRole('button', { name: 'Plan to write it' }).click();
  await expect(plan).toContainText('kubectl edit configmaps checkout-config -n shop');
  await expect(plan.getByRole('textbox')).toHaveCount(1);
  await expect(plan.getByRole('button', { name: 'Write it' })).toBeDisabled();
  await workbench.unlockIn(plan, registry.entries.name);
  await expect(plan.getByRole('button', { name: 'Write it' })).toBeEnabled();
  // The name was all that had to be typed.
  await expect(plan.getByRole('textbox')).toHaveCount(0);
  await plan.getByRole('button', { name: 'Write it' }).click();
  await expect(kubernetes.notices).toContainText('Wrote checkout-config.');
  expect((await registry.read('configmaps/shop/checkout-config'))?.data).toEqual({
    'checkout.yaml': 'currency: EUR\nretries: 5\n',
  });
  await kubernetes.showAspect('History');
  await expect(kubernetes.object.getByRole('group', { name: 'The object before and after this write' })).toContainText(
    'retries: 3',
  );
});

test('the objects are shown as they were left, with the edit of one @desktop', async ({ page, host, registry }) => {
  const workbench = await connect(page, registry.entries);
  const kubernetes = new KubernetesPage(page);
  await workbench.show('Kubernetes');
  await kubernetes.open('configmaps', 'checkout-config');
  await page.getByRole('button', { name: 'Writes' }).click();
  await kubernetes.object.getByRole('button', { name: 'Edit', exact: true }).click();
  await kubernetes.object.getByRole('textbox', { name: 'YAML of checkout-config' }).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('# mine');
  await page.keyboard.press('Enter');
  await expect.poll(() => windowMemory(page)).toContain('# mine');

  const isAsItWas = async (): Promise<void> => {
    await expect(kubernetes.filter).toHaveValue('checkout-config');
    await expect(kubernetes.objects('configmaps').getByRole('row', { name: /checkout-config/ })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: 'Writes' })).toHaveAttribute('aria-sort', 'ascending');
    await expect(kubernetes.yaml).toContainText('# mine');
  };
  await workbench.show('Cluster');
  await workbench.show('Kubernetes');
  await isAsItWas();
  await reload(host);
  await isAsItWas();
  await expect(kubernetes.object).toContainText('Draft kept from before the reload.');
  await kubernetes.object.getByRole('button', { name: 'Discard' }).first().click();
  await expect(kubernetes.yaml).not.toContainText('# mine');
  expect(await windowMemory(page)).not.toContain('# mine');
});

test('a conflict on the same lines is merged as it is for keys @desktop', async ({ page, registry }) => {
  const workbench = await connect(page, registry.entries);
  const kubernetes = new KubernetesPage(page);
  await workbench.show('Kubernetes');
  await workbench.unlock(registry.entries.name);
  await kubernetes.open('configmaps', 'checkout-config');
  await kubernetes.type('retries: 3', 'retries: 5');
  await registry.change('configmaps/shop/checkout-config', (text) => text.replace('retries: 3', 'retries: 9'));
  await kubernetes.askToWrite('checkout-config', 'retries: 5');

  await expect(kubernetes.conflict).toContainText('You both changed the same lines in one place');
  await expect(kubernetes.conflict).toContainText('retries: 9');
  await kubernetes.conflict.getByRole('tab', { name: 'What they changed' }).click();
  await expect(kubernetes.conflict.getByRole('group', { name: 'What they changed' })).toContainText('retries: 3');
  expect((await registry.read('configmaps/shop/checkout-config'))?.data?.['checkout.yaml']).toContain('retries: 9');
  await kubernetes.conflict.getByRole('button', { name: 'Merge and keep editing' }).click();
  await expect(kubernetes.conflict).toBeHidden();

  await kubernetes.askToWrite('checkout-config', 'retries: 5');
  await kubernetes.plan('Write checkout-config?').getByRole('button', { name: 'Write it' }).click();
  await expect(kubernetes.notices).toContainText('Wrote checkout-config.');
  expect((await registry.read('configmaps/shop/checkout-config'))?.data?.['checkout.yaml']).toContain('retries: 5');
});

test('a key of a registry is planned on the Keys screen, too @desktop', async ({ page, registry }) => {
  const key = '/registry/configmaps/shop/dup';
  const workbench = await connect(page, registry.entries);
  const keys = new KeysPage(page);
  const screen = await workbench.show('Keys');
  await screen.getByRole('button', { name: 'New key' }).click();
  await keys.newKeyDialog.getByRole('textbox', { name: 'Key' }).fill(key);
  await keys.newKeyDialog.getByRole('textbox', { name: 'Value' }).fill('dup');
  const create = keys.newKeyDialog.getByRole('button', { name: 'Create key' });
  await expect(create).toBeDisabled();
  await workbench.unlockIn(keys.newKeyDialog, registry.entries.name);
  await create.click();

  const plan = keys.plan(`Create ${key}?`);
  await expect(plan).toContainText('This goes past the Kubernetes API server');
  await expect(plan.getByRole('list', { name: 'Does not belong at its key' })).toContainText(
    'No object that can be read',
  );
  // The name was typed a moment ago.
  await expect(plan.getByRole('textbox')).toHaveCount(0);
  expect(await registry.raw('configmaps/shop/dup')).toBeNull();
  await plan.getByRole('button', { name: 'Cancel' }).click();
  await expect(keys.newKeyDialog.getByRole('textbox', { name: 'Value' })).toHaveValue('dup');
  await create.click();
  await plan.getByRole('button', { name: 'Create key' }).click();
  await expect(keys.panel(key)).toBeVisible();
  expect(await registry.raw('configmaps/shop/dup')).toBe('dup');

  await keys.panel(key).getByRole('button', { name: 'Delete' }).click();
  await keys.deleteDialog.getByRole('button', { name: 'Delete key' }).click();
  await expect(keys.plan(`Delete ${key}?`)).toContainText('kubectl delete configmaps dup -n shop');
  await keys.plan(`Delete ${key}?`).getByRole('button', { name: 'Delete key' }).click();
  await expect.poll(() => registry.raw('configmaps/shop/dup')).toBeNull();
});

test('an edit that is no object is refused at its line @desktop', async ({ page, registry }) => {
  const workbench = await connect(page, registry.entries);
  const kubernetes = new KubernetesPage(page);
  await workbench.show('Kubernetes');
  await kubernetes.open('services', 'cart');
  await kubernetes.edit('cart', 'kind: Service', 'kind: Service\nsparePart: 1');
  await expect(kubernetes.object).toContainText(/cannot be stored at line \d+/);
  await expect(kubernetes.yaml).toContainText('sparePart: 1');
});

test('a namespace that never ends is repaired @desktop', async ({ page, registry }) => {
  const workbench = await connect(page, registry.entries);
  const kubernetes = new KubernetesPage(page);
  await workbench.show('Kubernetes');
  await workbench.unlock(registry.entries.name);
  await kubernetes.open('namespaces', 'staging');
  await kubernetes.object.getByRole('button', { name: 'Remove kubernetes…' }).click();
  const plan = kubernetes.plan('Remove the finalizer kubernetes from staging?');
  await expect(plan).toContainText('kubectl replace --raw /api/v1/namespaces/staging/finalize');
  await expect(plan).toContainText('This goes past the Kubernetes API server');
  expect((await registry.read('namespaces/staging'))?.spec?.finalizers).toEqual(['kubernetes']);
  await plan.getByRole('button', { name: 'Remove finalizer' }).click();
  await expect(kubernetes.notices).toContainText('Removed a finalizer from staging.');
  const repaired = await registry.read('namespaces/staging');
  expect(repaired?.spec?.finalizers ?? []).toEqual([]);
  expect(repaired?.metadata.deletionTimestamp).toBeDefined();
  await expect(kubernetes.object).toContainText('No finalizer holds it.');
});

test('the reports name what is the matter, and lead there @desktop', async ({ page, host, registry }) => {
  const workbench = await connect(page, registry.entries);
  const kubernetes = new KubernetesPage(page);
  await workbench.show('Kubernetes');
  await kubernetes.showReports();
  await expect(kubernetes.report('Use by resource and namespace')).toContainText('171 objects');
  const csv = await kubernetes.csv(host);
  expect(csv).toMatch(/^Resource,Namespace,Objects,Bytes,Writes,/);
  expect(csv).toMatch(/\npods,shop,\d+,\d+,/);

  await kubernetes.showSection('Helm releases');
  await expect(kubernetes.report('Helm releases').getByRole('row', { name: /frontend/ })).toContainText('deployed');
  await kubernetes.showSection('Encryption');
  await expect(kubernetes.report('Encryption at rest').getByRole('row', { name: /^secrets/ })).toContainText(
    'in clear',
  );
  await kubernetes
    .report('Encryption at rest')
    .getByRole('button', { name: /secrets in clear$/ })
    .click();
  const clear = kubernetes.report('secrets in clear');
  await expect(clear.getByRole('row', { name: /orders-db/ })).toContainText('in clear');
  const rows = await kubernetes.csv(host);
  expect(rows).toMatch(/^Name,Namespace,Provider,Key,Bytes,Writes\r\n/);
  expect(rows).toMatch(/\norders-db,shop,in clear,,\d+,\d+\r\n/);
  await clear.getByRole('row', { name: /orders-db/ }).dblclick();
  await expect(kubernetes.object).toContainText('/orders-db');
  // What was looked at in the report is still there.
  await page.getByRole('tab', { name: 'Reports' }).click();
  await page.getByRole('button', { name: 'Back to the report' }).click();

  await kubernetes.showSection(/^Findings/);
  const findings = kubernetes.report('Findings');
  await expect(findings.getByRole('row', { name: /backup-operator/ })).toContainText('Stale Lease');
  await findings.getByRole('row', { name: /uploads/ }).click();
  await expect(findings).toContainText('Its finalizers hold it');
  await findings.getByRole('button', { name: 'Show the object' }).click();
  await expect(kubernetes.object).toContainText('It is held by the finalizer kubernetes.io/pvc-protection');
});

test.describe('the golden objects of Kubernetes', () => {
  test.skip(kubernetesSources() === null, 'ETCDECK_KUBERNETES_SRC names no Kubernetes API sources');

  test('are browsed and read @desktop', async ({ page, registry }) => {
    const golden = goldenObjects();
    await registry.add(goldenEntries(golden));
    const workbench = await connect(page, registry.entries);
    const kubernetes = new KubernetesPage(page);
    await workbench.show('Kubernetes');
    for (const [resource, name, kind] of [
      ['pods', 'core.v1.pod', 'Pod v1'],
      ['customresourcedefinitions', 'apiextensions.k8s.io.v1.customresourcedefinition', 'CustomResourceDefinition'],
      ['endpointslices', 'discovery.k8s.io.v1.endpointslice', 'EndpointSlice discovery.k8s.io/v1'],
    ] as const) {
      await kubernetes.open(resource, name);
      await expect(kubernetes.object).toContainText(kind);
      await expect(kubernetes.yaml).toContainText('apiVersion');
      await expect(kubernetes.object).not.toContainText('damaged');
    }
    await kubernetes.showReports();
    await kubernetes.showSection('Stored versions');
    const versions = kubernetes.report('Stored versions');
    await expect(versions.getByRole('row', { name: /^apiextensions.k8s.io\/v1beta1/ })).toContainText(
      'gone in Kubernetes 1.22',
    );
  });
});

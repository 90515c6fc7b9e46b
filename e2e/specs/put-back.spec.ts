import { connect } from '../fixtures/connected.ts';
import { expect, test } from '../fixtures/registry.ts';
import { KeysFinding } from '../pages/keys-finding.ts';
import { KubernetesPage } from '../pages/kubernetes-page.ts';

test('a deleted namespace is put back with what it had @desktop', async ({ page, cluster, registry }) => {
  const shop = async (): Promise<readonly string[]> => {
    const keys = await cluster.etcdctl('get', '--prefix', '/registry/', '--keys-only');
    return keys.split('\n').filter((key) => key.includes('/shop/') || key === '/registry/namespaces/shop');
  };
  const workbench = await connect(page, registry.entries);
  const kubernetes = new KubernetesPage(page);
  const finding = new KeysFinding(page);
  const had = await shop();
  const before = JSON.parse(await cluster.etcdctl('get', 'none', '-w', 'json')).header.revision;
  for (const key of had) await cluster.etcdctl('del', key);

  await workbench.show('Keys');
  await workbench.unlock(registry.entries.name);
  await finding.goBackTo(before);
  await workbench.show('Kubernetes');
  await kubernetes.open('namespaces', 'shop');
  await kubernetes.object.getByRole('button', { name: 'Put back…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Put shop back from revision/ });
  await expect(dialog.getByRole('checkbox', { name: /^With what belongs to them/ })).toBeChecked();
  await dialog.getByRole('button', { name: 'Plan' }).click();
  const plan = kubernetes.plan('Put shop back?');
  await expect(plan).toContainText('that belong to them will be put back');
  const states = plan.getByRole('grid', { name: 'Then, now and what is done' });
  await states.getByRole('gridcell', { name: '/registry/namespaces/shop', exact: true }).click();
  await expect(plan.getByText('Now: no such key')).toBeVisible();
  await finding.confirm(plan, 'Put back');
  await expect(kubernetes.notices).toContainText(/Put back \d+ keys/);
  expect(await shop()).toEqual(had.filter((key) => !/^\/registry\/(events|leases)\//.test(key)));

  await kubernetes.notices.getByRole('button', { name: 'Undo' }).click();
  const undo = page.getByRole('dialog', { name: /^Undo: delete \d+ keys below \/registry\// });
  // It deletes an API server's keys.
  await undo.getByRole('textbox').fill(registry.entries.name);
  await finding.confirm(undo, 'Delete');
  await expect.poll(shop).toEqual([]);
});

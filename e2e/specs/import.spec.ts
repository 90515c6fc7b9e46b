import { join } from 'node:path';
import { writeEtcdManifest } from '../../src/testing/etcd-manifest.ts';
import { startCluster } from '../../src/testing/test-cluster.ts';
import type { FormEntries } from '../fixtures/worlds.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { ConnectionForm } from '../pages/connection-form.ts';
import { ImportDialog } from '../pages/import-dialog.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

const allAnswer = '3 of 3 voters answer, 1 may fail';

const pasted = {
  'ETCDCTL_ variables': ({ endpoints, caFile, certFile, keyFile }: FormEntries) =>
    [
      `export ETCDCTL_ENDPOINTS=${endpoints.join(',')}`,
      `ETCDCTL_CACERT=${caFile}`,
      `ETCDCTL_CERT=${certFile}`,
      `ETCDCTL_KEY="${keyFile}"`,
      'ETCDCTL_USER=root:rootpw',
    ].join('\n'),
  'an etcdctl command line': ({ endpoints, caFile, certFile, keyFile }: FormEntries) =>
    `etcdctl --endpoints=${endpoints.join(',')} --cacert ${caFile} \\\n  --cert ${certFile} --key ${keyFile} --user root --password rootpw get /app --prefix`,
} as const;

for (const [name, textOf] of Object.entries(pasted)) {
  test(`${name}: shown as understood, saved, opened read-only @desktop`, async ({ page, entries }) => {
    const dialog = new ImportDialog(page);
    const workbench = new Workbench(page);
    await new StartPage(page).import.click();
    await dialog.read('Paste', textOf(entries));
    await expect(dialog.imported).toContainText(`Read as ${name}.`);
    await expect(dialog.understood()).toContainText('the CA file');
    await expect(dialog.imported).not.toContainText('rootpw');
    await dialog.saveAndConnect('pasted');
    await expect(workbench.quorum).toHaveText(allAnswer);
    await expect(workbench.protection.getByRole('status')).toContainText('imported');
  });
}

test('a static-pod manifest is read from its file', async ({ page, home }) => {
  const cluster = await startCluster({ members: 1, tls: 'mutual' });
  try {
    const manifest = join(home.folder, 'manifests', 'etcd.yaml');
    const pki = join(home.folder, 'pki');
    await writeEtcdManifest(cluster, { manifest, pki });
    const dialog = new ImportDialog(page);
    await new StartPage(page).import.click();
    await dialog.read('File or folder', manifest);
    await expect(dialog.imported).toContainText('Read as a static-pod manifest.');
    await expect(dialog.understood()).toContainText(`--trusted-ca-file=${pki}/ca.crt`);
    await dialog.saveAndConnect('from a manifest');
    await expect(new Workbench(page).quorum).toHaveText('1 of 1 voters answer, none may fail');
  } finally {
    await cluster.close();
  }
});

test('connections go to another etcdeck with their secrets under a passphrase', async ({ page, entries }) => {
  const start = new StartPage(page);
  const form = new ConnectionForm(page);
  const dialog = new ImportDialog(page);
  const workbench = new Workbench(page);
  await start.newConnection.click();
  await form.fill(entries);
  await form.saveAndConnect.click();
  await expect(workbench.quorum).toHaveText(allAnswer);
  await workbench.disconnect(entries.name);

  await start.chooseFromMenu(entries.name, 'Export');
  const exporting = page.getByRole('dialog', { name: 'Export connections' });
  await exporting.getByLabel('Passphrase', { exact: true }).fill('a bridge too far');
  await exporting.getByLabel('Passphrase again').fill('a bridge too far');
  await exporting.getByRole('button', { name: 'Export 1 connection' }).click();
  const text = await exporting.getByRole('group', { name: 'the export' }).innerText();
  expect(text).not.toContain('rootpw');
  await page.keyboard.press('Escape');
  await expect(exporting).toBeHidden();
  await start.chooseFromMenu(entries.name, 'Remove');
  await page.getByRole('button', { name: 'Remove connection' }).click();
  await expect(start.connection(entries.name)).toBeHidden();

  await start.import.click();
  await dialog.read('Paste', text);
  const passphrase = dialog.exported.getByLabel('Passphrase');
  await passphrase.fill('not the one');
  await dialog.exported.getByRole('button', { name: 'Import all' }).click();
  await expect(dialog.exported).toContainText('This is not the passphrase');
  await passphrase.fill('a bridge too far');
  await dialog.exported.getByRole('button', { name: 'Import all' }).click();
  // The import contained the password: the app does not ask for it.
  await start.connection(entries.name).click();
  await expect(workbench.quorum).toHaveText(allAnswer);
  await expect(workbench.protection.getByRole('status')).toContainText('imported');
});

import { canAddToEtc, hasSshd, withoutSshd } from '../../src/testing/sshd.ts';
import { expect, test } from '../fixtures/ssh-world.ts';
import { ConnectionForm } from '../pages/connection-form.ts';
import { HostKeyQuestion } from '../pages/host-key-question.ts';
import { ImportDialog } from '../pages/import-dialog.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

const allAnswer = '3 of 3 voters answer, 1 may fail';

test.skip(!hasSshd, withoutSshd);

test('a cluster is reached over SSH once the key of the host is trusted, and not when it changes @browser', async ({
  page,
  sshd,
  entries,
}) => {
  const start = new StartPage(page);
  const form = new ConnectionForm(page);
  const workbench = new Workbench(page);
  const question = new HostKeyQuestion(page);
  const first = await sshd.fingerprint();

  await start.newConnection.click();
  await form.fill(entries);
  await form.reachThrough(sshd);
  await form.saveAndConnect.click();
  await expect(page.getByRole('heading', { name: `${entries.name} is not connected` })).toBeVisible();
  await question.compare.click();
  await expect(question.dialog).toContainText(first);
  await question.trust();
  await expect(workbench.quorum).toHaveText(allAnswer);
  await workbench.disconnect(entries.name);

  await sshd.stop();
  await sshd.changeHostKey();
  await sshd.start();
  await start.connection(entries.name).click();
  await expect(page.getByText('The SSH host shows another key than before.')).toBeVisible();
  await question.compare.click();
  await expect(question.dialog).toContainText(first);
  await expect(question.dialog).toContainText(await sshd.fingerprint());
  await question.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: `${entries.name} is not connected` })).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('The SSH host shows another key than before.')).toBeVisible();
});

test('the test walks over SSH too, and asks whose key it is there @browser', async ({ page, sshd, entries }) => {
  const form = new ConnectionForm(page);
  const question = new HostKeyQuestion(page);
  await new StartPage(page).newConnection.click();
  await form.fill(entries);
  await form.reachThrough(sshd);
  await form.testButton.click();
  await question.compare.click();
  await question.trust();
  await expect(form.verdict).toHaveText('All 3 endpoints work.');
});

test.describe('kubeadm', () => {
  test.skip(!canAddToEtc, 'only root under Linux can give a server an /etc of its own');
  test('a control plane that kubeadm made is connected by its host alone @browser', async ({
    page,
    controlPlane: { sshd, cluster },
  }) => {
    const dialog = new ImportDialog(page);
    const question = new HostKeyQuestion(page);
    const workbench = new Workbench(page);
    const { user, host, port } = sshd;

    await new StartPage(page).import.click();
    await dialog.read('Control-plane host', `${user}@${host}:${port}`);
    await question.compare.click();
    await question.trust();
    await expect(dialog.understood()).toContainText('member list');
    for (const endpoint of cluster.endpoints) {
      await expect(dialog.imported.getByRole('region', { name: 'Endpoints' })).toContainText(endpoint);
    }
    await dialog.saveAndConnect('control-plane');
    await expect(workbench.quorum).toHaveText(allAnswer);
    await expect(workbench.protection).toContainText('Read-only');
  });
});

import { expect, test } from '../fixtures/worlds.ts';
import { ConnectionForm } from '../pages/connection-form.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

test('a connection with client certificates and a user is tested, saved and opened', async ({ page, entries }) => {
  const start = new StartPage(page);
  const form = new ConnectionForm(page);
  const workbench = new Workbench(page);

  await start.newConnection.click();
  await form.fill(entries);
  await form.testButton.click();
  await expect(form.verdict).toHaveText('All 3 endpoints work.');

  await form.saveAndConnect.click();
  await expect(workbench.connection(entries.name)).toBeVisible();
  await expect(workbench.quorum).toHaveText('3 of 3 voters answer, 1 may fail');

  await workbench.disconnect(entries.name);
  await start.connection(entries.name).click();
  await expect(workbench.quorum).toHaveText('3 of 3 voters answer, 1 may fail');
});

test('a CA that did not sign the members is told apart, with what to do @desktop', async ({ page, badCert }) => {
  const form = new ConnectionForm(page);
  await new StartPage(page).newConnection.click();
  await form.fill(badCert);
  await form.testButton.click();
  await expect(form.verdict).toHaveText('No endpoint works yet.');
  await expect(form.test).toContainText('The server’s certificate is not signed by the CA you gave.');
  await expect(form.test).toContainText('Choose the CA of this cluster.');

  await form.saveAndConnect.click();
  await expect(form.form).toBeHidden();
  await expect(page.getByRole('heading', { name: badCert.name })).toBeVisible();
  await expect(page.getByText('The server’s certificate is not signed by the CA you gave.')).toBeVisible();
});

test('a wrong password is told apart, and another one may be given @desktop', async ({ page, entries }) => {
  await new StartPage(page).newConnection.click();
  const form = new ConnectionForm(page);
  await form.fill({ ...entries, password: 'not it' });
  await form.saveAndConnect.click();
  const prompt = page.getByRole('dialog', { name: `Open ${entries.name}` });
  await prompt.getByLabel('Password of root').fill('rootpw');
  await prompt.getByRole('button', { name: 'Connect' }).click();
  await expect(new Workbench(page).quorum).toHaveText('3 of 3 voters answer, 1 may fail');
});

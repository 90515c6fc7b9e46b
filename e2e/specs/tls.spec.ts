import { brokenTls } from '../fixtures/broken-tls.ts';
import { walkBroken } from '../fixtures/broken-tls-walk.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { ConnectionForm } from '../pages/connection-form.ts';
import { StartPage } from '../pages/start-page.ts';

test.describe('broken TLS @browser', () => {
  for (const broken of brokenTls) {
    test(`${broken.name}: the test says at which step, what is wrong, what to do`, async ({
      page,
      home,
      cluster,
      plain,
      entries,
    }) => {
      await walkBroken({ page, home, cluster, plain, entries }, broken, async (form) => {
        const failed = form.test.getByRole('listitem').filter({ has: page.getByRole('alert') });
        await expect(failed).toHaveCount(1);
        await expect(failed).toContainText(`${broken.step}: failed`);
        await expect(failed).toContainText(broken.says);
        await expect(failed).toContainText(broken.remedy);
      });
    });
  }
});

test('certificates are inspected from a failed test: what the server shows, and which authority is missing @browser', async ({
  page,
  badCert,
}, testInfo) => {
  await new StartPage(page).newConnection.click();
  const form = new ConnectionForm(page);
  await form.fill({ ...badCert, endpoints: badCert.endpoints.slice(0, 1) });
  await form.testButton.click();
  await form.test.getByRole('button', { name: 'Inspect certificates' }).click();
  const inspector = page.getByRole('complementary', { name: 'Certificates' });
  await expect(inspector.getByRole('status')).toContainText('will not work as');
  const shown = inspector.getByRole('region', { name: `Shown by ${badCert.endpoints[0]}` });
  await expect(shown.getByRole('list', { name: 'Findings' })).toContainText('which is not in the CA given');
  await expect(shown.getByRole('list', { name: 'Chain' })).toContainText('is missing');
  await expect(shown).toContainText('127.0.0.1');
  const client = inspector.getByRole('region', { name: 'Client certificate' });
  await client.getByRole('button', { name: /^Client certificate/ }).click();
  await expect(client).toContainText('key belongs to this certificate');
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await testInfo.attach('inspector', { body: picture, contentType: 'image/png' });
});

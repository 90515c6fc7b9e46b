import { startCluster, type TestCluster } from '../../src/testing/test-cluster.ts';
import { brokenTls } from '../fixtures/broken-tls.ts';
import { test as base, expect } from '../fixtures/worlds.ts';
import { ConnectionForm } from '../pages/connection-form.ts';
import { StartPage } from '../pages/start-page.ts';

const test = base.extend<object, { readonly plain: TestCluster }>({
  plain: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of the pattern.
    async ({}, use) => {
      const plain = await startCluster();
      await use(plain);
      await plain.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

for (const { name, make, step, says, remedy } of brokenTls) {
  test(`${name}: the test says at which step, what is wrong, what to do`, async ({
    page,
    home,
    cluster,
    plain,
    entries,
  }, testInfo) => {
    const closings: (() => Promise<void>)[] = [];
    const sound = { ...entries, name, endpoints: entries.endpoints.slice(0, 1), user: null, password: null };
    const atEnd = (close: () => Promise<void>) => closings.push(close);
    const broken = await make({ cluster, plain, folder: home.folder, sound, atEnd });

    await new StartPage(page).newConnection.click();
    const form = new ConnectionForm(page);
    await form.fill(broken);
    await form.testButton.click();
    await expect(form.verdict).toHaveText(/^(No endpoint works yet|This connection does not work yet)\.$/);
    const failed = form.test.getByRole('listitem').filter({ has: page.getByRole('alert') });
    await expect(failed).toHaveCount(1);
    await expect(failed).toContainText(`${step}: failed`);
    await expect(failed).toContainText(says);
    await expect(failed).toContainText(remedy);
    const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    await testInfo.attach('test walk', { body: picture, contentType: 'image/png' });
    for (const close of closings) await close();
  });
}

test('certificates are inspected from a failed test: what the server shows, and which authority is missing', async ({
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

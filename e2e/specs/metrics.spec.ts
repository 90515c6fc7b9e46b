import { connect } from '../fixtures/connected.ts';
import { expect, test } from '../fixtures/worlds.ts';

test('the members’ metrics are charts, a table and a file', async ({ page, entries }) => {
  await connect(page, entries);
  await page.getByRole('tab', { name: 'Metrics' }).click();
  // A rate takes two scrapes, five seconds apart.
  await expect(page.getByRole('img', { name: /^Proposals committed\. member-1: .*\/s now/ })).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByRole('button', { name: 'Copy WAL fsync, p99 as PromQL' })).toBeVisible();
  await page.getByRole('button', { name: 'Table' }).click();
  const table = page.getByRole('table');
  await expect(table.getByRole('row', { name: /^Leads/ })).toContainText('yes');
  await expect(table.getByRole('row', { name: /^Proposals committed/ })).toContainText('/s');
  await expect(page.getByRole('button', { name: /CSV/ })).toBeEnabled();
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Metrics', selected: true })).toBeVisible();
});

import { startCluster, type TestCluster } from '../../src/testing/test-cluster.ts';
import { connect } from '../fixtures/connected.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { test as base, expect } from '../fixtures/worlds.ts';
import { TransactionsPage } from '../pages/transactions-page.ts';

/** A member that these tests write to. */
const test = base.extend<{ readonly alone: TestCluster }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of the pattern.
  alone: async ({}, use) => {
    const cluster = await startCluster();
    await cluster.etcdctl('put', '/app/flag', 'off');
    await cluster.etcdctl('put', '/app/old/x', 'x');
    await use(cluster);
    await cluster.close();
  },
});

const without = { caFile: null, certFile: null, keyFile: null, user: null, password: null };
const text = 'val("/app/flag") = "off"\n\nput /app/flag on\ndel --prefix /app/old/\n\nget --prefix /app/\n\n';

test('a transaction of etcdctl is pasted, previewed, run and undone @browser', async ({ page, alone }) => {
  const workbench = await connect(page, { name: 'alone', endpoints: alone.endpoints, ...without });
  const transactions = new TransactionsPage(page);
  await workbench.show('Transactions');
  await transactions.paste('val("/app/flag") = off');
  await expect(transactions.pasting.getByRole('alert')).toContainText('Line 1, column 20: A text in double quotes');
  await page.keyboard.press('Escape');
  await transactions.paste(text);
  await expect(transactions.main.getByRole('textbox', { name: 'Key of Then 2' })).toHaveValue('/app/old/');
  await expect(transactions.main.getByRole('group', { name: 'etcdctl txn' })).toContainText('del --prefix "/app/old/"');
  expect(await violationsOf(page, 'a transaction')).toEqual([]);

  await transactions.preview();
  await expect(transactions.plan).toContainText('“Then” would run now: every comparison holds.');
  await expect(transactions.plan).toContainText('deletes 1 key');
  if (process.env.ETCDECK_FULL === '1') expect(await violationsOf(page, 'a transaction as a plan')).toEqual([]);
  await transactions.run();
  await expect(transactions.result).toContainText('“Then” ran: every comparison held.');
  const deleted = transactions.result.getByRole('button', { name: /^\/app\/old\/x/ });
  await deleted.click();
  await expect(deleted).toHaveAttribute('aria-expanded', 'true');
  expect(await alone.etcdctl('get', '--prefix', '/app/')).toBe('/app/flag\non\n');

  // The same once more runs the other branch, which only reads.
  await transactions.main.getByRole('button', { name: 'Preview…' }).click();
  await expect(transactions.plan).toContainText('It changes nothing: what it reads is shown here.');
  await expect(transactions.plan).toContainText('reads 1 key');
  await page.keyboard.press('Escape');

  await workbench.openTasks();
  await workbench.tasks.getByRole('button', { name: /^Undo the change of/ }).click();
  await page
    .getByRole('dialog', { name: 'Put back 2 keys below /app/?' })
    .getByRole('button', { name: 'Put back' })
    .click();
  await expect.poll(() => alone.etcdctl('get', '--prefix', '/app/')).toBe('/app/flag\noff\n/app/old/x\nx\n');
});

import type { Page } from '@playwright/test';
import { type RpcRecorder, startRpcRecorder } from '../../src/testing/rpc-recorder.ts';
import { startCluster, type TestCluster } from '../../src/testing/test-cluster.ts';
import { connect } from '../fixtures/connected.ts';
import { test as base, expect } from '../fixtures/worlds.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { Workbench } from '../pages/workbench.ts';

const key = '/app/greeting';

/** A separate member, behind a line that can hold a call. */
const test = base.extend<{ readonly alone: TestCluster; readonly line: RpcRecorder }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of the pattern.
  alone: async ({}, use) => {
    const cluster = await startCluster();
    await cluster.etcdctl('put', key, 'hello');
    await use(cluster);
    await cluster.close();
  },
  line: async ({ alone }, use) => {
    const recorder = await startRpcRecorder(alone.endpoints[0] ?? '');
    await use(recorder);
    await recorder.close();
  },
});

const storedIn = async (cluster: TestCluster): Promise<string> =>
  (await cluster.etcdctl('get', key, '--print-value-only')).trim();

/** Saves another value, whose transaction stays on its way. */
async function saveLost(page: Page, line: RpcRecorder) {
  const without = { caFile: null, certFile: null, keyFile: null, user: null, password: null };
  const workbench = await connect(page, { name: 'slow line', endpoints: [line.endpoint], ...without });
  const keys = new KeysPage(page);
  await workbench.show('Keys');
  await keys.walk('/', 'app/', 'greeting');
  await keys.replaceValue(key, 'good morning');
  // Field 1 of a transaction is what it compares: without it, it only reads.
  const held = line.holdNext('KV/Txn', (message) => message[0] === 0x0a);
  await keys.save(key);
  await expect(page.getByText(`The answer never came: it is not known whether ${key} was written.`)).toBeVisible();
  return held;
}

test('a save whose answer is lost is told to be done when it lands, and undone from there @desktop', async ({
  page,
  alone,
  line,
}) => {
  const held = await saveLost(page, line);
  expect(await storedIn(alone)).toBe('hello');
  await held.release();
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText(`Found out: the lost write to ${key} was done.`);
  expect(await storedIn(alone)).toBe('good morning');
  await expect(notices).not.toContainText('It may still happen');
  await notices.getByRole('button', { name: 'Undo' }).click();
  await expect(async () => expect(await storedIn(alone)).toBe('hello')).toPass();
});

test('a save whose answer is lost is ruled out after a reload, and lands without any effect', async ({
  page,
  alone,
  line,
}) => {
  const held = await saveLost(page, line);
  await page.reload();
  const workbench = new Workbench(page);
  await workbench.connection('slow line').waitFor();
  await workbench.openTasks();
  await expect(workbench.tasks).toContainText(`Not known whether ${key} was written`);
  await workbench.tasks.getByRole('button', { name: 'Rule it out' }).click();
  const plan = page.getByRole('dialog', { name: 'Make sure that it cannot happen any more?' });
  await expect(plan).toContainText('1 key is written once more, as it is.');
  await plan.getByRole('button', { name: 'Rule it out' }).click();
  await expect(workbench.tasks).toContainText(`Found out: the lost write to ${key} was not done.`);
  await held.release();
  expect(await storedIn(alone)).toBe('hello');
});

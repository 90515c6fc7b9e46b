import { addManyConnections } from '../fixtures/many-connections.ts';
import { saveConnection } from '../fixtures/save-connection.ts';
import { startTour } from '../fixtures/start-tour.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { StartPage } from '../pages/start-page.ts';
import { Workbench } from '../pages/workbench.ts';

test('of a thousand connections one is found and opened by the keyboard alone @browser', async ({
  page,
  home,
  plain,
}) => {
  const start = new StartPage(page);
  await start.heading.waitFor();
  const { endpoints } = plain;
  const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
  await saveConnection(page, { draft: { id: null, name: 'the one', endpoints, tls, user: null }, secrets: {} });
  await addManyConnections(home, 1_000);
  await page.reload();
  await expect(start.search).toBeFocused();
  await expect(start.rows.first()).toBeVisible();
  // What is out of view is not drawn.
  expect(await start.rows.count()).toBeLessThan(60);
  expect(await violationsOf(page, 'start-many')).toEqual([]);

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect(start.rows.last().getByRole('button').first()).toBeFocused();
  await expect(start.rows.last()).toBeInViewport();
  await page.keyboard.press('/');
  await page.keyboard.type('the on');
  await expect(page.getByText('1 of 1,001 connections')).toBeVisible();
  const opened = page.context().waitForEvent('page');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(new Workbench(await opened).connection('the one')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog', { name: 'Remove the one?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(start.connection('the one')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(new Workbench(page).connection('the one')).toBeVisible();
});

test.describe('in full', () => {
  test.skip(process.env.ETCDECK_FULL !== '1', 'in test:full: npm test looks at one state, in the first test');

  test('the start screen is accessible in both themes @browser', async ({ page, home }) => {
    const found: unknown[] = [];
    for await (const screen of startTour(page, home)) found.push(...(await violationsOf(page, screen)));
    expect(found).toEqual([]);
  });
});

import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/gallery.ts';
import { violationsOf } from '../fixtures/violations.ts';

// What loads late is waited for, except where loading is what is shown.
async function settled(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  if (name !== 'LoadingState') await expect(page.getByRole('status', { name: /^Loading the/ })).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

test('every component in every state is accessible in both themes', async ({ page, gallery }) => {
  test.setTimeout(600_000);
  await page.goto(gallery.url);
  const names = await page.getByRole('navigation', { name: 'Components' }).getByRole('link').allInnerTexts();
  expect(names.length).toBeGreaterThan(20);
  const found: unknown[] = [];
  for (const name of names) {
    await page.getByRole('link', { name, exact: true }).click();
    await settled(page, name);
    found.push(...(await violationsOf(page, name)));
    const buttons = page.getByRole('button', { name: 'Open the dialog' });
    for (let at = 0; at < (await buttons.count()); at++) {
      await buttons.nth(at).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      found.push(...(await violationsOf(page, `${name}, dialog ${at}`)));
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
  }
  expect(found).toEqual([]);
});

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/gallery.ts';
import { themes } from '../fixtures/tour.ts';

async function violationsOf(page: Page): Promise<readonly unknown[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ html, failureSummary }) => [html, failureSummary]),
  }));
}

// What loads late is waited for, except where loading is what is shown.
async function settled(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  if (name !== 'LoadingState') await expect(page.getByRole('status', { name: /^Loading the/ })).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

for (const theme of themes) {
  test(`every component in every state is accessible in the ${theme} theme`, async ({ page, gallery }, testInfo) => {
    test.setTimeout(600_000);
    await page.goto(gallery.url);
    await page.getByRole('button', { name: theme === 'light' ? 'Light' : 'Dark' }).click();
    const names = await page.getByRole('navigation', { name: 'Components' }).getByRole('link').allInnerTexts();
    expect(names.length).toBeGreaterThan(20);
    const found: unknown[] = [];
    for (const name of names) {
      await page.getByRole('link', { name, exact: true }).click();
      await settled(page, name);
      const violations = await violationsOf(page);
      if (violations.length > 0) found.push({ name, violations });
      await page.screenshot({ path: testInfo.outputPath(`${name}.png`), animations: 'disabled' });
      const buttons = page.getByRole('button', { name: 'Open the dialog' });
      for (let at = 0; at < (await buttons.count()); at++) {
        await buttons.nth(at).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        const inDialog = await violationsOf(page);
        if (inDialog.length > 0) found.push({ name, dialog: at, violations: inDialog });
        await page.screenshot({ path: testInfo.outputPath(`${name}-${at}.png`), animations: 'disabled' });
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
      }
    }
    expect(found).toEqual([]);
  });
}

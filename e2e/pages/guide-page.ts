import { expect, type Locator, type Page } from '@playwright/test';

/** The guide over a screen. */
export class GuidePage {
  readonly dialog: Locator;
  readonly search: Locator;
  readonly found: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Guide' });
    this.search = this.dialog.getByRole('textbox', { name: 'Search the guide' });
    this.found = this.dialog.getByRole('list', { name: 'Found' });
  }

  article(title: string): Locator {
    return this.page.getByRole('article', { name: title });
  }

  /** Presses F1, sees the page that it opens, and leaves it. */
  async look(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await expect(this.article(title)).toBeVisible();
    await this.close();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.dialog).toBeHidden();
  }
}

import type { Locator, Page } from '@playwright/test';

/** What was done from here: a table of entries, and the chosen one beneath it. */
export class JournalPage {
  readonly screen: Locator;
  readonly entries: Locator;
  readonly details: Locator;

  constructor(page: Page) {
    this.screen = page.getByRole('main', { name: 'Journal' });
    this.entries = this.screen.getByRole('grid', { name: 'Journal' });
    this.details = this.screen.getByRole('region', { name: 'The chosen entry' });
  }

  /** The newest entry that says this. */
  entry(words: string): Locator {
    return this.entries.getByRole('row').filter({ hasText: words }).first();
  }

  async choose(words: string): Promise<void> {
    await this.entry(words).click();
    await this.details.waitFor();
  }

  async press(name: string): Promise<void> {
    await this.screen.getByRole('button', { name, exact: true }).click();
  }
}

import type { Locator, Page } from '@playwright/test';

/** Whether the key that an SSH host shows is its own. */
export class HostKeyQuestion {
  /** Beside the failure that raises the question. */
  readonly compare: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.compare = page.getByRole('button', { name: 'Compare its key' });
    this.dialog = page.getByRole('dialog', { name: /^Is this the key of .+\?$|shows another key than before$/ });
  }

  async trust(): Promise<void> {
    await this.dialog.getByRole('button', { name: /^Trust (this|the new) key$/ }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}

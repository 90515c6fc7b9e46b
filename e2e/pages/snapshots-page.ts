import type { Locator, Page } from '@playwright/test';

/** The snapshots that this window has saved. */
export class SnapshotsPage {
  readonly screen: Locator;
  /** In the header of every screen. */
  readonly saveNow: Locator;
  /** Said once a snapshot is whole. */
  readonly saved: Locator;

  constructor(page: Page) {
    this.screen = page.getByRole('main', { name: 'Snapshots' });
    this.saveNow = page.getByRole('banner').getByRole('button', { name: 'Save snapshot', exact: true });
    this.saved = page.getByText(/^Snapshot saved, /);
  }

  /** The path of the newest. */
  async newestFile(): Promise<string> {
    return this.fact('File');
  }

  async fact(name: string): Promise<string> {
    const term = this.screen.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) });
    return (await term.first().locator('xpath=following-sibling::dd[1]').innerText()).trim();
  }
}

import type { Locator, Page } from '@playwright/test';

/** What an opened snapshot says of itself. */
export class SnapshotFilePage {
  readonly screen: Locator;
  readonly findings: Locator;
  /** Above the other screens, where the file is damaged. */
  readonly damage: Locator;

  constructor(page: Page) {
    this.screen = page.getByRole('main', { name: 'Snapshot', exact: true });
    this.findings = this.screen.getByRole('list', { name: 'Findings' }).getByRole('listitem');
    this.damage = page.getByRole('status').filter({ hasText: 'This snapshot is damaged' });
  }

  card(title: string): Locator {
    return this.screen.getByRole('region', { name: title });
  }
}

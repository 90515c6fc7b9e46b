import { expect, type Locator, type Page } from '@playwright/test';

/** The snapshots that are known of a cluster, and the dialogs that lead from them. */
export class SnapshotsPage {
  readonly screen: Locator;
  /** In the header of every screen. */
  readonly saveNow: Locator;
  /** Said once a snapshot was saved and checked. */
  readonly saved: Locator;
  /** A row a file, newest first. */
  readonly rows: Locator;
  readonly restore: Locator;
  readonly rehearsal: Locator;

  constructor(private readonly page: Page) {
    this.screen = page.getByRole('main', { name: 'Snapshots' });
    this.saveNow = page.getByRole('banner').getByRole('button', { name: 'Save snapshot', exact: true });
    this.saved = page.getByText(/^Snapshot saved, .* Checked/);
    this.rows = this.screen
      .getByRole('table', { name: 'Snapshots' })
      .getByRole('row')
      .filter({ has: page.getByRole('cell') });
    this.restore = page.getByRole('dialog', { name: /^Restore / });
    this.rehearsal = page.getByRole('dialog', { name: /^Rehearse / });
  }

  /** The path of the newest. */
  async newestFile(): Promise<string> {
    return (await this.rows.first().getByRole('rowheader').locator('[title]').first().getAttribute('title')) ?? '';
  }

  /** Chooses from the menu of the newest. */
  async choose(item: string): Promise<void> {
    await this.rows
      .first()
      .getByRole('button', { name: /^More for / })
      .click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Rehearses the snapshot that the dialog is about, until it served. */
  async rehearse(): Promise<void> {
    await this.rehearsal.getByRole('button', { name: 'Rehearse', exact: true }).click();
    await expect(this.rehearsal.getByText(/served exactly what the file holds/)).toBeVisible({ timeout: 60_000 });
  }

  /** Shows a step of the restore. */
  async showStep(name: RegExp): Promise<void> {
    await this.restore.getByRole('tab', { name }).click();
  }
}

import { expect, type Locator, type Page } from '@playwright/test';

/** Leases, and the locks and elections that hang on them. */
export class LeasesPage {
  readonly screen: Locator;
  readonly leases: Locator;
  readonly locks: Locator;
  readonly dialog: Locator;
  readonly steps: Locator;
  /** The keys that a plan deletes. */
  readonly deleted: Locator;
  readonly inLine: Locator;
  readonly keepAlive: Locator;

  constructor(private readonly page: Page) {
    this.screen = page.getByRole('main', { name: 'Leases' });
    this.leases = this.screen.getByRole('grid', { name: 'Leases' });
    this.locks = this.screen.getByRole('grid', { name: 'Locks and elections' });
    this.dialog = page.getByRole('dialog').last();
    this.steps = this.dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem');
    this.deleted = this.dialog.getByRole('list', { name: 'Deleted with it' });
    this.inLine = this.screen.getByRole('list', { name: 'In line' }).getByRole('listitem');
    this.keepAlive = this.screen.getByRole('switch', { name: /^Keep alive/ });
  }

  async show(tab: 'Leases' | 'Locks and elections'): Promise<void> {
    await this.screen.getByRole('tab', { name: tab }).click();
  }

  row(lease: string): Locator {
    return this.leases.getByRole('row').filter({ hasText: lease });
  }

  async press(name: string): Promise<void> {
    await this.screen.getByRole('button', { name, exact: true }).first().click();
  }

  async fill(label: string, text: string): Promise<void> {
    await this.dialog.getByLabel(label, { exact: true }).fill(text);
  }

  async plan(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Show the plan' }).click();
  }

  /** Carries the shown plan out, and closes it. */
  async execute(confirm: string): Promise<void> {
    await this.dialog.getByRole('button', { name: confirm, exact: true }).click();
    await expect(this.steps.last()).toContainText('Done.');
    await this.dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect(this.page.getByRole('dialog')).toHaveCount(0);
  }
}

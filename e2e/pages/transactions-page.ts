import type { Locator, Page } from '@playwright/test';

/** The screen on which transactions are built. */
export class TransactionsPage {
  readonly main: Locator;
  readonly plan: Locator;
  readonly result: Locator;
  readonly pasting: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Transactions' });
    this.plan = page.getByRole('dialog', { name: 'Run this transaction?' });
    this.pasting = page.getByRole('dialog', { name: 'Paste a transaction' });
    this.result = this.main.getByRole('region', { name: 'Result' });
  }

  async paste(text: string): Promise<void> {
    await this.main.getByRole('button', { name: 'Paste…' }).click();
    await this.pasting.getByRole('textbox', { name: 'Input of etcdctl txn' }).fill(text);
    await this.pasting.getByRole('button', { name: 'Read it' }).click();
  }

  async preview(): Promise<void> {
    await this.main.getByRole('button', { name: 'Preview…' }).click();
    await this.plan.getByRole('button', { name: 'Run' }).waitFor();
  }

  async run(): Promise<void> {
    await this.plan.getByRole('button', { name: 'Run' }).click();
    await this.plan.waitFor({ state: 'hidden' });
  }
}

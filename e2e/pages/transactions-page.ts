import type { Locator, Page } from '@playwright/test';
import { Palette } from './palette.ts';

/** The screen on which transactions are built. */
export class TransactionsPage {
  readonly main: Locator;
  readonly plan: Locator;
  readonly result: Locator;
  readonly pasting: Locator;

  constructor(private readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Transactions' });
    this.plan = page.getByRole('dialog', { name: 'Run this transaction?' });
    this.pasting = page.getByRole('dialog', { name: 'Paste a transaction' });
    this.result = this.main.getByRole('region', { name: 'Result' });
  }

  /** Shows it by the palette, as there is no place for it on the rail. */
  async open(): Promise<void> {
    const palette = new Palette(this.page);
    await palette.type('Show Transactions');
    await palette.options.filter({ hasText: 'Show Transactions' }).first().click();
    await this.main.waitFor();
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

import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Host } from '../fixtures/host.ts';

/** What was done from here: a table of entries, and the chosen one beneath it. */
export class JournalPage {
  readonly screen: Locator;
  readonly entries: Locator;
  readonly details: Locator;

  constructor(private readonly page: Page) {
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

  /** Exports what is shown: downloaded in the browser, saved where the native dialog says else. */
  async exported({ electron }: Host, file: string): Promise<readonly string[]> {
    if (electron === null) {
      const downloaded = this.page.waitForEvent('download');
      await this.screen.getByRole('button', { name: 'Export', exact: true }).click();
      await (await downloaded).saveAs(file);
    } else {
      // No user is there to answer a dialog of the operating system.
      await electron.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, file);
      await this.screen.getByRole('button', { name: 'Export…', exact: true }).click();
      await expect(this.page.getByRole('region', { name: 'Notices' })).toContainText('exported');
    }
    return (await readFile(file, 'utf8')).trim().split('\n');
  }
}

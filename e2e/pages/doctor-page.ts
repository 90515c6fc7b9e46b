import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Host } from '../fixtures/host.ts';

/** What was found, what was looked at, and the report. */
export class DoctorPage {
  readonly sentence: Locator;
  readonly findings: Locator;
  readonly snoozed: Locator;
  readonly #page: Page;
  readonly #screen: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#screen = page.getByRole('main', { name: 'Cluster' });
    this.sentence = this.#screen.getByRole('tabpanel').getByRole('heading', { level: 1 });
    this.findings = this.#screen.getByRole('region', { name: 'Findings' });
    this.snoozed = this.#screen.getByRole('region', { name: 'Snoozed' });
  }

  async open(): Promise<void> {
    await this.#screen.getByRole('tab', { name: 'Doctor' }).click();
    await expect(this.sentence).toBeVisible({ timeout: 60_000 });
  }

  check(name: string): Locator {
    return this.#screen.getByRole('list', { name: 'Checks' }).getByRole('listitem').filter({ hasText: name });
  }

  async examine(): Promise<void> {
    await this.#screen.getByRole('button', { name: 'Examine all' }).click();
  }

  async snooze(title: string, why: string): Promise<void> {
    await this.findings.getByRole('button', { name: `Snooze: ${title}` }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Snooze this?' });
    await dialog.getByRole('textbox', { name: 'Why' }).fill(why);
    await dialog.getByRole('button', { name: 'Snooze', exact: true }).click();
    await expect(dialog).toHaveCount(0);
  }

  async wake(title: string): Promise<void> {
    await this.snoozed.getByRole('button', { name: `Wake: ${title}` }).click();
  }

  /** Reviews a configuration; returns what is said of it. */
  async review(text: string): Promise<Locator> {
    await this.#screen.getByRole('button', { name: 'Review a configuration…' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Review a configuration' });
    await dialog.getByRole('textbox', { name: 'Configuration' }).fill(text);
    await dialog.getByRole('button', { name: 'Review', exact: true }).click();
    return dialog.getByRole('status');
  }

  /** Saves a report: where the app's own picker says in the browser, where the native dialog says else. */
  async saveReport({ electron }: Host, file: string): Promise<string> {
    const save = this.#screen.getByRole('button', { name: 'Save HTML…' });
    if (electron === null) {
      await save.click();
      const picker = this.#page.getByRole('dialog', { name: 'Save the report' });
      await picker.getByRole('textbox', { name: 'File name' }).fill(file);
      await picker.getByRole('button', { name: 'Save here', exact: true }).click();
    } else {
      // No user is there to answer a dialog of the operating system.
      await electron.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, file);
      await save.click();
    }
    await expect(this.#page.getByRole('region', { name: 'Notices' })).toContainText('The report was saved.');
    return readFile(file, 'utf8');
  }
}

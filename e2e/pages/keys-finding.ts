import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Host } from '../fixtures/host.ts';

/** Finding keys: the list, the search, the time bar, and what is done with many at once. */
export class KeysFinding {
  readonly list: Locator;
  readonly hits: Locator;
  /** How far the search is. */
  readonly progress: Locator;
  readonly time: Locator;
  readonly slider: Locator;
  readonly notices: Locator;

  constructor(private readonly page: Page) {
    this.list = page.getByRole('grid', { name: 'Keys' });
    this.hits = page.getByRole('grid', { name: 'Hits' });
    this.progress = page.getByRole('status').filter({ hasText: 'scanned' });
    this.time = page.getByRole('region', { name: 'Time' });
    this.slider = this.time.getByRole('slider', { name: 'Revision' });
    this.notices = page.getByRole('region', { name: 'Notices' });
  }

  async showAs(view: 'tree' | 'list'): Promise<void> {
    await this.page.getByRole('button', { name: `Show as a ${view}` }).click();
  }

  /** Looks for keys from wherever the keyboard is. */
  async search(name: string, value = ''): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Jump to a prefix' }).waitFor();
    await this.page.keyboard.press('ControlOrMeta+Shift+F');
    const field = this.page.getByRole('textbox', { name: 'Name contains' });
    await expect(field).toBeFocused();
    await field.fill(name);
    await this.page.getByRole('textbox', { name: 'Value contains' }).fill(value);
    await this.page.keyboard.press('Enter');
  }

  async goBackTo(revision: number): Promise<void> {
    if (!(await this.time.isVisible())) await this.page.getByRole('button', { name: 'Look at the past' }).click();
    const field = this.time.getByRole('textbox', { name: 'Go to a revision or a time' });
    await field.fill(String(revision));
    await field.press('Enter');
    await expect(this.time).toContainText(`You see the past: revision ${revision}`);
  }

  async chooseFromMenu(row: Locator, item: string): Promise<void> {
    await row.click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** The plan that is shown, by its question. */
  plan(title: string): Locator {
    return this.page.getByRole('dialog', { name: title });
  }

  /** The bundle that the export dialog makes: downloaded in the browser, saved where the native dialog says else. */
  async exported({ electron }: Host, file: string): Promise<string> {
    const dialog = this.page.getByRole('dialog', { name: /^Export / });
    if (electron === null) {
      const downloaded = this.page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Download' }).click();
      await (await downloaded).saveAs(file);
    } else {
      // No user is there to answer a dialog of the operating system.
      await electron.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, file);
      await dialog.getByRole('button', { name: 'Save as…' }).click();
      await expect(this.notices).toContainText('exported');
    }
    return readFile(file, 'utf8');
  }

  /** Has a plan executed that needs no more than a click. */
  async confirm(plan: Locator, button: string): Promise<void> {
    await plan.getByRole('button', { name: button, exact: true }).click();
    await plan.waitFor({ state: 'hidden' });
  }
}

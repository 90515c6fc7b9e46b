import type { Locator, Page } from '@playwright/test';

/** The command palette. */
export class Palette {
  readonly input: Locator;
  readonly options: Locator;
  readonly status: Locator;

  constructor(private readonly page: Page) {
    const dialog = page.getByRole('dialog', { name: 'Command palette' });
    this.input = dialog.getByRole('combobox', { name: 'Command' });
    this.options = dialog.getByRole('option');
    this.status = dialog.getByRole('status');
  }

  /** Types like an operator who knows the shortcut: without waiting for anything. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+K');
    await this.page.keyboard.type(text);
  }

  /** Opens it and pastes a text, whose line ends a field of one line does not hold. */
  async paste(text: string): Promise<void> {
    await this.type('');
    await this.input.evaluate((field, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }
}

import type { Locator, Page } from '@playwright/test';
import type { Host } from '../fixtures/host.ts';

/** The operator's decoders: the list of them, and the form for one. */
export class DecodersDialog {
  readonly list: Locator;
  readonly form: Locator;

  constructor(private readonly page: Page) {
    this.list = page.getByRole('dialog', { name: 'Custom decoders' });
    this.form = page.getByRole('dialog', { name: 'Add a decoder' });
  }

  /** Adds a file: by the app's own picker in the browser, by the native dialog else. */
  async addFile({ electron }: Host, file: string): Promise<void> {
    const add = this.form.getByRole('button', { name: 'Add a file…' });
    if (electron === null) {
      await add.click();
      const picker = this.page.getByRole('dialog', { name: 'Add a .proto file' });
      await picker.getByRole('textbox', { name: 'File name' }).fill(file);
      await picker.getByRole('button', { name: 'Choose', exact: true }).click();
    } else {
      // No user is there to answer a dialog of the operating system.
      await electron.evaluate(({ dialog }, filePath) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
      }, file);
      await add.click();
    }
    await this.form.getByRole('button', { name: `Take out ${file}` }).waitFor();
  }

  async chooseMessage(name: string): Promise<void> {
    await this.form.getByRole('combobox', { name: 'Message type' }).click();
    await this.page.getByRole('option', { name, exact: true }).click();
  }
}

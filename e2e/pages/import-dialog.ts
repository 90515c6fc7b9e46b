import type { Locator, Page } from '@playwright/test';

/** From where, what was understood, saved. */
export class ImportDialog {
  /** Where it is asked from where. */
  readonly source: Locator;
  /** What was understood, before it is saved. */
  readonly imported: Locator;
  /** The same for connections of another etcdeck. */
  readonly exported: Locator;

  constructor(page: Page) {
    this.source = page.getByRole('dialog', { name: 'Import a connection' });
    this.imported = page.getByRole('dialog', { name: 'Save what was understood?' });
    this.exported = page.getByRole('dialog', { name: 'Import from another etcdeck' });
  }

  async read(from: 'Paste' | 'File or folder' | 'Control-plane host', text: string): Promise<void> {
    await this.source.getByRole('textbox', { name: from, exact: true }).fill(text);
    await this.source.getByRole('button', { name: 'Read it' }).click();
  }

  understood(): Locator {
    return this.imported.getByRole('region', { name: 'Understood' });
  }

  async saveAndConnect(name: string): Promise<void> {
    await this.imported.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.imported.getByRole('button', { name: 'Save and connect' }).click();
  }
}

import { expect, type Locator, type Page } from '@playwright/test';

/** The keyspace: a tree on the left, open keys as tabs, the value in an editor. */
export class KeysPage {
  readonly tree: Locator;
  readonly details: Locator;
  /** The save, as it is asked about. */
  readonly saveDialog: Locator;
  /** The notice that another client was faster. */
  readonly conflict: Locator;
  readonly newKeyDialog: Locator;
  readonly deleteDialog: Locator;
  /** The states of the key in front. */
  readonly history: Locator;
  /** Two states side by side. */
  readonly comparison: Locator;
  readonly putBackDialog: Locator;

  constructor(private readonly page: Page) {
    this.tree = page.getByRole('tree', { name: 'Keys' });
    this.details = page.getByRole('complementary', { name: 'Details' });
    this.saveDialog = page.getByRole('dialog', { name: 'Save this change?' });
    this.conflict = page.getByRole('dialog', { name: 'The key changed since you read it' });
    this.newKeyDialog = page.getByRole('dialog', { name: 'New key' });
    this.deleteDialog = page.getByRole('dialog', { name: 'Delete this key?' });
    this.history = this.details.getByRole('grid', { name: 'History' });
    this.comparison = page.getByRole('dialog', { name: 'What changed' });
    this.putBackDialog = page.getByRole('dialog', { name: /^Put revision .+ back\?$/ });
  }

  row(name: string): Locator {
    return this.tree.getByRole('treeitem', { name, exact: true });
  }

  /** Opens folder after folder; the last name may be a key's. */
  async walk(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      if (name.endsWith('/')) await this.openFolder(name);
      else await this.row(name).click();
    }
  }

  /** A folder that is the only one opens by itself, and a click at that moment closes it again: then it is clicked anew. */
  private async openFolder(name: string): Promise<void> {
    const row = this.row(name);
    await row.waitFor();
    await expect(async () => {
      if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
      // A click is answered at once, so there is nothing to wait for after one that closed it.
      await expect(row).toHaveAttribute('aria-expanded', 'true', { timeout: 500 });
    }).toPass();
  }

  async jumpTo(prefix: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: 'Jump to a prefix' });
    await field.fill(prefix);
    await field.press('Enter');
  }

  /** The panel of an open key: its tools, its notices and its value. */
  panel(key: string): Locator {
    return this.page.getByRole('tabpanel', { name: key });
  }

  /** Goes to a key by its address, as a link does: the focus stays. */
  async goTo(key: string): Promise<void> {
    await this.page.evaluate((hex) => {
      window.location.hash = `${window.location.hash.replace(/\/keys.*$/, '')}/keys/${hex}`;
    }, Buffer.from(key).toString('hex'));
  }

  editor(key: string): Locator {
    return this.panel(key).getByRole('textbox', { name: `Value of ${key}` });
  }

  /** The value on screen, as far as it is scrolled into view. */
  text(key: string): Locator {
    return this.panel(key).locator('.view-lines');
  }

  /** Types another value over the one there, key by key: the editor closes brackets by itself, and types over them. */
  async replaceValue(key: string, value: string): Promise<void> {
    await this.editor(key).focus();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.type(value);
  }

  /** The plan of a write into a registry, by its question. */
  plan(title: string): Locator {
    return this.page.getByRole('dialog', { name: title });
  }

  async askToSave(key: string): Promise<void> {
    await this.panel(key).getByRole('button', { name: 'Save' }).click();
  }

  async save(key: string): Promise<void> {
    await this.askToSave(key);
    await this.saveDialog.getByRole('button', { name: 'Save' }).click();
  }
}

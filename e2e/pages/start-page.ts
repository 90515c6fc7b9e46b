import { expect, type Locator, type Page } from '@playwright/test';
import type { Host } from '../fixtures/host.ts';
import { OpenedFile } from './opened-file.ts';

/** The start screen: the connections to choose from. */
export class StartPage {
  readonly heading: Locator;
  readonly newConnection: Locator;
  readonly startSandbox: Locator;
  readonly startLab: Locator;
  readonly import: Locator;
  readonly open: Locator;
  readonly openSample: Locator;
  /** Of many connections. */
  readonly search: Locator;
  /** The connections and the heads of their groups, as far as they are drawn. */
  readonly rows: Locator;
  /** The files opened last. */
  readonly recent: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole('heading', { name: 'Which cluster?' });
    this.newConnection = page.getByRole('button', { name: 'New connection' });
    this.startSandbox = page.getByRole('button', { name: 'Start a sandbox cluster' });
    this.startLab = page.getByRole('button', { name: 'Quorum lab…' });
    this.import = page.getByRole('button', { name: 'Import', exact: true });
    this.open = page.getByRole('button', { name: 'Open a snapshot or exported keys…' });
    this.openSample = page.getByRole('button', { name: 'Open the sample snapshot' });
    this.search = page.getByRole('textbox', { name: 'Search the connections' });
    this.rows = page.getByRole('region', { name: 'Connections', exact: true }).getByRole('listitem');
    this.recent = page.getByRole('region', { name: 'Files opened last' });
  }

  connection(name: string): Locator {
    return this.page.getByRole('button', { name: `Connect to ${name}` });
  }

  /** The head of the connections with a tag. */
  group(tag: string): Locator {
    return this.rows.getByRole('button', { name: new RegExp(`^${tag} \\d+$`) });
  }

  /** Opens a snapshot or a file of exported keys: by the app's own picker in the browser, by the native dialog else. */
  async openFile({ electron }: Host, file: string): Promise<OpenedFile> {
    if (electron === null) {
      await this.open.click();
      const picker = this.page.getByRole('dialog', { name: 'Open a snapshot or exported keys' });
      await picker.getByRole('textbox', { name: 'File name' }).fill(file);
      await picker.getByRole('button', { name: 'Choose', exact: true }).click();
    } else {
      // No user is there to answer a dialog of the operating system.
      await electron.evaluate(({ dialog }, filePath) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
      }, file);
      await this.open.click();
    }
    const opened = new OpenedFile(this.page);
    await opened.header.waitFor();
    return opened;
  }

  async chooseTheme(theme: 'light' | 'dark'): Promise<void> {
    await this.page.getByRole('button', { name: 'Theme' }).click();
    await this.page.getByRole('menuitemradio', { name: theme === 'light' ? 'Light' : 'Dark' }).click();
    await expect(this.page.getByRole('menu')).toHaveCount(0);
  }

  async chooseFromMenu(name: string, item: string): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${name}` }).click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }
}

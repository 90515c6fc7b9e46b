import { expect, type Locator, type Page } from '@playwright/test';

/** The start screen: the connections to choose from. */
export class StartPage {
  readonly heading: Locator;
  readonly newConnection: Locator;
  readonly startSandbox: Locator;
  readonly import: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole('heading', { name: 'Which cluster?' });
    this.newConnection = page.getByRole('button', { name: 'New connection' });
    this.startSandbox = page.getByRole('button', { name: 'Start a sandbox cluster' });
    this.import = page.getByRole('button', { name: 'Import', exact: true });
  }

  connection(name: string): Locator {
    return this.page.getByRole('button', { name: `Connect to ${name}` });
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

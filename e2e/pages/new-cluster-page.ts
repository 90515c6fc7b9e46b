import type { Locator, Page } from '@playwright/test';

/** The dialog that makes the start of a cluster from nothing, on the start screen. */
export class NewClusterPage {
  /** The spellings of a member's start. */
  readonly spellings: Locator;
  readonly #page: Page;
  readonly #dialog: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#dialog = page.getByRole('dialog', { name: 'New cluster' });
    this.spellings = this.#dialog.getByRole('tablist', { name: 'How it is started' });
  }

  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: 'New cluster…' }).click();
    await this.#dialog.waitFor();
  }

  async fillHosts(hosts: readonly string[]): Promise<void> {
    for (const [at, host] of hosts.entries()) {
      await this.#dialog.getByRole('textbox', { name: `Host of member ${at + 1}` }).fill(host);
    }
  }

  /** Pastes a configuration, and waits until it was read. */
  async read(text: string): Promise<void> {
    await this.#dialog.getByRole('tab', { name: 'Read a configuration' }).click();
    await this.#dialog.getByRole('textbox', { name: 'Configuration' }).fill(text);
    await this.#dialog.getByRole('list', { name: 'Members' }).waitFor();
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#dialog.waitFor({ state: 'hidden' });
  }
}

import type { Locator, Page } from '@playwright/test';

export type Place =
  | 'Cluster'
  | 'Keys'
  | 'Kubernetes'
  | 'Watches'
  | 'Snapshots'
  | 'Compare'
  | 'Snapshot'
  | 'Journal'
  | 'Access'
  | 'Leases'
  | 'Transactions'
  | 'Lab';

/** The frame around the screens of an open connection. */
export class Workbench {
  /** Where the connection and its cluster stand. */
  readonly status: Locator;
  readonly quorum: Locator;
  /** Whether writes go through, where they do not at once. */
  readonly protection: Locator;
  /** Long work, and what was written here with the way back. */
  readonly tasks: Locator;
  readonly notices: Locator;

  constructor(private readonly page: Page) {
    this.status = page.getByRole('contentinfo', { name: 'Status' });
    this.quorum = this.status.getByRole('status').first();
    this.protection = page.getByRole('region', { name: 'Protection' });
    this.tasks = page.getByRole('dialog', { name: 'Tasks' });
    this.notices = page.getByRole('region', { name: 'Notices' });
  }

  connection(name: string): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: `Connection ${name}` });
  }

  async show(place: Place): Promise<Locator> {
    await this.page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: place }).click();
    return this.screen(place);
  }

  screen(place: Place): Locator {
    return this.page.getByRole('main', { name: place });
  }

  async openTasks(): Promise<void> {
    await this.status.getByRole('button', { name: /\b(changes?|tasks?)\b/ }).click();
    await this.tasks.waitFor();
  }

  async chooseFromMenu(name: string, item: string): Promise<void> {
    await this.connection(name).click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  async disconnect(name: string): Promise<void> {
    await this.chooseFromMenu(name, 'Disconnect');
  }

  /** Unlocks the connection in a dialog that would write. */
  async unlockIn(dialog: Locator, name: string): Promise<void> {
    await dialog.getByRole('textbox', { name: `Type “${name}” to unlock it` }).fill(name);
    await dialog.getByRole('button', { name: 'Unlock for 15 minutes' }).click();
  }

  /** Lets writes through, as an operator does: by typing the connection's name. */
  async unlock(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Unlock for 15 minutes' }).click();
    const dialog = this.page.getByRole('dialog', { name: `Unlock ${name} for 15 minutes?` });
    await dialog.getByRole('textbox').fill(name);
    await dialog.getByRole('button', { name: 'Unlock', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
}

import type { Locator, Page } from '@playwright/test';

export type Place = 'Cluster' | 'Keys' | 'Watches' | 'Snapshots';

/** The frame around the screens of an open connection. */
export class Workbench {
  /** Where the connection and its cluster stand. */
  readonly status: Locator;
  readonly quorum: Locator;

  constructor(private readonly page: Page) {
    this.status = page.getByRole('contentinfo', { name: 'Status' });
    this.quorum = this.status.getByRole('status').first();
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

  async disconnect(name: string): Promise<void> {
    await this.connection(name).click();
    await this.page.getByRole('menuitem', { name: 'Disconnect' }).click();
  }
}

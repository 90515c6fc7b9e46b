import type { Locator, Page } from '@playwright/test';

/** Live changes, a tab for each watch. */
export class WatchesPage {
  readonly dialog: Locator;
  readonly events: Locator;
  readonly details: Locator;
  /** Why a watch has ended, and how to start it again. */
  readonly panel: Locator;
  readonly keyFilter: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'New watch' });
    this.events = page.getByRole('grid', { name: 'Events' });
    this.details = page.getByRole('complementary', { name: 'Event details' });
    this.panel = page.getByRole('tabpanel');
    this.keyFilter = page.getByRole('textbox', { name: 'Filter by key' });
  }

  async start(prefix: string): Promise<void> {
    await this.ask(prefix);
    await this.state(prefix).getByText('live').waitFor();
  }

  /** Starts one that may not get far. */
  async ask(prefix: string, fromRevision = ''): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name: 'New watch' }).click();
    await this.dialog.getByRole('textbox', { name: 'Prefix' }).fill(prefix);
    if (fromRevision !== '') {
      await this.dialog.getByRole('radio', { name: 'A revision' }).check();
      await this.dialog.getByRole('textbox', { name: 'From revision' }).fill(fromRevision);
    }
    await this.dialog.getByRole('button', { name: 'Start watch' }).click();
  }

  /** Whether a watch is live. */
  state(prefix: string): Locator {
    return this.page
      .getByRole('tabpanel', { name: `${prefix}…` })
      .getByRole('status')
      .first();
  }

  event(key: string): Locator {
    return this.events.getByRole('row').filter({ hasText: key });
  }
}

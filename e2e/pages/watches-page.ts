import { expect, type Locator, type Page } from '@playwright/test';
import { askMain, type Host } from '../fixtures/host.ts';

/** Live changes, a tab for each watch. */
export class WatchesPage {
  readonly dialog: Locator;
  /** Asks for a watch. */
  readonly new: Locator;
  readonly events: Locator;
  readonly details: Locator;
  /** Why a watch has ended, and how to start it again. */
  readonly panel: Locator;
  readonly keyFilter: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'New watch' });
    this.new = page.getByRole('main').getByRole('button', { name: 'New watch' });
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
    await this.new.click();
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

  /** Has the watch written into a file. */
  async saveInto({ electron }: Host, button: 'Export…' | 'Record…', file: string): Promise<void> {
    if (electron !== null) {
      // No user is there to answer a dialog of the operating system.
      await electron.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, file);
      return await this.panel.getByRole('button', { name: button }).click();
    }
    await this.panel.getByRole('button', { name: button }).click();
    const picker = this.page.getByRole('dialog', {
      name: button === 'Export…' ? 'Export events as' : 'Record events into',
    });
    await picker.getByRole('textbox', { name: 'File name' }).fill(file);
    await picker.getByRole('button', { name: 'Save here' }).click();
  }

  /** Waits until the object of an event has its colours: a line of it is one piece until then. */
  async coloured(line: string): Promise<void> {
    const spans = this.details.locator('.view-line', { hasText: line }).first().locator('span[class*="mtk"]');
    await expect.poll(() => spans.count()).toBeGreaterThan(1);
  }

  /** Has the desktop be told of events, which it is then not, and gives what it was told so far. */
  async notify(host: Host): Promise<() => Promise<readonly string[]>> {
    const { electron } = host;
    if (electron === null) await this.page.evaluate(keepBrowserNotifications);
    else {
      await electron.evaluate(({ Notification }) => {
        const kept: string[] = [];
        Object.assign(globalThis, { keptNotifications: kept });
        Notification.prototype.show = function (this: { readonly title: string; readonly body: string }) {
          kept.push(`${this.title}\n${this.body}`);
        };
      });
    }
    await this.panel.getByRole('switch', { name: 'Notify' }).check();
    const kept = (): readonly string[] => Reflect.get(globalThis, 'keptNotifications');
    return () => (electron === null ? this.page.evaluate(kept) : askMain(host, kept));
  }

  event(key: string): Locator {
    return this.events.getByRole('row').filter({ hasText: key });
  }
}

/** Runs in the page. */
function keepBrowserNotifications(): void {
  const kept: string[] = [];
  class Kept {
    static readonly requestPermission = async (): Promise<NotificationPermission> => 'granted';
    constructor(title: string, { body }: NotificationOptions) {
      kept.push(`${title}\n${body}`);
    }
  }
  Object.assign(globalThis, { keptNotifications: kept, Notification: Kept });
}

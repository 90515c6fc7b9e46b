import type { Locator, Page } from '@playwright/test';
import type { FormEntries } from '../fixtures/worlds.ts';

/** The form of a connection, with its test beside it. */
export class ConnectionForm {
  readonly form: Locator;
  readonly save: Locator;
  readonly saveAndConnect: Locator;
  readonly testButton: Locator;
  /** The walk: its verdict and its steps. */
  readonly test: Locator;
  readonly verdict: Locator;

  constructor(page: Page) {
    this.form = page.getByRole('form');
    this.save = this.form.getByRole('button', { name: 'Save', exact: true });
    this.saveAndConnect = this.form.getByRole('button', { name: 'Save and connect' });
    this.testButton = this.form.getByRole('button', { name: 'Test' });
    this.test = page.getByRole('complementary', { name: 'Test' });
    this.verdict = this.test.getByRole('status');
  }

  private field(label: string): Locator {
    return this.form.getByRole('textbox', { name: label, exact: true });
  }

  async fill(entries: FormEntries): Promise<void> {
    await this.field('Name').fill(entries.name);
    for (const [index, endpoint] of entries.endpoints.entries()) {
      if (index > 0) await this.form.getByRole('button', { name: 'Add endpoint' }).click();
      await this.field(`Endpoint ${index + 1}`).fill(endpoint);
    }
    await this.form.getByRole('switch', { name: 'Use TLS' }).setChecked(entries.caFile !== null);
    if (entries.caFile !== null) await this.field('CA certificate').fill(entries.caFile);
    if (entries.certFile !== null) await this.field('Client certificate').fill(entries.certFile);
    if (entries.keyFile !== null) await this.field('Private key').fill(entries.keyFile);
    if (entries.user !== null) await this.field('User').fill(entries.user);
    if (entries.password !== null) await this.form.getByLabel('Password', { exact: true }).fill(entries.password);
  }

  /** Has the start screen tell how the members are. */
  async checkHealth(): Promise<void> {
    await this.form.getByRole('button', { name: /^Tags, keys and health/ }).click();
    await this.form.getByRole('checkbox', { name: 'Check its health on the start screen' }).check();
  }

  /** Reaches the endpoints through an SSH host, with the operator's own key. */
  async reachThrough({ user, host, port }: { readonly user: string; readonly host: string; readonly port: number }) {
    await this.form.getByRole('switch', { name: 'Use an SSH host' }).check();
    await this.field('SSH host').fill(`${user}@${host}:${port}`);
    await this.form.getByRole('combobox', { name: 'Log in with' }).click();
    await this.form.page().getByRole('option', { name: 'Key file' }).click();
  }
}

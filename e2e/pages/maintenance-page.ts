import { expect, type Locator, type Page } from '@playwright/test';

/** The databases, what makes them smaller, and whether the members hold the same data. */
export class MaintenancePage {
  readonly sentence: Locator;
  /** What to do while an alarm is raised. */
  readonly wayOut: Locator;
  /** Whether the members' hashes are equal. */
  readonly hashes: Locator;
  readonly grown: Locator;
  /** The dialog of a plan, on top. */
  readonly plan: Locator;
  readonly steps: Locator;
  readonly #screen: Locator;

  constructor(page: Page) {
    this.#screen = page.getByRole('main', { name: 'Cluster' });
    this.sentence = this.#screen.getByRole('tabpanel').getByRole('heading', { level: 1 });
    this.wayOut = this.#screen.getByRole('region', { name: 'The way out' });
    this.hashes = this.#screen.getByRole('region', { name: 'Same data on every member?' });
    this.grown = this.#screen.getByRole('list', { name: 'The largest prefixes' });
    this.plan = page.getByRole('dialog').last();
    this.steps = this.plan.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  }

  async open(): Promise<void> {
    await this.#screen.getByRole('tab', { name: 'Maintenance' }).click();
    await expect(this.#screen.getByRole('table', { name: 'Databases' })).toBeVisible();
  }

  database(name: string): Locator {
    return this.#screen.getByRole('table', { name: 'Databases' }).getByRole('row').filter({ hasText: name });
  }

  async look(): Promise<void> {
    await this.#screen.getByRole('button', { name: 'Look', exact: true }).click();
  }

  async defragmentAll(): Promise<void> {
    await this.#screen.getByRole('button', { name: 'Defragment all…' }).click();
  }

  async compareHashes(): Promise<void> {
    await this.hashes.getByRole('button', { name: 'Compare', exact: true }).click();
  }

  /** Plans the way out of NOSPACE without any history. */
  async planReclaim(): Promise<void> {
    await this.wayOut.getByRole('combobox', { name: 'History to keep' }).click();
    await this.#screen.page().getByRole('option', { name: 'Keep none of it' }).click();
    await this.wayOut.getByRole('button', { name: 'Show the plan…' }).click();
  }

  /** Executes the plan, and waits until every step has ended. */
  async execute(button: string): Promise<void> {
    await this.plan.getByRole('button', { name: button }).click();
    const unfinished = this.plan.getByText(/^(Waits|Under way)\.$/);
    await expect(this.plan.getByText('Done.', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
    await expect(unfinished).toHaveCount(0, { timeout: 120_000 });
  }

  async closePlan(): Promise<void> {
    await this.plan.getByText('Close', { exact: true }).click();
    await expect(this.plan).toHaveCount(0);
  }
}

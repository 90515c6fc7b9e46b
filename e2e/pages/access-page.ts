import { expect, type Locator, type Page } from '@playwright/test';

type Tab = 'Users' | 'Roles' | 'Keyspace' | 'Who can do what';

/** Users, roles, and who may do what. */
export class AccessPage {
  readonly screen: Locator;
  readonly dialog: Locator;
  /** Who gains and who loses by the plan that is shown. */
  readonly changes: Locator;
  readonly steps: Locator;
  /** What a user may do with the keys that were typed. */
  readonly answer: Locator;
  readonly holders: Locator;

  constructor(private readonly page: Page) {
    this.screen = page.getByRole('main', { name: 'Access' });
    this.dialog = page.getByRole('dialog').last();
    this.changes = this.dialog.getByRole('grid', { name: 'Who gains and who loses' });
    this.steps = this.dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem');
    this.answer = this.screen.getByRole('status', { name: 'What they can do' });
    this.holders = this.screen.getByRole('grid', { name: 'Users who can' });
  }

  async show(tab: Tab): Promise<void> {
    await this.screen.getByRole('tab', { name: tab }).click();
  }

  async choose(list: 'Users' | 'Roles', name: string): Promise<void> {
    await this.screen.getByRole('grid', { name: list }).getByRole('gridcell', { name, exact: true }).first().click();
  }

  async press(name: string): Promise<void> {
    await this.screen.getByRole('button', { name, exact: true }).click();
  }

  async fill(label: string, text: string): Promise<void> {
    await this.dialog.getByLabel(label, { exact: true }).fill(text);
  }

  async plan(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Show the plan' }).click();
  }

  /** Carries the shown plan out, and closes it. */
  async execute(confirm: string): Promise<void> {
    const typed = this.dialog.getByRole('textbox', { name: /^Type “/ });
    const button = this.dialog.getByRole('button', { name: confirm, exact: true });
    await expect(button).toBeVisible();
    if (await typed.isVisible()) {
      const label = (await typed.getAttribute('aria-label')) ?? (await this.dialog.locator('label').last().innerText());
      await typed.fill(/“(.*)”/.exec(label)?.[1] ?? '');
    }
    await button.click();
    await expect(this.steps.last()).toContainText('Done.');
    await this.dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect(this.page.getByRole('dialog')).toHaveCount(0);
  }

  async ask(user: string, prefix: string): Promise<void> {
    const card = this.screen.getByRole('region', { name: 'Can they?' });
    await card.getByRole('combobox', { name: 'User' }).fill(user);
    await this.page.getByRole('option', { name: user, exact: true }).click();
    await card.getByRole('textbox', { name: 'Prefix' }).fill(prefix);
  }

  async askWho(prefix: string): Promise<void> {
    await this.screen.getByRole('region', { name: 'Who can?' }).getByRole('textbox', { name: 'Prefix' }).fill(prefix);
  }
}

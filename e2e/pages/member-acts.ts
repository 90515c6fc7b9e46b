import { expect, type Locator, type Page } from '@playwright/test';

/** The acts on members: their dialogs, the plan over them, and the way back from a lost quorum. */
export class MemberActs {
  /** The dialog on top. */
  readonly plan: Locator;
  readonly peerURLs: Locator;
  /** The spellings of a member's start. */
  readonly spellings: Locator;
  /** How far a new member is. */
  readonly joining: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.plan = page.getByRole('dialog').last();
    this.peerURLs = page.getByRole('textbox', { name: 'Peer URLs' });
    this.spellings = page.getByRole('tablist', { name: 'How it is started' });
    this.joining = page.getByRole('list', { name: 'On its way to a vote' });
  }

  async openAdd(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Add a member…' }).first().click();
    await expect(this.peerURLs).toBeVisible();
  }

  async openMove(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Move to new hosts…' }).click();
    await expect(this.#page.getByRole('list', { name: 'Members to move' })).toBeVisible();
  }

  async openMenu(member: string): Promise<void> {
    await this.#page.getByRole('button', { name: `More for ${member}` }).click();
    await expect(this.#page.getByRole('menu')).toBeVisible();
  }

  /** Closes what is on top. */
  async escape(): Promise<void> {
    const open = this.#page.locator('[role=dialog], [role=menu]');
    const before = await open.count();
    await this.#page.keyboard.press('Escape');
    await expect(open).toHaveCount(before - 1);
  }

  async add(member: { readonly name: string; readonly peerURL: string }): Promise<void> {
    await this.openAdd();
    await this.fill(member);
  }

  /** Fills in the new member, and has its plan shown. */
  async fill({ name, peerURL }: { readonly name: string; readonly peerURL: string }): Promise<void> {
    await this.#page.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.peerURLs.fill(peerURL);
    await this.#page.getByRole('button', { name: 'Show the plan' }).click();
  }

  /** Chooses an act in the menu of a member's row. */
  async choose(member: string, act: string): Promise<void> {
    await this.openMenu(member);
    await this.#page.getByRole('menuitem', { name: act }).click();
  }

  quorumRow(title: string): Locator {
    const table = this.#page.getByRole('table', { name: 'Quorum before and after' });
    return table.getByRole('row').filter({ hasText: title });
  }

  /** Executes a plan that adds a member. What to run on its host takes the plan's place once it is done. */
  async executeAndStart(button: string): Promise<void> {
    await this.plan.getByRole('button', { name: button }).click();
    await expect(this.joining).toBeVisible({ timeout: 60_000 });
  }

  /** Executes the plan, and closes it once every step has been done. */
  async execute(button: string): Promise<void> {
    await this.plan.getByRole('button', { name: button }).click();
    const steps = this.plan.getByRole('list', { name: 'Steps' });
    await expect(steps.getByText(/^(Waits|Under way)\.$/)).toHaveCount(0, { timeout: 60_000 });
    await expect(steps.getByText('Done.').first()).toBeVisible();
    await this.plan.getByText('Close', { exact: true }).click();
  }

  async dismissPlan(): Promise<void> {
    await this.plan.getByText('Close', { exact: true }).click();
  }

  /** The command that starts the member, as it is shown. */
  async startCommand(start: { readonly clientURL: string; readonly dataDir: string }): Promise<string> {
    await this.#page.getByRole('textbox', { name: 'Client URLs' }).fill(start.clientURL);
    await this.#page.getByRole('textbox', { name: 'Data-dir' }).fill(start.dataDir);
    await this.#page.getByRole('tab', { name: 'Command' }).click();
    const command = this.#page.getByRole('group', { name: 'Command' });
    await expect(command).toContainText(start.dataDir);
    await expect(command).toContainText(start.clientURL);
    return (await command.textContent()) ?? '';
  }

  /** Waits until the member may be promoted, and has that plan shown. */
  async promote(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Promote…' }).click({ timeout: 60_000 });
  }

  async close(): Promise<void> {
    await this.#page.getByRole('dialog').getByText('Close', { exact: true }).click();
    await expect(this.#page.getByRole('dialog')).toHaveCount(0);
  }

  /** Goes from the sentence to the way back. */
  async recover(): Promise<RecoverPage> {
    await this.#page.getByRole('button', { name: 'Recover…' }).first().click();
    await expect(this.#page.getByRole('heading', { name: 'Recover from a lost quorum' })).toBeVisible();
    return new RecoverPage(this.#page);
  }
}

/** Who survived, and what to run. */
class RecoverPage {
  readonly steps: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.steps = page.getByRole('list', { name: 'Steps', exact: true }).locator('> li');
  }

  survivor(name: string): Locator {
    const table = this.#page.getByRole('table', { name: 'Members asked' });
    return table.getByRole('row').filter({ hasText: name });
  }

  async chooseLayout(layout: string): Promise<void> {
    await this.#page.getByRole('button', { name: layout, exact: true }).click();
  }

  async choose(way: string): Promise<void> {
    await this.#page.getByRole('tab', { name: way }).click();
  }
}

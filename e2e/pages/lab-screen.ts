import { expect, type Locator, type Page } from '@playwright/test';

type Panel = 'Selected' | 'Events' | 'Messages' | 'Write' | 'Experiments' | 'Consistency' | 'Acts';

/** The dialog that starts a lab. */
export class LabStart {
  readonly dialog: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^Start(ing)? a quorum lab/ });
  }

  /** Starts a lab of so many members; resolves once it is asked for. */
  async start(members: 'One' | 'Three' | 'Five' | 'Seven'): Promise<void> {
    await this.dialog.getByRole('radio', { name: new RegExp(`^${members} member`) }).check();
    await this.dialog.getByRole('button', { name: 'Start', exact: true }).click();
  }
}

/** The screen of a lab: the picture, what is selected, the panels, and the line of time. */
export class LabScreen {
  readonly screen: Locator;
  /** Who leads, how many answer, and whether writes work. */
  readonly sentence: Locator;
  /** The members of the picture. Space marks one, arrow keys go on, and the focus selects. */
  readonly members: Locator;
  readonly toolbar: Locator;
  readonly timeline: Locator;
  /** The moment that is shown. */
  readonly moment: Locator;
  readonly panel: Locator;
  readonly lessons: Locator;
  /** While a member is dragged: where it is dropped to be cut off, or brought back. */
  readonly dropZone: Locator;
  /** What is being done, or why it was not. */
  readonly doing: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.screen = page.getByRole('main', { name: 'Lab' });
    this.sentence = this.screen.getByRole('heading', { level: 2 }).first();
    this.members = this.screen.getByRole('listbox', { name: 'Members' });
    this.toolbar = this.screen.getByRole('toolbar', { name: 'Acts on the lab' });
    this.timeline = this.screen.getByRole('region', { name: 'Timeline' });
    this.moment = this.timeline.getByRole('slider', { name: 'Moment shown' });
    this.panel = this.screen.getByRole('tabpanel');
    this.lessons = this.screen.getByRole('complementary', { name: 'Lessons' });
    this.dropZone = this.screen.getByTestId('lab-drop-zone');
    this.doing = this.screen.getByRole('status', { name: 'What is being done' });
  }

  /** A member of the picture; its name goes on with its state. */
  member(name: string): Locator {
    return this.members.getByRole('option', { name: new RegExp(`^${name}:`) });
  }

  memberThat(state: string): Locator {
    return this.members.getByRole('option', { name: new RegExp(`: ${state}\\b`) });
  }

  async show(panel: Panel): Promise<void> {
    await this.screen.getByRole('tab', { name: panel, exact: true }).click();
    await expect(this.panel).toHaveAccessibleName(panel);
  }

  async select(name: string): Promise<void> {
    await this.member(name).click();
    await expect(this.panel.getByRole('heading', { name })).toBeVisible();
  }

  /** Does an act to the member that is selected. */
  async act(label: string): Promise<void> {
    await this.panel.getByRole('button', { name: label, exact: true }).click();
  }

  async choose(label: 'Undo last act' | 'Heal' | 'Reset' | 'Cut off selected' | 'Bring back selected'): Promise<void> {
    await this.toolbar.getByRole('button', { name: label }).click();
  }

  /** Marks members by the keyboard, and cuts them off. */
  async cutOffByKeyboard(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.member(name).focus();
      await this.#page.keyboard.press('Space');
      await expect(this.member(name)).toHaveAttribute('aria-selected', 'true');
    }
    await this.toolbar.getByRole('button', { name: 'Cut off selected' }).press('Enter');
  }

  /** Drags a member to where it is cut off, or brought back. */
  async drag(name: string): Promise<void> {
    const from = await this.member(name).boundingBox();
    if (from === null) throw new Error(`${name} is not in the picture`);
    await this.#page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await this.#page.mouse.down();
    await this.#page.mouse.move(from.x + from.width / 2 + 24, from.y + from.height / 2 + 24, { steps: 4 });
    await expect(this.dropZone).toBeVisible();
    const to = await this.dropZone.boundingBox();
    if (to === null) throw new Error('there is no place to drop it');
    await this.#page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
    await this.#page.mouse.up();
  }

  /** The member that leads, by its name. */
  async leader(): Promise<string> {
    return await nameOf(this.memberThat('leader').first());
  }

  /** The members that follow, by their names. */
  async followers(): Promise<readonly string[]> {
    await expect(this.memberThat('follower').first()).toBeVisible();
    return await Promise.all((await this.memberThat('follower').all()).map(nameOf));
  }

  /** Writes the key that is in the field through a member. */
  async write(via: string): Promise<void> {
    await this.show('Write');
    await this.panel.getByRole('combobox', { name: 'Through' }).click();
    await this.#page.getByRole('option', { name: new RegExp(`^${via} `) }).click();
    await this.panel.getByRole('button', { name: 'Write', exact: true }).click();
  }

  /** Brings the lab back to what it started with. */
  async reset(): Promise<void> {
    await this.toolbar.getByRole('button', { name: 'Reset…' }).click();
    await this.#page.getByRole('dialog').getByRole('button', { name: 'Reset', exact: true }).click();
  }

  async showLessons(): Promise<void> {
    await this.toolbar.getByRole('button', { name: 'Lessons' }).click();
    await expect(this.lessons).toBeVisible();
  }
}

const nameOf = async (member: Locator): Promise<string> => {
  await expect(member).toBeVisible();
  return (await member.getAttribute('data-member')) ?? '';
};

import { expect, type Locator, type Page } from '@playwright/test';

/** The lessons beside the picture of a lab. */
export class LessonsPanel {
  readonly panel: Locator;
  readonly list: Locator;
  /** The heading of the step that is shown. */
  readonly heading: Locator;
  readonly waitsFor: Locator;
  /** What was seen, and what it means. */
  readonly outcome: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('complementary', { name: 'Lessons' });
    this.list = this.panel.getByRole('list', { name: 'Lessons' });
    this.heading = this.panel.getByRole('heading', { level: 2 });
    this.waitsFor = this.panel.getByRole('list', { name: 'Waits for' });
    this.outcome = this.panel.getByRole('status', { name: 'What was seen' });
  }

  /** A lesson in the list, with how far it has come. */
  lesson(title: string): Locator {
    return this.list.getByRole('button', { name: new RegExp(`^\\d\\. ${title.replace('?', '\\?')}`) });
  }

  async open(title: string): Promise<void> {
    await this.lesson(title).click();
    await expect(this.panel.getByText(/ · step \d of \d$/)).toBeVisible();
  }

  async predict(choice: string): Promise<void> {
    await this.panel.getByRole('radio', { name: choice }).check();
    await this.panel.getByRole('button', { name: 'Predict' }).click();
    await expect(this.waitsFor).toBeVisible();
  }

  async press(label: string): Promise<void> {
    await this.panel.getByRole('button', { name: label, exact: true }).click();
  }

  /** Goes to the next step. */
  async next(title: string): Promise<void> {
    await this.press('Next');
    await expect(this.heading).toHaveText(title);
  }
}

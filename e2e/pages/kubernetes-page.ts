import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { askMain, type Host } from '../fixtures/host.ts';

/** The registry: resources, their objects, the object that is open; and the reports. */
export class KubernetesPage {
  readonly resources: Locator;
  readonly object: Locator;
  readonly yaml: Locator;
  readonly filter: Locator;
  readonly notices: Locator;
  readonly serving: Locator;
  readonly lineForKubectl: Locator;

  constructor(private readonly page: Page) {
    this.resources = page.getByRole('navigation', { name: 'Resources' });
    this.object = page.getByRole('region', { name: 'Object' });
    this.yaml = this.object.locator('.view-lines');
    this.filter = page.getByRole('textbox', { name: 'Filter objects' });
    this.notices = page.getByRole('region', { name: 'Notices' });
    this.serving = page.getByRole('dialog', { name: 'Serve to kubectl' });
    this.lineForKubectl = this.serving.getByRole('group', { name: 'the line for kubectl' });
  }

  /** Serves what is shown to kubectl, and leaves the dialog open. */
  async serve(): Promise<void> {
    await this.offerToServe();
    await this.beginToServe();
  }

  async offerToServe(): Promise<void> {
    await this.page.getByRole('button', { name: 'Serve to kubectl…' }).click();
    await expect(this.serving).toBeVisible();
  }

  async beginToServe(): Promise<void> {
    await this.serving.getByRole('button', { name: 'Serve', exact: true }).click();
    await expect(this.lineForKubectl).toBeVisible();
  }

  objects(resource: string): Locator {
    return this.page.getByRole('grid', { name: `Objects of ${resource}` });
  }

  /** Opens an object by its resource and name; the list is filtered by the name, so that it is on screen. */
  async open(resource: string, name: string): Promise<void> {
    await this.resources.getByRole('button', { name: resource, exact: true }).click();
    await this.filter.fill(name);
    await this.objects(resource).getByRole('gridcell', { name, exact: true }).first().click();
    // By its key: what an object calls itself is its own affair.
    await expect(this.object).toContainText(`/${name}`);
  }

  async showAspect(name: 'YAML' | 'Data' | 'Who wrote what' | 'Belongs to' | 'History'): Promise<void> {
    await this.object.getByRole('tab', { name, exact: true }).click();
  }

  /** Types over a text in the object that is open, which must be on screen, and asks to write it. */
  async edit(name: string, from: string, to: string): Promise<void> {
    await this.type(from, to);
    await this.askToWrite(name, to);
  }

  /** A line of the object that is open, which must be on screen. */
  line(text: string): Locator {
    return this.yaml.locator('.view-line', { hasText: text });
  }

  /** Types over a text in the object that is open, which must be on screen. */
  async type(from: string, to: string): Promise<void> {
    await this.object.getByRole('button', { name: 'Edit', exact: true }).click();
    await this.line(from).click();
    await this.page.keyboard.press('End');
    for (const _ of from) await this.page.keyboard.press('Shift+ArrowLeft');
    await this.page.keyboard.type(to);
  }

  /** Asks to write what was typed, of which the last is `to`. */
  async askToWrite(name: string, to: string): Promise<void> {
    await this.object.getByRole('button', { name: 'Save…' }).click();
    const changes = this.page.getByRole('dialog', { name: `What changes in ${name}` });
    // The comparison has no line breaks.
    await expect(changes).toContainText(to.split('\n').at(-1) ?? to);
    await changes.getByRole('button', { name: 'Plan to write it' }).click();
  }

  /** The notice that another client was faster. */
  get conflict(): Locator {
    return this.page.getByRole('dialog', { name: 'The object changed since you read it' });
  }

  plan(title: string): Locator {
    return this.page.getByRole('dialog', { name: title });
  }

  async showReports(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Reports' }).click();
    await this.page.getByRole('button', { name: 'Make a report' }).click();
    await expect(this.page.getByRole('tab', { name: 'What takes how much' })).toBeVisible({ timeout: 60_000 });
  }

  async showSection(name: string | RegExp): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  /** The report in front as CSV: downloaded in the browser, copied in the desktop app, which takes no downloads. */
  async csv(host: Host): Promise<string> {
    if (host.electron === null) {
      const downloaded = this.page.waitForEvent('download');
      await this.page.getByRole('button', { name: 'Download CSV' }).click();
      return readFile(await (await downloaded).path(), 'utf8');
    }
    await askMain(host, ({ clipboard }) => clipboard.clear());
    await this.page.getByRole('button', { name: 'Copy as CSV' }).click();
    // That it is copied is said for a moment only.
    const copied = () => askMain(host, ({ clipboard }) => clipboard.readText());
    await expect.poll(copied).not.toBe('');
    return copied();
  }

  report(label: string): Locator {
    return this.page.getByRole('region', { name: label });
  }
}

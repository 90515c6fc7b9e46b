import type { Locator, Page } from '@playwright/test';

/** The frame around the screens of an opened file; its screens are those of the workbench. */
export class OpenedFile {
  /** What the file is. */
  readonly header: Locator;
  readonly close: Locator;
  readonly screens: Locator;
  /** What it holds, and the tasks of the window. */
  readonly status: Locator;

  constructor(page: Page) {
    this.header = page.getByRole('banner').getByRole('region', { name: 'Opened file' });
    this.close = page.getByRole('banner').getByRole('button', { name: 'Close', exact: true });
    this.screens = page.getByRole('navigation', { name: 'Screens' }).getByRole('button');
    this.status = page.getByRole('contentinfo', { name: 'Status' });
  }
}

import { connect } from '../fixtures/connected.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { GuidePage } from '../pages/guide-page.ts';

test('the desktop’s own menu shows the guide and About in the window that it belongs to', async ({
  page,
  host,
  entries,
}) => {
  await connect(page, entries);
  const choose = (label: string) =>
    host.electron?.evaluate(({ BrowserWindow, Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []);
      items?.find((item) => item.label === wanted)?.click(undefined, BrowserWindow.getAllWindows()[0]);
    }, label);
  const guide = new GuidePage(page);
  await choose('&Guide');
  await expect(guide.article('Cluster')).toBeVisible();
  // The desktop's pages have no network: the pictures come with the app.
  const picture = guide.article('Cluster').getByRole('img').first();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1280);
  await guide.close();
  await choose('&About etcdeck');
  const about = page.getByRole('dialog', { name: 'About etcdeck' });
  await expect(about).toContainText(/Electron \d+.*Chromium \d+/);
});

import { chromium } from '@playwright/test';

const boundMs = 120_000;

/**
 * Opens the link in a browser of this machine, and goes through what is there to see: the sample snapshot, and where an
 * archive of etcd is offered, a sandbox.
 * @param {{ link: string, executable: string, picture: string | null, hasArchive: boolean, stage: (name: string) => void }} request
 */
export async function drive({ link, executable, picture, hasArchive, stage }) {
  const browser = await chromium.launch({ executablePath: executable });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(boundMs);
    await page.goto(link);
    const sample = page.getByRole('button', { name: 'Open the sample snapshot' });
    await sample.waitFor();
    stage('first screen');
    await sample.click();
    await page.getByRole('region', { name: 'Opened file' }).waitFor();
    // Its keys: without them the screen is there, and nothing is to be seen.
    await page.getByRole('treeitem').first().waitFor();
    stage('sample snapshot');
    if (picture !== null) await page.screenshot({ path: picture });
    if (!hasArchive) return;
    await page.getByRole('banner').getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Start a sandbox cluster' }).click();
    const dialog = page.getByRole('dialog', { name: 'Start a sandbox cluster' });
    await dialog.getByRole('button', { name: 'Get etcd' }).click();
    const start = dialog.getByRole('button', { name: 'Start', exact: true });
    await start.waitFor();
    stage('etcd got');
    await start.click();
    await page.getByText('3 voters, 3 healthy, 1 may fail').first().waitFor();
    stage('sandbox of three members');
  } finally {
    await browser.close();
  }
}

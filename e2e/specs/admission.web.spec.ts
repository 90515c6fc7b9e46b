import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';
import type { Host } from '../fixtures/host.ts';
import { projectFolder } from '../fixtures/project.ts';
import { expect, test } from '../fixtures/worlds.ts';
import { StartPage } from '../pages/start-page.ts';

// Whom the web host admits: each test has a separate link.
test.use({ hasOwnApp: true });

const run = promisify(execFile);
const cli = join(projectFolder, 'out/main/cli.cjs');

function linkOf(host: Host): URL {
  return new URL(/^etcdeck is ready: (http\S+)$/m.exec(host.output())?.[1] ?? '');
}

test('the browser that opened the link comes back as it likes', async ({ page, host }) => {
  const { origin } = linkOf(host);
  await expect(new StartPage(page).heading).toBeVisible();
  expect(page.url()).not.toContain('token');
  await page.reload();
  await expect(new StartPage(page).heading).toBeVisible();
  const typed = await page.context().newPage();
  await page.close();
  await typed.goto(origin);
  await expect(new StartPage(typed).heading).toBeVisible();
});

test('a link that was used says so', async ({ page, host }) => {
  await expect(new StartPage(page).heading).toBeVisible();
  const other = await page.context().browser()?.newContext();
  const stranger = await other?.newPage();
  const answer = await stranger?.goto(linkOf(host).href);
  expect(answer?.status()).toBe(401);
  await expect(stranger?.locator('body') ?? page.locator('none')).toContainText('Each link works once');
  await expect(stranger?.locator('body') ?? page.locator('none')).toContainText('etcdeck serve --link');
});

test('a new link is to be had while it serves, and lets its browser in instead of the one before', async ({
  page,
  home,
}) => {
  await expect(new StartPage(page).heading).toBeVisible();
  const { stdout } = await run(process.execPath, [cli, 'serve', '--link'], { env: home.env });
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=\S+\n$/);
  const other = await page.context().browser()?.newContext();
  const successor = await other?.newPage();
  if (successor === undefined) throw new Error('there is no other browser');
  await successor.goto(stdout.trim());
  await expect(new StartPage(successor).heading).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('no longer live');
});

test('a page whose server has ended keeps what it shows, and says how to go on', async ({ page, home }) => {
  await expect(new StartPage(page).heading).toBeVisible();
  const server = spawn(process.execPath, [cli, 'serve'], { env: home.env, stdio: ['ignore', 'pipe', 'ignore'] });
  const link = new Promise<string>((resolve, reject) => {
    server.once('exit', () => reject(new Error('the server has ended')));
    createInterface({ input: server.stdout }).on('line', (line) => {
      const found = /^etcdeck is ready: (http\S+)$/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const other = await page.context().browser()?.newContext();
  try {
    const shown = await other?.newPage();
    if (shown === undefined) throw new Error('there is no other browser');
    await shown.goto(await link);
    await new StartPage(shown).openSample.click();
    const row = shown.getByRole('treeitem').first();
    await expect(row).toBeVisible();
    server.kill();
    const told = shown.getByRole('alert').filter({ hasText: 'no longer live' });
    await expect(told).toContainText('Start it again with “etcdeck serve”');
    await expect(row).toBeVisible();
    await told.getByRole('button', { name: 'Try again' }).click();
    await expect(told).toContainText('It does not answer this page.');
    await expect(row).toBeVisible();
  } finally {
    server.kill();
    await other?.close();
  }
});

test('another server of this machine gets the cookie, and nothing by it', async ({ page, host }) => {
  await expect(new StartPage(page).heading).toBeVisible();
  const { origin, host: address } = linkOf(host);
  const told: string[] = [];
  const server = createServer((request, response) => {
    told.push(request.headers.cookie ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const other = await page.context().newPage();
    await other.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const [cookie = ''] = told;
    expect(cookie).toContain('etcdeck-');
    const socket = new WebSocket(`ws://${address}/wire`, { headers: { origin, cookie } });
    const [, refusal] = await once(socket, 'unexpected-response');
    expect(refusal.statusCode).toBe(403);
    socket.on('error', () => undefined).terminate();
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

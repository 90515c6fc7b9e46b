import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { ProcessGroup } from '../process-group.mjs';
import { inProject } from '../project.mjs';
import { scratchFolder } from './desktop-run.mjs';

/** The connection of a home that is made here. */
export const connection = 'bench';

const boundMs = 60_000;

/** A home whose settings have the connection. @param {string} endpoint */
export function homeWith(endpoint) {
  const home = scratchFolder('home');
  const settings = join(home, 'etcdeck');
  mkdirSync(settings, { recursive: true, mode: 0o700 });
  const profile = { id: connection, name: connection, endpoints: [endpoint], tls: {}, user: null };
  writeFileSync(join(settings, 'connections.json'), JSON.stringify({ connections: [profile] }));
  // The one click would fill the documents folder of the user who runs this.
  writeFileSync(join(settings, 'settings.json'), JSON.stringify({ snapshotFolder: join(home, 'snapshots') }));
  return home;
}

/** @param {import('node:stream').Readable} stream @param {RegExp} pattern @returns {Promise<string>} */
const lineOf = (stream, pattern) =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`The web host did not say ${pattern}`)), boundMs);
    createInterface({ input: stream }).on('line', (line) => {
      const said = pattern.exec(line)?.[1];
      if (said === undefined) return;
      clearTimeout(late);
      resolve(said);
    });
  });

/**
 * Serves the built app, and opens it in a Chromium. The host can be inspected as any Node process.
 * @param {string} executable of a Chromium
 * @param {string} home
 */
export async function openInBrowser(executable, home) {
  const args = ['--inspect=127.0.0.1:0', inProject('out/main/cli.cjs'), 'serve', '--port', '0'];
  const group = new ProcessGroup(process.execPath, args, {
    env: { ...process.env, HOME: home, ETCDECK_CONFIG_DIR: join(home, 'etcdeck') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { stdout, stderr, pid } = group.child;
  if (stdout === null || stderr === null || pid === undefined) throw new Error('The web host did not start.');
  const [link, inspector] = await Promise.all([
    lineOf(stdout, /^etcdeck is ready: (http\S+)$/),
    lineOf(stderr, /^Debugger listening on (ws:\S+)$/),
  ]);
  const browser = await chromium.launch({ executablePath: executable, args: ['--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(link);
  return {
    page,
    pid,
    inspector,
    async close() {
      await browser.close();
      await group.stop();
    },
  };
}

/** Opens the connection of the home. @param {import('@playwright/test').Page} page */
export async function openConnection(page) {
  await page.getByRole('button', { name: `Connect to ${connection}` }).click({ timeout: boundMs });
  await page.getByRole('navigation', { name: 'Screens' }).waitFor({ timeout: boundMs });
}

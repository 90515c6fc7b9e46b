import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { afterAll, expect, it, vi } from 'vitest';
import { packageDesktop } from '../packaging.mjs';
import { inProject } from '../project.mjs';
import { copyRoot, installInside, obtainCleanRoot } from './clean-root.mjs';
import { inside, run } from './inside.mjs';

// The desktop's deb on a Debian that has nothing else: installed, opened, removed.

const boundMs = 10 * 60_000;
const folder = mkdtempSync(join(homedir(), '.cache', 'etcdeck-installed-'));
const root = join(folder, 'root');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the system keeps a record or a cache of by itself. */
const ownRecords = /^\.\/(proc|sys|dev|tmp|run|home|\.outside|var\/(log|cache|lib\/dpkg|lib\/apt|backups))(\/|$)/;
const filesInside = (): readonly string[] =>
  execFileSync('find', ['.', '-xdev'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    .split('\n')
    .filter((path) => path !== '' && !ownRecords.test(path))
    .sort();

it('is installed, opens a snapshot in its sandbox, and leaves nothing', async () => {
  const clean = await obtainCleanRoot();
  if ('missing' in clean) throw new Error(clean.missing);
  const stages: string[] = [];
  let last = performance.now();
  const stage = (name: string): void => {
    stages.push(`${name} ${((performance.now() - last) / 1_000).toFixed(1)} s`);
    last = performance.now();
  };
  expect(await packageDesktop(['--linux', 'deb', '-c.deb.compression=gz'])).toBe(0);
  const name = readdirSync(inProject('dist')).find((file) => /^etcdeck_.*\.deb$/.test(file)) ?? '';
  stage('package');
  copyRoot(clean.folder, root);
  const deb = join(root, 'tmp', 'etcdeck.deb');
  cpSync(inProject('dist', name), deb);
  // What it needs is there before: what is compared is what it brings itself.
  const depends = execFileSync('dpkg-deb', ['--field', deb, 'Depends'], { encoding: 'utf8' });
  const needed = depends.split(',').map((one) => one.split('|')[0]?.trim() ?? '');
  await installInside(root, [...needed, 'shared-mime-info', 'desktop-file-utils', 'hicolor-icon-theme']);
  expect((await run(inside(root, ['useradd', '-m', '-u', '1000', 'someone']), boundMs)).code).toBe(0);
  stage('what it needs');
  const before = filesInside();

  expect(await run(inside(root, ['dpkg', '-i', '/tmp/etcdeck.deb']), boundMs)).toMatchObject({ code: 0 });
  stage('install');
  const brought = filesInside().filter((path) => !before.includes(path));
  expect(brought).toEqual(
    expect.arrayContaining([
      './usr/bin/etcdeck-desktop',
      './usr/share/applications/etcdeck-desktop.desktop',
      './usr/share/icons/hicolor/48x48/apps/etcdeck-desktop.png',
      './usr/share/mime/packages/etcdeck.xml',
    ]),
  );

  cpSync(inProject('resources', 'sample-snapshot.db'), join(root, 'home', 'someone', 'sample.db'));
  await open();
  stage('open');

  expect(await run(inside(root, ['dpkg', '--purge', 'etcdeck']), boundMs)).toMatchObject({ code: 0 });
  stage('remove');
  const after = filesInside();
  expect(after.filter((path) => !before.includes(path))).toEqual([]);
  // dpkg takes an empty folder away that no other package has.
  expect(before.filter((path) => path !== './opt' && !after.includes(path))).toEqual([]);
  console.log(`The deb on a clean Debian: ${stages.join(', ')}`);
});

/** Starts it as an ordinary user, with Chromium's sandbox, and looks at the snapshot that it is started for. */
async function open(): Promise<void> {
  const user = ['setpriv', '--reuid', '1000', '--regid', '1000', '--clear-groups'];
  const environment = ['env', 'HOME=/home/someone', `DISPLAY=${process.env.DISPLAY}`];
  const program = ['etcdeck-desktop', '--remote-debugging-port=0', '/home/someone/sample.db'];
  const [file = '', ...args] = inside(root, [...user, ...environment, ...program]);
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text) => {
        said += text;
        const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.on('exit', () => reject(new Error(`it ended: ${said}`)));
    });
    // Before its page is there, a browser that is asked for its pages may not answer at all.
    const pages = new URL('/json/list', address.replace('ws:', 'http:'));
    await vi.waitFor(async () => expect(await (await fetch(pages)).text()).toContain('"url": "app://etcdeck/'), {
      timeout: 120_000,
      interval: 250,
    });
    const browser = await chromium.connectOverCDP(address, { timeout: 120_000 });
    const page = browser.contexts()[0]?.pages()[0];
    if (page === undefined) throw new Error('it has no window');
    await page.getByRole('region', { name: 'Opened file' }).waitFor({ timeout: 120_000 });
    expect(await page.title()).toContain('sample.db');
    await browser.close();
  } finally {
    child.kill('SIGKILL');
  }
}

import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scratchFolder } from '../desktop-run.mjs';
import { median, percentile } from '../samples.mjs';
import { openInBrowser } from '../web-run.mjs';

/** @typedef {import('../table.mjs').Figure} Figure */

const boundMs = 60_000;
const settleMs = 5_000;
const watchedMs = 10_000;
/** What a screen of 60 Hz asks for. */
const frames = 60;

/**
 * How many frames a second the picture of seven members keeps while etcd's own check of performance writes to them, 150
 * times a second, each of which is some fourteen messages.
 * @param {string} chromium
 * @param {import('../../checks/etcd.mjs').Etcd} etcd
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measurePicture(chromium, etcd) {
  const home = scratchFolder('lab');
  const settings = join(home, 'etcdeck');
  const app = await openInBrowser(chromium, homeWithEtcd(home, settings, etcd.binary));
  const { page } = app;
  try {
    await page.getByRole('button', { name: 'Quorum lab…' }).click({ timeout: boundMs });
    const dialog = page.getByRole('dialog', { name: /quorum lab/ });
    await dialog.getByRole('radio', { name: /^Seven members/ }).check({ timeout: boundMs });
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('heading', { name: /leads in term .* writes work/ }).waitFor({ timeout: boundMs });
    await page.getByRole('option', { name: /^member-1:/ }).click();
    const address = /https:\/\/127\.0\.0\.1:\d+/;
    const shown = await page.getByText(address).first().textContent({ timeout: boundMs });
    const endpoint = address.exec(shown ?? '')?.[0] ?? '';
    const load = underLoad(join(dirname(etcd.binary), 'etcdctl'), endpoint, join(settings, 'sandboxes'));
    await page.getByRole('tab', { name: 'Messages' }).click();
    await page.waitForTimeout(settleMs);
    const times = await page.evaluate(framesFor, watchedMs);
    const said = await page.getByRole('combobox', { name: 'Kind of message' }).innerText();
    load.stop();
    yield {
      ...{ name: 'frames a second of seven members', unit: 'frames', value: (times.length * 1_000) / watchedMs },
      ...{ target: frames * 0.95, isMoreBetter: true, note: `shown meanwhile: ${said.replace(/\s+/g, ' ')}` },
    };
    yield { name: 'a frame, half of them', unit: 'ms', value: median(times) };
    yield { name: 'a frame, 95% of them', unit: 'ms', value: percentile(times, 95) };
  } finally {
    await app.close();
  }
}

/** @param {string} home @param {string} settings @param {string} etcdBinary */
function homeWithEtcd(home, settings, etcdBinary) {
  mkdirSync(settings, { recursive: true, mode: 0o700 });
  writeFileSync(
    join(settings, 'settings.json'),
    JSON.stringify({ etcdBinary, snapshotFolder: join(home, 'snapshots') }),
  );
  return home;
}

/** Runs in the page. @param {number} forMs @returns {Promise<readonly number[]>} how long each frame took */
function framesFor(forMs) {
  return new Promise((resolve) => {
    /** @type {number[]} */
    const times = [];
    const begun = performance.now();
    let last = begun;
    const next = (/** @type {number} */ now) => {
      times.push(now - last);
      last = now;
      if (now - begun < forMs) requestAnimationFrame(next);
      else resolve(times);
    };
    requestAnimationFrame(next);
  });
}

/** Writes to a lab through one member, with the certificates in its folder. @param {string} etcdctl @param {string} endpoint @param {string} labs */
function underLoad(etcdctl, endpoint, labs) {
  const [lab] = readdirSync(labs, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  if (lab === undefined) throw new Error('The lab has no folder.');
  const file = (/** @type {string} */ name) => join(labs, lab.name, name);
  const tls = ['--cacert', file('ca.crt'), '--cert', file('client.crt'), '--key', file('client.key')];
  const env = { ...process.env, ETCDCTL_API: '3' };
  const child = execFile(etcdctl, ['--endpoints', endpoint, ...tls, 'check', 'perf', '--load', 's'], { env }, () => {});
  return { stop: () => child.kill('SIGKILL') };
}

import { openDesktop, scratchFolder } from './desktop-run.mjs';
import { serveMember } from './keyspace-server.mjs';
import { homeWith, openConnection } from './web-run.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */

const key = '/bench/large.json';
const mostStallMs = 100;
const settleMs = 3_000;

/** A JSON document of about 1.4 MB, as large as etcd takes by itself. */
function largeDocument() {
  const items = Array.from({ length: 4_600 }, (_, at) => ({
    name: `item-${at}`,
    labels: { app: 'bench', tier: `tier-${at % 7}`, zone: `eu-central-1${'abc'[at % 3]}` },
    owner: { kind: 'Deployment', uid: `0f8fad5b-d9cb-469f-a165-${String(at).padStart(12, '0')}` },
    text: 'The quick brown fox jumps over the lazy dog. '.repeat(2),
    numbers: [at, at * 2, at / 3],
  }));
  return { kind: 'Bench', items };
}

/** @param {string} endpoint @param {string} value */
async function put(endpoint, value) {
  const base64 = (/** @type {string} */ text) => Buffer.from(text).toString('base64');
  const body = JSON.stringify({ key: base64(key), value: base64(value) });
  const response = await fetch(`${endpoint}/v3/kv/put`, { method: 'POST', body });
  if (!response.ok) throw new Error(`The value was not written: ${await response.text()}`);
}

/**
 * How long a window stands still while a JSON value of 1.4 MB is opened, edited and saved.
 * @param {import('./desktop-run.mjs').Desktop} desktop
 * @param {import('../checks/etcd.mjs').Etcd} etcd
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureLargeValue(desktop, etcd) {
  const server = await serveMember(etcd, scratchFolder('large-value'));
  try {
    for (const [name, text] of /** @type {const} */ ([
      ['indented', JSON.stringify(largeDocument(), null, 2)],
      ['in one line', JSON.stringify(largeDocument())],
    ])) {
      // Indented it is larger than etcd takes.
      const value = name === 'indented' ? `${text.slice(0, text.lastIndexOf('\n    },', 1_400_000))}\n    }]}` : text;
      await put(server.endpoint, value);
      yield* measureOne(desktop, server.endpoint, `${(value.length / 1e6).toFixed(1)} MB of JSON, ${name}`);
    }
  } finally {
    await server.stop();
  }
}

/** @param {import('./desktop-run.mjs').Desktop} desktop @param {string} endpoint @param {string} what @returns {AsyncGenerator<Figure>} */
async function* measureOne(desktop, endpoint, what) {
  const app = await openDesktop(desktop, homeWith(endpoint));
  const { page } = app;
  try {
    await openConnection(page);
    await page.evaluate(() => {
      /** @type {number[]} */
      const stalls = [];
      Object.assign(window, { stalls });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) stalls.push(duration);
      }).observe({ type: 'longtask' });
    });
    /** @param {string} act @param {() => Promise<void>} run @returns {Promise<Figure>} */
    const during = async (act, run) => {
      await page.waitForTimeout(settleMs);
      await takeStalls(page);
      const startedAt = performance.now();
      await run();
      const tookMs = performance.now() - startedAt;
      await page.waitForTimeout(settleMs);
      const stalls = await takeStalls(page);
      const note = `longest of ${stalls.length} tasks over 50 ms; ${tookMs.toFixed(0)} ms in all`;
      return { name: `${what}: ${act}`, unit: 'ms', value: Math.max(0, ...stalls), target: mostStallMs, note };
    };
    const editor = page.getByRole('textbox', { name: `Value of ${key}` });
    const hex = Buffer.from(key).toString('hex');
    yield await during('opened', async () => {
      await page.evaluate((to) => {
        location.hash = to;
      }, `#/open/bench/keys/${hex}`);
      await editor.waitFor({ timeout: 60_000 });
    });
    yield await during('edited', async () => {
      await editor.focus();
      await page.keyboard.press('ControlOrMeta+Home');
      await page.keyboard.press('End');
      await page.keyboard.type(' "a": 1,', { delay: 90 });
    });
    yield await during('saved', async () => {
      await page.getByRole('tabpanel', { name: key }).getByRole('button', { name: 'Save' }).click();
      const dialog = page.getByRole('dialog', { name: 'Save this change?' });
      await dialog.getByRole('button', { name: 'Save' }).click({ timeout: 60_000 });
      await dialog.waitFor({ state: 'hidden', timeout: 60_000 });
    });
  } finally {
    await app.close();
  }
}

/** @param {import('@playwright/test').Page} page @returns {Promise<readonly number[]>} */
const takeStalls = (page) =>
  page.evaluate(() => /** @type {{ stalls: number[] }} */ (/** @type {unknown} */ (window)).stalls.splice(0));

import { openDesktop, scratchFolder } from './desktop-run.mjs';
import { serveMember } from './keyspace-server.mjs';
import { homeWith, openConnection } from './web-run.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */

const settleMs = 6_000;
const watchedMs = 10_000;
/** How long the first telling of all layers is waited for. */
const beginMs = 20_000;
/** How soon after a change of a text it is painted, and that is told. */
const sameMomentMs = 500;

/** The screens of a connection, by their place in the address. */
const places = [
  ...[
    'cluster',
    'keys',
    'kubernetes',
    'watches',
    'leases',
    'snapshots',
    'access',
    'journal',
    'transactions',
    'compare',
  ],
];

/**
 * How often each main screen is painted while nothing happens in the cluster.
 * @param {import('./desktop-run.mjs').Desktop} desktop
 * @param {import('../checks/etcd.mjs').Etcd} etcd
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureRepaints(desktop, etcd) {
  const server = await serveMember(etcd, scratchFolder('repaints'));
  const app = await openDesktop(desktop, homeWith(server.endpoint));
  const { page } = app;
  try {
    const session = await page.context().newCDPSession(page);
    await page.waitForTimeout(settleMs);
    yield await paintsOf(session, page, 'start screen');
    await openConnection(page);
    for (const place of places) {
      await page.evaluate((to) => {
        location.hash = to;
      }, `#/open/bench/${place}`);
      await page.waitForTimeout(settleMs);
      yield await paintsOf(session, page, place);
    }
  } finally {
    await app.close();
    await server.stop();
  }
}

/**
 * Begins to hear of paints. Every layer is told once, with the next frame, whether anything was painted or not: where
 * nothing changes, or the machine is busy, that is a while later.
 * @param {import('@playwright/test').CDPSession} session
 * @param {import('@playwright/test').Page} page
 */
async function begin(session, page) {
  /** @type {Promise<void>} */
  const isTold = new Promise((resolve) => session.once('LayerTree.layerPainted', () => resolve()));
  await session.send('LayerTree.enable');
  await Promise.race([isTold, page.waitForTimeout(beginMs)]);
  await page.waitForTimeout(sameMomentMs);
}

/**
 * Paints that nothing explains: not the text of a figure that changed at that moment.
 * @param {import('@playwright/test').CDPSession} session
 * @param {import('@playwright/test').Page} page
 * @param {string} what
 * @returns {Promise<Figure>}
 */
async function paintsOf(session, page, what) {
  /** @type {number[]} */
  const paints = [];
  const onPaint = () => paints.push(Date.now());
  await begin(session, page);
  await page.evaluate(() => {
    /** @type {number[]} */
    const changes = [];
    const observer = new MutationObserver(() => changes.push(Date.now()));
    observer.observe(document, { subtree: true, characterData: true });
    Object.assign(window, { changes });
  });
  session.on('LayerTree.layerPainted', onPaint);
  await page.waitForTimeout(watchedMs);
  session.off('LayerTree.layerPainted', onPaint);
  await session.send('LayerTree.disable');
  const changes = await page.evaluate(
    () => /** @type {{ changes: number[] }} */ (/** @type {unknown} */ (window)).changes,
  );
  const unexplained = paints.filter((paint) => !changes.some((change) => Math.abs(paint - change) < sameMomentMs));
  const note = `in ${watchedMs / 1_000} s; ${paints.length - unexplained.length} more of figures that changed`;
  return { name: `idle ${what}`, unit: 'paints', value: unexplained.length, target: 0, note };
}

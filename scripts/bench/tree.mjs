import { chromium } from '@playwright/test';
import { buildPage, servePage } from '../pages.mjs';
import { scratchFolder } from './desktop-run.mjs';
import { median, percentile } from './samples.mjs';

const toggles = 12;

/** What the page of tree-page/ offers. @typedef {import('./tree-page/bench-page.ts').BenchPage} BenchPage */

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 */
async function measurePage(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(url);
  await page.waitForFunction(() => 'bench' in window);
  const ask = (/** @type {keyof BenchPage} */ what, /** @type {number} */ count) =>
    page.evaluate(
      ([what, count]) => /** @type {{ bench: BenchPage }} */ (/** @type {unknown} */ (window)).bench[what](count),
      /** @type {const} */ ([what, count]),
    );
  const [filled = 0] = await ask('fill', 1);
  const toggled = await ask('toggle', toggles);
  const frames = await ask('scroll', 240);
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await page.close();
  return { filled, toggle: median(toggled), scroll: percentile(frames, 95), heap: usedSize / 1_000_000 };
}

/**
 * A tree of 1,010,100 nodes, all open, beside a bare list of as many rows on @tanstack/react-virtual.
 * @param {string} executable of a Chromium
 */
export async function* measureTree(executable) {
  const folder = scratchFolder('tree');
  await buildPage('scripts/bench/tree-page', folder);
  const server = await servePage(folder);
  const browser = await chromium.launch({ executablePath: executable, args: ['--disable-gpu'] });
  const tree = await measurePage(browser, `${server.url}#tree`);
  const list = await measurePage(browser, `${server.url}#list`);
  await browser.close();
  await server.close();
  const note = 'software rendering; beside a bare react-virtual list';
  yield { name: 'tree of 1,010,100 nodes: filled and opened', unit: 'ms', value: tree.filled, reference: list.filled };
  yield {
    name: 'tree: a folder of 10,100 rows closed or opened',
    unit: 'ms',
    value: tree.toggle,
    target: 60,
    reference: list.toggle,
    note: `median of ${toggles}, two frames included`,
  };
  yield {
    name: 'tree: scroll, 95% of frames',
    unit: 'ms',
    value: tree.scroll,
    target: 20,
    reference: list.scroll,
    note,
  };
  yield { name: 'tree: heap', unit: 'MB', value: tree.heap, target: 100, reference: list.heap };
}

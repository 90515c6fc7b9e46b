import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inProject } from '../project.mjs';
import { scratchFolder } from './desktop-run.mjs';
import { buildHost, serveMember } from './keyspace-server.mjs';
import { percentile } from './samples.mjs';
import { processorMsOf, watchWithEtcdctl } from './watch/etcdctl-watch.mjs';
import { heapOfNode, heapOfPage } from './watch/heaps.mjs';
import { timeLetters, typeUntil } from './watch/typing.mjs';
import { homeWith, openConnection, openInBrowser } from './web-run.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */
/** @typedef {import('./watch/writer-host/host.ts').Writing} Writing */
/** @typedef {import('./watch/writer-host/host.ts').Written} Written */

const rate = 10_000;
const prefix = '/bench/';
/** Written before, so that every event that counts has a value before. */
const keys = 10_000;
const fullAfterMs = 10_000;
const quietMs = 6_000;
const boundMs = 300_000;
const mostTypingMs = 100;
/** How much more memory there may be at the end than once the list was full. */
const mostGrowth = 1.1;

/**
 * A watch in a window that gets 10,000 events a second, beside `etcdctl watch`: what is lost, how far it is behind, how
 * long a typed letter takes, and whether memory grows.
 * @param {Machine} machine
 * @param {{ readonly seconds: number }} options
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureWatch(machine, { seconds }) {
  const found = await machine.etcds();
  const [etcd] = 'missing' in found ? [] : found.etcds;
  const etcdctl = etcd === undefined ? null : join(dirname(etcd.binary), 'etcdctl');
  const chromium = await machine.chromium();
  if (etcd === undefined || etcdctl === null || !existsSync(etcdctl) || 'missing' in chromium) {
    const etcdNote = 'missing' in found ? found.missing : 'there is no etcdctl beside etcd';
    yield { name: 'watch', unit: 'events', value: null, note: 'missing' in chromium ? chromium.missing : etcdNote };
    return;
  }
  await machine.build();
  // Inside the project, so that packages are found from there.
  await mkdir(inProject('node_modules', '.cache'), { recursive: true });
  const built = mkdtempSync(inProject('node_modules', '.cache', 'etcdeck-bench-'));
  process.on('exit', () => rmSync(built, { recursive: true, force: true }));
  const server = await serveMember(etcd, scratchFolder('watch'));
  const writer = openWriter(await buildHost(built, 'watch/writer-host'), server.endpoint);
  const app = await openInBrowser(chromium.executable, homeWith(server.endpoint));
  try {
    await writer.write({ events: keys, rate: null });
    await openConnection(app.page);
    yield* measureRun({ app, writer, seconds, reference: () => watchWithEtcdctl(etcdctl, server.endpoint, prefix) });
  } finally {
    await app.close();
    writer.close();
    await server.stop();
  }
}

/**
 * @param {{ readonly app: Awaited<ReturnType<typeof openInBrowser>>, readonly writer: ReturnType<typeof openWriter>,
 *   readonly seconds: number, readonly reference: () => ReturnType<typeof watchWithEtcdctl> }} run
 * @returns {AsyncGenerator<Figure>}
 */
async function* measureRun({ app, writer, seconds, reference: startReference }) {
  const { page } = app;
  const session = await page.context().newCDPSession(page);
  await startWatch(page);
  const reference = startReference();
  await timeLetters(page);
  const atRest = await typeUntil(page, performance.now() + quietMs);
  const processorMs = () => [app.pid, reference.pid].map(processorMsOf);
  const before = processorMs();
  const startedAt = performance.now();
  const events = rate * seconds;
  const writing = writer.write({ events, rate });
  await page.waitForTimeout(Math.min(fullAfterMs, seconds * 500));
  const early = await heapsOf(app, session);
  const typed = await typeUntil(page, startedAt + seconds * 1_000);
  const late = await heapsOf(app, session);
  const { tookMs, failure } = await writing;
  if (failure !== null) throw new Error(`Writing failed: ${failure}`);
  const writtenAt = startedAt + tookMs;
  const seen = await eventsAtRest(page, events);
  await untilCounted(reference, events);
  const after = processorMs();
  await reference.stop();

  const written = `${Math.round(events / (tookMs / 1_000)).toLocaleString('en')} a second for ${(tookMs / 1_000).toFixed(0)} s`;
  yield {
    name: `events in the window, of ${events.toLocaleString('en')}`,
    unit: 'events',
    value: seen.events,
    target: events,
    isMoreBetter: true,
    reference: reference.events(),
    note: `${written}; reference: etcdctl watch`,
  };
  yield {
    name: 'behind the last write',
    unit: 'ms',
    value: Math.max(0, seen.at - writtenAt),
    reference: Math.max(0, reference.lastAt() - writtenAt),
    note: 'once the garbage of page and host was collected, to measure their memory',
  };
  yield {
    name: 'a letter typed into the filter, 95% of them',
    unit: 'ms',
    value: percentile(typed, 95),
    target: mostTypingMs,
    reference: percentile(atRest, 95),
    note: `${typed.length} letters, slowest ${Math.max(...typed).toFixed(0)} ms; reference: while nothing comes`,
  };
  for (const [name, of] of /** @type {const} */ ([
    ['memory of the page at the end', 'page'],
    ['memory of the host at the end', 'host'],
  ])) {
    const note = `${seconds} s; reference: after ${Math.min(fullAfterMs, seconds * 500) / 1_000} s`;
    yield { name, unit: 'MB', value: late[of], target: early[of] * mostGrowth, reference: early[of], note };
  }
  const [own, theirs] = after.map((ms, at) => (ms === null ? null : (ms - (before[at] ?? 0)) / (events / 1_000)));
  yield {
    name: 'processor time of the host, 1,000 events',
    unit: 'ms',
    value: own ?? null,
    ...(theirs == null ? {} : { reference: theirs }),
    note: 'reference: etcdctl watch',
  };
}

/** @param {import('@playwright/test').Page} page */
async function startWatch(page) {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Watches' }).click();
  await page.getByRole('main').getByRole('button', { name: 'New watch' }).click();
  const dialog = page.getByRole('dialog', { name: 'New watch' });
  await dialog.getByRole('textbox', { name: 'Prefix' }).fill(prefix);
  await dialog.getByRole('button', { name: 'Start watch' }).click();
  await page.getByRole('tabpanel').getByText('live', { exact: true }).waitFor();
}

/** @param {Awaited<ReturnType<typeof openInBrowser>>} app @param {import('@playwright/test').CDPSession} session */
async function heapsOf({ inspector }, session) {
  return { page: await heapOfPage(session), host: await heapOfNode(inspector) };
}

/**
 * How many events the window says to have had, once it has all of them or no more come.
 * @param {import('@playwright/test').Page} page
 * @param {number} all
 */
async function eventsAtRest(page, all) {
  const told = page.getByRole('tabpanel').getByText(/^[\d,]+ events/);
  const settleMs = 10_000;
  let [events, at] = [-1, performance.now()];
  while (events < all && performance.now() - at < settleMs) {
    const now = Number((/^[\d,]+/.exec(await told.innerText())?.[0] ?? '0').replaceAll(',', ''));
    if (now === events) continue;
    [events, at] = [now, performance.now()];
  }
  return { events, at };
}

/** @param {ReturnType<typeof watchWithEtcdctl>} reference @param {number} all */
async function untilCounted(reference, all) {
  const settleMs = 10_000;
  while (reference.events() < all && performance.now() - reference.lastAt() < settleMs) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Writes in a process of its own. @param {string} hostFile @param {string} endpoint */
function openWriter(hostFile, endpoint) {
  const child = fork(hostFile, [endpoint]);
  return {
    /** @param {Writing} writing @returns {Promise<Written>} */
    write: (writing) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('Writing did not end in time')), boundMs);
        child.once('message', (/** @type {Written} */ written) => {
          clearTimeout(late);
          resolve(written);
        });
        child.send(writing);
      }),
    close: () => child.disconnect(),
  };
}

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { inProject } from '../project.mjs';
import { openDesktop, scratchFolder, startApp, writeEmptyApp } from './desktop-run.mjs';
import { buildHost, serveKeys } from './keyspace-server.mjs';
import { homeWith, openConnection } from './web-run.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */

/** V8 collects by itself, and gives back what it holds for nothing, once a process has allocated little for half a minute. */
const restMs = 90_000;
const mostMB = 300;
const kilobytesInMB = 1_000;

/**
 * The memory of every process in a group, shared pages by their share, in MB; with what each kind of process has.
 * @param {number} group
 */
function memoryOf(group) {
  /** @type {{ kind: string, MB: number }[]} */
  const processes = [];
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // Behind the name, which may hold anything: state, parent, group.
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) !== group) continue;
      const kilobytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
      const kind = /--type=([\w-]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1] ?? 'main';
      processes.push({ kind, MB: Number(kilobytes ?? 0) / kilobytesInMB });
    } catch {
      // Gone in the meantime.
    }
  }
  return {
    MB: processes.reduce((sum, { MB }) => sum + MB, 0),
    note: processes.map(({ kind, MB }) => `${kind} ${MB.toFixed(0)}`).join(', '),
  };
}

/**
 * The memory of the app while it shows the keys of a large cluster, and nothing happens; beside an empty app, each alone.
 * @param {import('./desktop-run.mjs').Desktop} desktop
 * @param {import('../checks/etcd.mjs').Etcd} etcd
 * @param {number} keys
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureMemory(desktop, etcd, keys) {
  const name = `idle memory, ${keys.toLocaleString('en')} keys open`;
  if (process.platform !== 'linux') {
    yield { name, unit: 'MB', value: null, note: 'measured from /proc, which only Linux has' };
    return;
  }
  const { MB, note } = await memoryWithKeys(desktop, etcd, keys);
  // Not beside ours: each would pay for half of the pages that they share.
  const empty = await startApp(desktop, { app: writeEmptyApp(), home: scratchFolder('empty') });
  const reference = await memoryAtRest(empty.group);
  await empty.group.stop();
  yield {
    ...{ name, unit: 'MB', value: MB, target: mostMB, reference: reference.MB },
    note: `PSS: ${note}; an empty app: ${reference.note}`,
  };
}

/**
 * @param {import('./desktop-run.mjs').Desktop} desktop
 * @param {import('../checks/etcd.mjs').Etcd} etcd
 * @param {number} keys
 */
async function memoryWithKeys(desktop, etcd, keys) {
  await mkdir(inProject('node_modules', '.cache'), { recursive: true });
  const built = mkdtempSync(inProject('node_modules', '.cache', 'etcdeck-bench-'));
  process.on('exit', () => rmSync(built, { recursive: true, force: true }));
  const server = await serveKeys(etcd, keys, await buildHost(built));
  const app = await openDesktop(desktop, homeWith(server.endpoint));
  try {
    const { page } = app;
    await openConnection(page);
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Keys' }).click();
    const tree = page.getByRole('tree', { name: 'Keys' });
    for (const folder of ['registry/', 'pods/']) {
      const row = tree.getByRole('treeitem', { name: folder, exact: true });
      await row.waitFor({ timeout: 60_000 });
      if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
    }
    await tree.getByRole('treeitem', { level: 3 }).first().waitFor({ timeout: 60_000 });
    await app.leave();
    return await memoryAtRest(app.group);
  } finally {
    await app.close();
    await server.stop();
  }
}

/** @param {import('../process-group.mjs').ProcessGroup} group */
async function memoryAtRest({ child }) {
  await delay(restMs);
  return memoryOf(child.pid ?? 0);
}

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from '../../project.mjs';
import { scratchFolder } from '../desktop-run.mjs';
import { buildHost, measureCommand, serveKeys } from '../keyspace-server.mjs';
import { median } from '../samples.mjs';

/** @typedef {import('../table.mjs').Figure} Figure */
/** @typedef {import('../../checks/machine.mjs').Machine} Machine */
/** @typedef {import('./browse-host/host.ts').Browsed} Browsed */

const keys = 1_000_000;
const rounds = 3;
const folders = ['/', '/registry/', '/registry/pods/', '/registry/pods/ns-200/', '/registry/events/ns-399/'];
const targets = { reopenMs: 50, firstRowsMs: 20, searchMs: 1_000 };

/**
 * How fast a snapshot of a million keys shows the first rows of a folder, now and at a revision that was not looked at
 * before, and how long a search of all names takes.
 * @param {Machine} machine
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureBrowse(machine) {
  const found = await machine.etcds();
  const [etcd] = 'missing' in found ? [] : found.etcds;
  if (etcd === undefined) {
    const note = 'missing' in found ? found.missing : 'there is no etcd';
    yield { name: 'snapshot, first rows', unit: 'ms', value: null, note };
    return;
  }
  await machine.build();
  // Inside the project, so that packages are found from there.
  await mkdir(inProject('node_modules', '.cache'), { recursive: true });
  const folder = mkdtempSync(inProject('node_modules', '.cache', 'etcdeck-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(scratchFolder('browse'), 'saved.db');
  const server = await serveKeys(etcd, keys, await buildHost(folder));
  try {
    const args = [
      inProject('out/main/cli.cjs'),
      '--endpoints',
      server.endpoint,
      'snapshot',
      'save',
      '--no-check',
      file,
    ];
    await measureCommand(process.execPath, args);
  } finally {
    await server.stop();
  }
  if (!existsSync(file)) throw new Error('The snapshot was not saved.');
  const host = await buildHost(folder, 'snapshot/browse-host');
  const runs = Array.from({ length: rounds }, () => browsed(host, file));
  const count = `${runs[0]?.keys.toLocaleString('en')} keys`;
  /** @param {(run: Browsed) => readonly number[]} of */
  const worst = (of) => median(runs.map((run) => Math.max(...of(run))));
  const note = `the slowest of ${folders.length} folders; median of ${rounds}`;
  yield { name: `open a snapshot of ${count}`, unit: 'ms', value: median(runs.map(({ openMs }) => openMs)) };
  yield {
    ...{ name: `open a snapshot of ${count} again`, unit: 'ms', note: 'from its index, in a new run of the app' },
    ...{ value: median(runs.map(({ reopenMs }) => reopenMs)), target: targets.reopenMs },
  };
  yield {
    ...{ name: `snapshot of ${count}: first rows`, unit: 'ms', note },
    ...{ value: worst(({ firstRowsMs }) => firstRowsMs), target: targets.firstRowsMs },
  };
  yield {
    ...{ name: `snapshot of ${count}: first rows of the past`, unit: 'ms', note },
    ...{ value: worst(({ pastRowsMs }) => pastRowsMs), target: targets.firstRowsMs },
  };
  yield {
    ...{ name: `snapshot of ${count}: search all names`, unit: 'ms', note: 'in any case or in one; the slower' },
    ...{ value: worst(({ searchMs }) => searchMs), target: targets.searchMs },
  };
}

/** Browses in a process of its own. @param {string} host @param {string} file @returns {Browsed} */
function browsed(host, file) {
  const output = execFileSync(process.execPath, [host, file, inProject('out/main/worker.cjs'), ...folders]);
  // What the host prints is what it has browsed.
  return /** @type {Browsed} */ (JSON.parse(output.toString()));
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMembers } from './cluster.mjs';
import { openSourceRunner } from './source-runner.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */
/** @typedef {typeof import('./metrics/metrics-bench.ts')} MetricsBench */

/**
 * What scraping one of five members costs, and what keeping an hour of them takes.
 * @param {Machine} machine
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureMetrics(machine) {
  const found = await machine.etcds();
  const [etcd] = 'missing' in found ? [] : found.etcds;
  if (etcd === undefined) {
    yield { name: 'metrics', unit: 'ms', value: null, note: 'missing' in found ? found.missing : 'there is no etcd' };
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-bench-metrics-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const members = await startMembers(etcd.binary, folder);
  const runner = await openSourceRunner();
  try {
    // What a module exports is its own word.
    const bench = /** @type {MetricsBench} */ (await runner.import('scripts/bench/metrics/metrics-bench.ts'));
    yield* bench.measureScrapes(members.map(({ endpoint }) => endpoint));
  } finally {
    await runner.close();
    for (const { group } of members) group.signal('SIGKILL');
    await Promise.all(members.map(({ group }) => group.ended));
  }
}

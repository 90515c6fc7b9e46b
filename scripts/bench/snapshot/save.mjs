import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inProject } from '../../project.mjs';
import { scratchFolder } from '../desktop-run.mjs';
import { measureCommand, serveFilled } from '../keyspace-server.mjs';
import { median } from '../samples.mjs';
import { fillValues } from './fill-values.mjs';

/** @typedef {import('../table.mjs').Figure} Figure */
/** @typedef {import('../../checks/machine.mjs').Machine} Machine */

const rounds = 3;
/** 1 GiB in the database, with its pages. */
const values = { count: 125_000, bytes: 8_000, perTxn: 100 };
/** How many times as long as etcdctl a save may take, and how many MB it may add. */
const targets = { ratio: 1.1, addedMB: 120 };

/**
 * How long the command line saves 1 GiB, beside etcdctl, which takes turns with it, and how much memory that adds. The
 * check afterwards is no part of it.
 * @param {Machine} machine
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureSave(machine) {
  const found = await machine.etcds();
  const [etcd] = 'missing' in found ? [] : found.etcds;
  const etcdctl = etcd === undefined ? null : join(dirname(etcd.binary), 'etcdctl');
  if (etcd === undefined || etcdctl === null || !existsSync(etcdctl)) {
    const note = 'missing' in found ? found.missing : 'there is no etcdctl beside etcd';
    yield { name: 'save', unit: 's', value: null, note };
    return;
  }
  await machine.build();
  const server = await serveFilled(etcd, `save-${etcd.version}`, (endpoint) => fillValues(endpoint, values));
  const file = join(scratchFolder('save'), 'saved.db');
  const cli = inProject('out/main/cli.cjs');
  /** @type {number[]} */
  const ours = [];
  /** @type {number[]} */
  const theirs = [];
  let bytes = 0;
  let peakMB = 0;
  try {
    const { peakMB: idleMB } = await measureCommand(process.execPath, [cli, 'connections']);
    for (let round = 0; round <= rounds; round++) {
      const own = ['--endpoints', server.endpoint, 'snapshot', 'save', '--no-check', file];
      const saved = await measureCommand(process.execPath, [cli, ...own]);
      bytes = statSync(file).size;
      for (const written of [file, `${file}.json`]) rmSync(written);
      const reference = await measureCommand(etcdctl, ['--endpoints', server.endpoint, 'snapshot', 'save', file]);
      rmSync(file);
      if (round === 0) continue;
      ours.push(saved.tookMs / 1_000);
      theirs.push(reference.tookMs / 1_000);
      peakMB = Math.max(peakMB, saved.peakMB);
    }
    const name = `save ${(bytes / 2 ** 20).toFixed(0)} MiB`;
    const reference = median(theirs);
    const note = `median of ${rounds}; beside etcdctl ${etcd.version}`;
    yield { name, unit: 's', value: median(ours), target: targets.ratio * reference, reference, note };
    yield { name: `${name}, added memory`, unit: 'MB', value: peakMB - idleMB, target: targets.addedMB };
  } finally {
    await server.stop();
  }
}

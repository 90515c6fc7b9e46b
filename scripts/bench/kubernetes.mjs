import { resolve } from 'node:path';
import { openSourceRunner } from './source-runner.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */
/** @typedef {typeof import('./kubernetes/codec-bench.ts')} CodecBench */
/** @typedef {typeof import('./kubernetes/go-reference.ts')} GoReference */
/** @typedef {typeof import('./kubernetes/report-bench.ts')} ReportBench */

/**
 * How fast the registry is read and written, and what a report on all of it costs its host.
 * @param {Machine} machine
 * @param {{ readonly against: string | null }} options `against`: a module of a second codec, to measure in the same run
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureKubernetes(machine, { against }) {
  const sources = await machine.kubernetesSources();
  if ('missing' in sources) {
    yield { name: 'registry', unit: 'objects/s', value: null, note: sources.missing };
    return;
  }
  const runner = await openSourceRunner();
  try {
    // What a module exports is its own word.
    const codec = /** @type {CodecBench} */ (await runner.import('scripts/bench/kubernetes/codec-bench.ts'));
    yield* codec.measureCodec(against === null ? null : resolve(process.env.INIT_CWD ?? '', against));
    const go = /** @type {GoReference} */ (await runner.import('scripts/bench/kubernetes/go-reference.ts'));
    yield* go.measureBesideGo();
    const etcd = await machine.etcds();
    if ('missing' in etcd) {
      yield { name: 'report', unit: 's', value: null, note: etcd.missing };
      return;
    }
    const report = /** @type {ReportBench} */ (await runner.import('scripts/bench/kubernetes/report-bench.ts'));
    yield* report.measureReport();
  } finally {
    await runner.close();
  }
}

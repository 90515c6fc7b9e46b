import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import { inProject } from '../project.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */

/** What is measured is TypeScript, which Node cannot read by itself. @template T @param {string} path @returns {Promise<T>} */
async function importSource(path) {
  /** @type {{ module: T }} */
  const { module } = await runnerImport(inProject(...path.split('/')), { configFile: false, logLevel: 'error' });
  return module;
}

/**
 * How fast the registry is read and written.
 * @param {Machine} machine
 * @param {{ readonly against: string | null }} options `against`: a module of a second codec, to measure in the same run
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureKubernetes(machine, { against }) {
  const sources = await machine.kubernetesSources();
  if ('missing' in sources) {
    yield { name: 'codec', unit: 'objects/s', value: null, note: sources.missing };
    return;
  }
  /** @type {typeof import('./kubernetes/codec-bench.ts')} */
  const { measureCodec } = await importSource('scripts/bench/kubernetes/codec-bench.ts');
  yield* measureCodec(against === null ? null : resolve(process.env.INIT_CWD ?? '', against));
}

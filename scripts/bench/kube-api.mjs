import { openSourceRunner } from './source-runner.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */
/** @typedef {typeof import('./kube-api/list-bench.ts')} ListBench */

/**
 * How fast `etcdeck kube-api` lists fifty thousand pods, beside `etcdctl get --prefix` of the same keys, and what it costs
 * its host.
 * @param {Machine} machine
 * @param {{ readonly pods: number }} options
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureKubeApi(machine, { pods }) {
  const found = await machine.etcds();
  if ('missing' in found) {
    yield { name: 'kube-api', unit: 's', value: null, note: found.missing };
    return;
  }
  const runner = await openSourceRunner();
  try {
    // What a module exports is its own word.
    const bench = /** @type {ListBench} */ (await runner.import('scripts/bench/kube-api/list-bench.ts'));
    yield* bench.measureLists(pods);
  } finally {
    await runner.close();
  }
}

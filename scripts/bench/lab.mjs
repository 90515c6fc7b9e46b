import { openSourceRunner } from './source-runner.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */
/** @typedef {typeof import('./lab/links-bench.ts')} LinksBench */

/**
 * What carrying and counting all that seven members say costs their host, and what it adds to a write.
 * @param {Machine} machine
 * @param {{ readonly seconds: number }} options
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureLab(machine, { seconds }) {
  const found = await machine.etcds();
  if ('missing' in found) {
    yield { name: 'lab', unit: 'ms', value: null, note: found.missing };
    return;
  }
  const runner = await openSourceRunner();
  try {
    // What a module exports is its own word.
    const bench = /** @type {LinksBench} */ (await runner.import('scripts/bench/lab/links-bench.ts'));
    yield* bench.measureLinks(seconds);
  } finally {
    await runner.close();
  }
}

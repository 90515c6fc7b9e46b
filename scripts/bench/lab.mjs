import { measurePicture } from './lab/picture.mjs';
import { openSourceRunner } from './source-runner.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */
/** @typedef {typeof import('./lab/links-bench.ts')} LinksBench */

/**
 * What carrying and counting all that seven members say costs their host, what it adds to a write, and how smoothly a window
 * shows them.
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
  const chromium = await machine.chromium();
  const [etcd] = found.etcds;
  if ('missing' in chromium || etcd === undefined) {
    const note = 'missing' in chromium ? chromium.missing : 'there is no etcd';
    yield { name: 'frames a second of seven members', unit: 'frames', value: null, note };
    return;
  }
  await machine.build();
  yield* measurePicture(chromium.executable, etcd);
}

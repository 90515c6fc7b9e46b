import { inProject } from '../project.mjs';
import { measureBrowse } from './snapshot/browse.mjs';
import { measureSave } from './snapshot/save.mjs';
import { measureWindows } from './snapshot/windows.mjs';
import { openSourceRunner } from './source-runner.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */
/** @typedef {typeof import('./snapshot/files-bench.ts')} FilesBench */

/**
 * Everything that is measured of snapshots.
 * @param {Machine} machine
 * @param {{ readonly keys: number }} options `keys`: how many the snapshot that is read has
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureSnapshot(machine, { keys }) {
  yield* measureReading(machine, keys);
  yield* measureBrowse(machine);
  yield* measureSave(machine);
  yield* measureWindows(machine);
}

/** @param {Machine} machine @param {number} keys @returns {AsyncGenerator<Figure>} */
async function* measureReading(machine, keys) {
  await machine.build();
  const runner = await openSourceRunner();
  try {
    // What a module exports is its own word.
    const files = /** @type {FilesBench} */ (await runner.import('scripts/bench/snapshot/files-bench.ts'));
    yield* files.measureFiles(keys, inProject('out/main/cli.cjs'));
  } finally {
    await runner.close();
  }
}

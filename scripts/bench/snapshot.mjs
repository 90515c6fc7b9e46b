import { measureSave } from './snapshot/save.mjs';
import { measureWindows } from './snapshot/windows.mjs';

/**
 * Everything that is measured of snapshots.
 * @param {import('../checks/machine.mjs').Machine} machine
 * @returns {AsyncGenerator<import('./table.mjs').Figure>}
 */
export async function* measureSnapshot(machine) {
  yield* measureSave(machine);
  yield* measureWindows(machine);
}

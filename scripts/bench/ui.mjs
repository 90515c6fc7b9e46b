import { measureIdle } from './idle.mjs';
import { measureScript } from './initial-script.mjs';
import { measureLargeValue } from './large-value.mjs';
import { measureMemory } from './memory.mjs';
import { measureRepaints } from './repaints.mjs';
import { measureStart } from './start-time.mjs';
import { measureTree } from './tree.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */

/**
 * How fast the app is: the targets of the window's start, its script, its rest, its paints, a large value
 * in it, its memory, and its tree.
 * @param {Machine} machine
 * @param {{ readonly keys: number }} options
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureUi(machine, { keys }) {
  await machine.build();
  yield* measureScript();
  const electron = machine.electron();
  const display = 'missing' in electron ? electron : await machine.display();
  if ('missing' in electron || 'missing' in display) {
    const note = 'missing' in display ? display.missing : '';
    yield { name: 'start and rest', unit: 'ms', value: null, note };
  } else {
    const desktop = { executable: electron.executable, display: display.name };
    yield* measureStart(desktop);
    yield* measureIdle(desktop);
    const found = await machine.etcds();
    const etcd =
      'missing' in found
        ? undefined
        : (found.etcds.find(({ version }) => version.startsWith('3.5.')) ?? found.etcds[0]);
    if (etcd === undefined) {
      yield { name: 'an open connection', unit: 'ms', value: null, note: 'missing' in found ? found.missing : '' };
    } else {
      yield* measureRepaints(desktop, etcd);
      yield* measureLargeValue(desktop, etcd);
      yield* measureMemory(desktop, etcd, keys);
    }
  }
  const chromium = await machine.chromium();
  if ('missing' in chromium) yield { name: 'tree', unit: 'ms', value: null, note: chromium.missing };
  else yield* measureTree(chromium.executable);
}

import { measureIdle } from './idle.mjs';
import { measureScript } from './initial-script.mjs';
import { measureLargeValue } from './large-value.mjs';
import { measureStart } from './start-time.mjs';
import { measureTree } from './tree.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */

/**
 * How fast the app is: the targets of the window's start, its script, its rest, a large value in it, and its tree.
 * @param {Machine} machine
 * @returns {AsyncGenerator<Figure>}
 */
export async function* measureUi(machine) {
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
    const [etcd] = 'missing' in found ? [] : found.etcds;
    if (etcd === undefined)
      yield { name: 'a large value', unit: 'ms', value: null, note: 'missing' in found ? found.missing : '' };
    else yield* measureLargeValue(desktop, etcd);
  }
  const chromium = await machine.chromium();
  if ('missing' in chromium) yield { name: 'tree', unit: 'ms', value: null, note: chromium.missing };
  else yield* measureTree(chromium.executable);
}

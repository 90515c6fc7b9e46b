import { resolve } from 'node:path';
import { createServer } from 'vite';
import { projectFolder } from '../project.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */
/** @typedef {import('../checks/machine.mjs').Machine} Machine */

/** Runs modules of the source here as they are: they are TypeScript, which Node cannot read by itself. */
const sourceRunner = () =>
  createServer({
    root: projectFolder,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });

/**
 * How fast the registry is read and written.
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
  const runner = await sourceRunner();
  try {
    // What a module exports is its own word.
    const { measureCodec } = /** @type {typeof import('./kubernetes/codec-bench.ts')} */ (
      await runner.ssrLoadModule('/scripts/bench/kubernetes/codec-bench.ts')
    );
    yield* measureCodec(against === null ? null : resolve(process.env.INIT_CWD ?? '', against));
  } finally {
    await runner.close();
  }
}

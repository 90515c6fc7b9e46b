import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeEnding, runBounded } from './process-group.mjs';
import { inProject } from './project.mjs';

/** What is known of an Electron runtime: where it is, or why there is none. @typedef {{ executable: string } | { missing: string }} ElectronRuntime */

const packageFolder = inProject('node_modules', 'electron');
const downloadBoundMs = 5 * 60_000;

/** The executable inside Electron's folder, by platform. */
export function executableName() {
  const recorded = join(packageFolder, 'path.txt');
  if (existsSync(recorded)) return readFileSync(recorded, 'utf8');
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * Finds an Electron that is on this machine already. The package itself is not imported for it: that would download.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {ElectronRuntime}
 */
export function findElectron(env = process.env) {
  const file = env.ELECTRON_EXEC_PATH;
  if (file)
    return existsSync(file)
      ? { executable: file }
      : { missing: `ELECTRON_EXEC_PATH names ${file}, which is not there` };
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH;
  const executable = join(folder || join(packageFolder, 'dist'), executableName());
  if (existsSync(executable)) return { executable };
  if (folder) return { missing: `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, which holds no Electron` };
  return { missing: 'the Electron binary is not installed' };
}

/**
 * Finds Electron; downloads it if it was never fetched and no other place is configured. Bounded in time. Never fails:
 * returns the obstacle instead.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {number} [boundMs]
 * @returns {Promise<ElectronRuntime>}
 */
export async function obtainElectron(env = process.env, boundMs = downloadBoundMs) {
  const found = findElectron(env);
  if ('executable' in found || env.ELECTRON_EXEC_PATH || env.ELECTRON_OVERRIDE_DIST_PATH) return found;
  console.log(`Fetching the Electron binary (once, about 120 MB; given up after ${boundMs / 1000} seconds) …`);
  let words = '';
  const result = await runBounded(process.execPath, [join(packageFolder, 'install.js')], {
    boundMs,
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
    onStderr: (text) => {
      words = (words + text).slice(0, 4_000);
    },
  });
  if (result.ok) return findElectron(env);
  if (result.timedOut) return { missing: `the Electron binary did not arrive within ${boundMs / 1000} seconds` };
  const firstLine = words
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim();
  return { missing: `the Electron binary could not be downloaded (${firstLine ?? describeEnding(result.ending)})` };
}

import { join } from 'node:path';
import { findElectron } from '../electron-runtime.mjs';
import { describeEnding, runBounded } from '../process-group.mjs';

/** How long a script may take: it takes a second on a busy machine. */
const longestMs = 60_000;

/** Whether there is an Electron on this machine. */
export const hasElectron = () => 'executable' in findElectron();

/**
 * Runs a script in Electron, without a display. Returns why that came to nothing, or null.
 * @param {string} script
 * @param {{ readonly scratch: string, readonly env: Readonly<Record<string, string>> }} options `scratch`: a folder for
 *   what Electron writes
 * @returns {Promise<string | null>}
 */
export async function runInElectron(script, { scratch, env }) {
  const electron = findElectron();
  if ('missing' in electron) return electron.missing;
  const switches = process.platform === 'linux' ? ['--headless', '--disable-gpu', '--no-sandbox'] : [];
  // With options of Node's, V8 would have other flags than in the desktop, which takes none.
  const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: __, ...inherited } = process.env;
  const args = [...switches, `--user-data-dir=${join(scratch, 'electron')}`, script];
  const options = { boundMs: longestMs, env: { ...inherited, ...env }, stdio: /** @type {const} */ ('ignore') };
  const { ok, timedOut, ending } = await runBounded(electron.executable, args, options);
  if (timedOut) return `Electron took longer than ${longestMs / 1_000} seconds`;
  return ok ? null : `Electron ended before its time (${describeEnding(ending)})`;
}

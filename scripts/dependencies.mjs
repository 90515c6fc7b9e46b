import { readFileSync } from 'node:fs';
import { describeEnding, runBounded } from './process-group.mjs';
import { inProject, projectFolder } from './project.mjs';

const boundMs = 15 * 60_000;

/** @typedef {{ readonly packages: Readonly<Record<string, { version?: string, integrity?: string, optional?: boolean }>> }} Lock */

/** @param {string} path @returns {Lock | null} */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed. An install that
 * was cut off left no record.
 */
export function isInstalled(folder = projectFolder) {
  const wanted = readLock(`${folder}/package-lock.json`);
  const installed = readLock(`${folder}/node_modules/.package-lock.json`);
  if (wanted === null || installed === null) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    // Optional packages are for other platforms where they are absent.
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** npm, as the npm that called us where there is one. @returns {{ command: string, args: string[], shell: boolean }} */
export function npm() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return { command: process.execPath, args: [script], shell: false };
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

/** Installs the packages when they are missing or no longer those of package-lock.json. Throws with what to do. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing the packages that package-lock.json names (npm ci; once, about a minute) …');
  const { command, args, shell } = npm();
  const result = await runBounded(command, [...args, 'ci', '--no-progress', '--loglevel=error'], {
    cwd: projectFolder,
    shell,
    boundMs,
  });
  if (result.ok) return;
  const why = result.timedOut ? `it took longer than ${boundMs / 60_000} minutes` : describeEnding(result.ending);
  throw new Error(
    `npm ci failed (${why}). Its own words are above; when they name a network error, check the proxy and the ` +
      `registry (npm config get registry), then run the command again in ${inProject()}.`,
  );
}

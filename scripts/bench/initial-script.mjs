import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { inProject } from '../project.mjs';

const rendererFolder = inProject('out', 'renderer');

/**
 * @typedef {{ readonly file: string, readonly imports?: readonly string[], readonly dynamicImports?: readonly string[] }} Chunk
 */

/** @returns {Readonly<Record<string, Chunk>>} */
const readManifest = () => JSON.parse(readFileSync(`${rendererFolder}/.vite/manifest.json`, 'utf8'));

/**
 * The files that some modules bring along before any of them runs.
 * @param {Readonly<Record<string, Chunk>>} manifest
 * @param {readonly string[]} modules
 */
function filesOf(manifest, modules) {
  /** @type {Set<string>} */
  const files = new Set();
  /** @type {Set<string>} */
  const seen = new Set();
  const visit = (/** @type {string} */ name) => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`The build's manifest has no ${name}.`);
    if (seen.has(name)) return;
    seen.add(name);
    files.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  modules.forEach(visit);
  return files;
}

const kilobytes = (/** @type {Iterable<string>} */ files) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`${rendererFolder}/${file}`)).byteLength, 0) / 1000;

/** What stands on no start screen and must not be loaded for it. */
const late = /monaco|uplot|editor\.api/i;

/** The script that a window loads before it can show its start screen, compressed as gzip does. */
export async function* measureScript() {
  const manifest = readManifest();
  const files = filesOf(manifest, ['index.html']);
  const early = [...files].filter((file) => late.test(file));
  const note = early.length === 0 ? `${files.size} files, start screen included` : `holds ${early.join(', ')}`;
  yield { name: 'initial script, gzip', unit: 'kB', value: kilobytes(files), target: 350, note };
}

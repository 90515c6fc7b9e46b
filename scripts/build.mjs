import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeEnding, runBounded } from './process-group.mjs';
import { inProject, projectFolder } from './project.mjs';

const boundMs = 10 * 60_000;
const stampFile = inProject('out', '.built-from');
const outputs = ['out/main/index.js', 'out/main/cli.cjs', 'out/preload/index.cjs', 'out/renderer/index.html'];
const isTest = (/** @type {string} */ path) => /\.test\.tsx?$|^src[\\/]testing[\\/]/.test(path);

/** A digest of everything that goes into a build. Some milliseconds: the sources are small. */
function sourcesDigest() {
  const sources = filesIn('src').filter((path) => !isTest(path));
  const hash = createHash('sha256');
  const others = ['electron.vite.config.ts', 'package.json', 'package-lock.json'];
  for (const path of [
    ...sources,
    ...filesIn('docs/guide'),
    ...filesIn('scripts/command-line'),
    ...filesIn('scripts/guide'),
    ...filesIn('scripts/notices'),
    ...others,
  ]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(inProject(path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** The files of a folder, by their paths in the project. */
function filesIn(/** @type {string} */ folder) {
  return readdirSync(inProject(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectFolder.length + 1))
    .sort();
}

/** Whether out/ was built from the sources as they are. */
function isBuilt(/** @type {string} */ digest) {
  return (
    outputs.every((path) => existsSync(inProject(path))) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === digest
  );
}

/** Builds both hosts and the renderer when their sources changed since the last build. Throws with what to do. */
export async function ensureBuilt() {
  const digest = sourcesDigest();
  if (isBuilt(digest)) return;
  console.log('Building …');
  const result = await runBounded(
    process.execPath,
    [inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: projectFolder, boundMs },
  );
  if (!result.ok) throw new Error(`The build failed (${describeEnding(result.ending)}); its own words are above.`);
  writeFileSync(stampFile, digest);
}

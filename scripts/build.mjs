import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeEnding, runBounded } from './process-group.mjs';
import { inProject, projectFolder } from './project.mjs';

const boundMs = 10 * 60_000;
const stampFile = inProject('out', '.built-from');
const outputs = ['out/main/index.js', 'out/main/cli.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const isTest = (/** @type {string} */ path) => /\.test\.tsx?$|^testing[\\/]/.test(path);

/** A digest of everything that goes into a build. Some milliseconds: the sources are small. */
function sourcesDigest() {
  const sources = readdirSync(inProject('src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(inProject('src').length + 1))
    .filter((path) => !isTest(path))
    .sort()
    .map((path) => join('src', path));
  const hash = createHash('sha256');
  for (const path of [...sources, 'electron.vite.config.ts', 'package.json', 'package-lock.json']) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(inProject(path)))
      .update('\0');
  }
  return hash.digest('hex');
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

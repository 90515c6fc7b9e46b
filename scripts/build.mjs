import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron } from './electron-runtime.mjs';
import { describeEnding, runBounded } from './process-group.mjs';
import { inProject, projectFolder } from './project.mjs';

const boundMs = 10 * 60_000;
const stampFile = inProject('out', '.built-from');
const outputs = ['out/main/index.cjs', 'out/main/cli.cjs', 'out/preload/index.cjs', 'out/renderer/index.html'];
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
    ...filesIn('scripts/desktop-packs'),
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

/** Whether V8 has compiled the desktop's pack: the build needs an Electron for it. */
export function isDesktopCompiled() {
  const index = inProject('out', 'main', 'desktop', 'packs.json');
  if (!existsSync(index)) return false;
  /** @type {{ packs: { compiler: string | null }[] }} */
  const { packs } = JSON.parse(readFileSync(index, 'utf8'));
  return packs.every(({ compiler }) => compiler !== null);
}

/**
 * Builds both hosts and the renderer when their sources changed since the last build; for a release also when that had no
 * Electron and there is one now. Throws with what to do.
 */
export async function ensureBuilt({ forRelease = false } = {}) {
  const digest = sourcesDigest();
  if (isBuilt(digest) && (!forRelease || isDesktopCompiled() || 'missing' in findElectron())) return;
  console.log('Building …');
  const result = await runBounded(
    process.execPath,
    [inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: projectFolder, boundMs },
  );
  if (!result.ok) throw new Error(`The build failed (${describeEnding(result.ending)}); its own words are above.`);
  writeFileSync(stampFile, digest);
}

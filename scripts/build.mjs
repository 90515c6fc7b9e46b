import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
  const plugins = ['command-line', 'desktop-packs', 'guide', 'kernels', 'notices', 'start-page'];
  const others = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'scripts/build-facts.mjs'];
  for (const path of [
    ...sources,
    ...filesIn('docs/guide'),
    ...plugins.flatMap((name) => filesIn(`scripts/${name}`)),
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

/** Which Electron a build has for the desktop's pack; '' where there is none. */
function electronHere() {
  const electron = findElectron();
  if ('missing' in electron) return '';
  const { size, mtimeMs } = statSync(electron.executable);
  return `${electron.executable} ${size} ${mtimeMs}`;
}

/** What a whole out/ was built from: the sources' digest, and the Electron. */
function builtFrom() {
  if (!outputs.every((path) => existsSync(inProject(path))) || !existsSync(stampFile)) return {};
  const [sources, electron] = readFileSync(stampFile, 'utf8').split('\n');
  return { sources, electron };
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
 * Builds both hosts and the renderer when their sources changed since the last build; for a release also when that had
 * another Electron than the one here to compile the desktop in, or compiled nothing. Throws with what to do.
 */
export async function ensureBuilt({ forRelease = false } = {}) {
  const digest = sourcesDigest();
  const electron = electronHere();
  const built = builtFrom();
  const isForElectron = electron === '' || (built.electron === electron && isDesktopCompiled());
  if (built.sources === digest && (!forRelease || isForElectron)) return;
  console.log('Building …');
  // A build that ends early leaves files of two builds.
  rmSync(stampFile, { force: true });
  const result = await runBounded(
    process.execPath,
    [inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: projectFolder, boundMs },
  );
  if (!result.ok) throw new Error(`The build failed (${describeEnding(result.ending)}); its own words are above.`);
  writeFileSync(stampFile, `${digest}\n${electron}`);
}

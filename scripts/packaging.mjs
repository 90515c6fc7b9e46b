import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureBuilt, isDesktopCompiled } from './build.mjs';
import { onPath } from './checks/packages.mjs';
import { ensureInstalled } from './dependencies.mjs';
import { executableName, obtainElectron } from './electron-runtime.mjs';
import { describeDist } from './installers/describe-dist.mjs';
import { printable } from './printable.mjs';
import { describeEnding, onStopSignal, ProcessGroup } from './process-group.mjs';
import { inProject, projectFolder } from './project.mjs';

/** What an error of the network has in its words: Node's codes, and those of the library that fetches. */
const networkWords = [
  ...['ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['certificate', 'Response code', 'status code', 'socket hang up', 'Timeout awaiting'],
];

/**
 * Builds, and makes the desktop packages. Answers the exit code.
 * @param {readonly string[]} args electron-builder's own, as `--linux tar.gz`
 */
export async function packageDesktop(args) {
  try {
    await ensureInstalled();
    // The packages' own, or one from the same place: V8 compiles the desktop's start in it.
    const named = namedRuntime(args);
    if (named === null) await obtainElectron();
    else process.env.ELECTRON_EXEC_PATH = named;
    await ensureBuilt({ forRelease: true });
    if (!isDesktopCompiled()) console.warn(notCompiled);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
  const builder = inProject('node_modules', 'electron-builder', 'cli.js');
  const own = ['--config', inProject('build', 'electron-builder.yml'), '--publish', 'never'];
  const group = new ProcessGroup(process.execPath, [builder, ...own, ...args, ...runtimeHere(args)], {
    cwd: projectFolder,
    env: { ...toolsHere(), ...process.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onStopSignal((signal) => group.signal(signal));
  /** @type {string | null} */
  let reason = null;
  for (const stream of [group.child.stdout, group.child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      reason ??= failureIn(line);
      // What follows is its stack.
      if (reason === null) console.log(printable(line));
    });
  }
  const { code, signal, error } = await group.ended;
  if (code === 0) {
    describeDist();
    return 0;
  }
  if (signal !== null) return 128 + constants.signals[signal];
  const electron = JSON.parse(readFileSync(inProject('node_modules', 'electron', 'package.json'), 'utf8')).version;
  console.error(`\n${whatItNeeds(reason ?? describeEnding({ code, signal, error }), electron)}`);
  return code ?? 1;
}

const notCompiled = `WARNING: the window of these packages starts slower than it could.
V8 has compiled nothing of it, for want of an Electron that runs here. To have one: npx install-electron, or name one with
ELECTRON_EXEC_PATH; then package again.`;

/** Tools of this machine in the place of those that electron-builder fetches. @returns {NodeJS.ProcessEnv} */
function toolsHere() {
  if (process.platform !== 'linux') return {};
  const sevenZip = onPath('7za') ?? onPath('7zz');
  return {
    CUSTOM_FPM_PATH: inProject('scripts', 'installers', 'fpm.mjs'),
    ...(sevenZip === null ? {} : { ELECTRON_BUILDER_7ZIP_PATH: sevenZip }),
  };
}

const distFlag = '-c.electronDist=';

/**
 * The executable of the unpacked Electron that packages are asked to be made of; `null` where they are not, or it is none
 * that runs here.
 * @param {readonly string[]} args
 */
export function namedRuntime(args) {
  const folder = args.find((arg) => arg.startsWith(distFlag))?.slice(distFlag.length);
  if (folder === undefined) return null;
  const executable = join(folder, executableName());
  return existsSync(executable) ? executable : null;
}

/**
 * An unpacked Electron that ELECTRON_EXEC_PATH names, where no other was asked for: as tests run in it.
 * @param {readonly string[]} args
 */
export function runtimeHere(args, env = process.env) {
  const executable = env.ELECTRON_EXEC_PATH;
  if (!executable || args.some((arg) => arg.startsWith(distFlag))) return [];
  const folder = dirname(executable);
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  return [`-c.electronDist=${folder}`, `-c.electronVersion=${version}`];
}

const failureMark = '⨯ ';
const detailMark = '  failedTask=';

/** What electron-builder says that failed, or null where a line is no failure. @param {string} line */
export function failureIn(line) {
  const at = line.indexOf(failureMark);
  if (at < 0) return null;
  const said = line.slice(at + failureMark.length);
  const detail = said.indexOf(detailMark);
  return (detail < 0 ? said : said.slice(0, detail)).trim();
}

/**
 * Why there are no packages, and what would mend it.
 * @param {string} reason
 * @param {string} electron the version of Electron
 */
export function whatItNeeds(reason, electron) {
  const failed = `The packages could not be made: ${reason.endsWith('.') ? reason.slice(0, -1) : reason}.`;
  if (!networkWords.some((word) => reason.includes(word))) return failed;
  return `${failed}
They need the binaries of Electron ${electron} for each platform, and electron-builder's tools, fetched once. One of these helps:
  a network that reaches github.com; a proxy is named with HTTPS_PROXY
  mirrors of both, named with ELECTRON_MIRROR and ELECTRON_BUILDER_BINARIES_MIRROR
  an Electron ${electron} that is unpacked already: npm run package -- -c.electronDist=FOLDER --linux tar.gz`;
}

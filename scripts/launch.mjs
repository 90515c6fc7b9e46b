import { constants } from 'node:os';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './dependencies.mjs';
import { desktopObstacle, thisMachine } from './desktop.mjs';
import { obtainElectron } from './electron-runtime.mjs';
import { isInForeground } from './foreground.mjs';
import { Host } from './host.mjs';
import { onStopSignal } from './process-group.mjs';
import { inProject, projectFolder } from './project.mjs';
import { startArguments } from './start-arguments.mjs';

const usage = `usage: npm start -- [--sandbox | --link | --help] [--port N]
  --sandbox  start a sandbox cluster and connect to it; gets etcd for it where there is none
  --link     ask the one that serves to a browser for a new link, and print it
  --port N   where it is served to a browser, or where --link asks; a desktop window has none
  --help     print this`;

/** The host that runs, and whether it was asked to stop. @type {{ current: Host | null, isStopping: boolean }} */
const hosts = { current: null, isStopping: false };

/** Installs, builds and opens etcdeck: in a desktop window where one can open, else served to a browser. */
export async function launch(/** @type {readonly string[]} */ args) {
  const { flags, port, unknown } = startArguments(args);
  if (flags.includes('--help') || flags.includes('-h')) {
    console.log(usage);
    return;
  }
  if (unknown.length > 0) {
    console.error(`Not understood: ${unknown.join(' ')}\n${usage}`);
    process.exitCode = 2;
    return;
  }
  onStopSignal((signal) => {
    hosts.isStopping = true;
    if (hosts.current === null) process.exit(128 + constants.signals[signal]);
    hosts.current.stop(signal);
  });
  try {
    await ensureInstalled();
    // Before the build, which has V8 compile the window's start in it.
    const electron = flags.includes('--link') ? null : await electronHere();
    await ensureBuilt();
    process.exitCode = electron === null ? await serve(['--link', ...port]) : await openHost(flags, port, electron);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** An Electron that can open a window here, or why there is none. */
async function electronHere() {
  const obstacle = desktopObstacle(thisMachine());
  return obstacle === null ? await obtainElectron() : { missing: obstacle };
}

/**
 * @param {readonly string[]} flags
 * @param {readonly string[]} port
 * @param {import('./electron-runtime.mjs').ElectronRuntime} electron
 * @returns {Promise<number>} the exit code of the host
 */
async function openHost(flags, port, electron) {
  let obstacle = '';
  if ('missing' in electron) {
    obstacle = electron.missing;
  } else {
    const desktop = new Host(electron.executable, [projectFolder, ...flags]);
    hosts.current = desktop;
    const start = await desktop.started();
    if (start.state !== 'failed' && port.length > 0) console.log('A desktop window has no port: --port is not used.');
    if (start.state === 'ended' && !hosts.isStopping) console.log('etcdeck runs already: it opens another window.');
    if (start.state !== 'failed' || hosts.isStopping) return desktop.exitCode();
    obstacle = `Electron was tried, but ${start.reason}`;
  }
  console.log(`No desktop window: ${obstacle}.\nServing to a browser instead; open the link:`);
  return await serve([...flags, ...port]);
}

/** Runs the web host, or asks the one that runs. @param {readonly string[]} args */
async function serve(args) {
  const command = [inProject('out', 'main', 'cli.cjs'), 'serve', ...args];
  // Enter there prints another link.
  const web = new Host(process.execPath, command, { hearsKeyboard: process.stdin.isTTY && isInForeground() });
  hosts.current = web;
  const start = await web.started();
  if (start.state === 'failed' && !hosts.isStopping) console.error(`The web host cannot run: ${start.reason}.`);
  return web.exitCode();
}

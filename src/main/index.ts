import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { app, BrowserWindow, session, type WebContents } from 'electron';
import { fileAddress } from '../contract/file-address.ts';
import { builtRendererFolder } from '../core/assets/assets.ts';
import { createStderrLogger } from '../core/log/stderr-logger.ts';
import { settingsFolder } from '../core/settings/settings-folder.ts';
import { APP_URL, registerAppScheme, serveApp } from './app-protocol.ts';
import type { Backend } from './backend.ts';
import { guardContents, guardSession, pageUrl } from './guard.ts';
import { guardLeaving } from './leave-guard.ts';
import { setMenu } from './menu.ts';
import { MOST_WINDOWS, START } from './open-windows.ts';
import { filesIn } from './opened-files.ts';
import { startGtkPlainly } from './plain-gtk.ts';
import { handOverPorts } from './port-handover.ts';
import { type Opening, openWindow } from './window.ts';
import { openWindowRecord } from './window-record.ts';

const log = createStderrLogger();

// Before anything else: without these Electron opens a modal box for an uncaught error, and blocks until it is closed.
process.on('uncaughtException', (error) => log.error('An error that nobody caught', { stack: error.stack }));
process.on('unhandledRejection', (reason) => {
  log.error('A rejection that nobody caught', { stack: reason instanceof Error ? reason.stack : String(reason) });
});
// The process that started the app may stop reading its output.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

/**
 * How long after the first window's backend is loaded the rest of core is, which blocks this process: longer than an
 * operator needs to look at the window.
 */
const SETTLE_MS = 1_000;

/** How long quitting waits for connections to close and sandboxes to stop. */
const GOODBYE_MS = 10_000;

const folder = settingsFolder();
const record = openWindowRecord(folder);
let backend: Promise<Backend> | null = null;
let isLeaving = false;
/** The files that the app was started for. */
let filesAtStart = filesIn(process.argv, process.cwd());
/** Whether quitting was requested: the app ends with its last window, on every platform. */
let isQuitting = false;

// Chromium's own files are in a separate folder within the settings folder.
if (!app.commandLine.hasSwitch('user-data-dir')) {
  const userData = join(folder, 'desktop');
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  app.setPath('userData', userData);
}
// `enableSandbox` removes `--no-sandbox` from child processes, which as root then crash endlessly.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerAppScheme();
startGtkPlainly();

if (app.requestSingleInstanceLock()) {
  guardContents(openAnother, showFile);
  // macOS names files so, also those that the app is started for.
  app.on('open-file', (event, file) => {
    event.preventDefault();
    if (app.isReady()) openAnother(fileAddress(file));
    else filesAtStart = [...filesAtStart, file];
  });
  app.on('browser-window-created', (_, window) =>
    guardLeaving(window, () => {
      isQuitting = false;
      record.release();
    }),
  );
  app.on('second-instance', (_, argv, workingFolder) => {
    const files = filesIn(argv, workingFolder);
    for (const address of files.length === 0 ? [START] : files.map(fileAddress)) openAnother(address);
  });
  app.on('before-quit', () => {
    isQuitting = true;
    record.hold();
  });
  app.on('window-all-closed', () => {
    if (isQuitting || process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    void leave(0);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(0));
  start().catch((error: unknown) => {
    log.error('etcdeck cannot start', { stack: error instanceof Error ? error.stack : String(error) });
    void leave(1);
  });
} else {
  // The running process was notified, and opens another window.
  app.exit(0);
}

async function start(): Promise<void> {
  await app.whenReady();
  guardSession(session.defaultSession);
  const pageServed = pageUrl === APP_URL ? serveApp(builtRendererFolder()) : Promise.resolve();
  setMenu(() => openAnother(START));
  const connected = new Promise<void>((resolve, reject) => {
    handOverPorts(log, (transport) => {
      startBackend().then((ready) => {
        ready.connect(transport);
        resolve();
      }, reject);
    });
  });
  app.on('activate', showWindow);
  // Loading core blocks this process, and with it every file that the page requests. So core loads after the page is
  // answered: its process is still starting then, and requests nothing.
  const [first, ...others] = windowsAtStart();
  const loaded = pageServed.then(startBackend);
  // A failure to load is told below.
  void loaded.then(settleLater, () => undefined);
  await Promise.all([open(first ?? { fragment: '' }), loaded, connected]);
  for (const window of others) void open({ ...window, isBehind: true });
  process.stdout.write(`etcdeck is ready: desktop window (Electron ${process.versions.electron})\n`);
}

function settleLater(ready: Backend): void {
  setTimeout(() => {
    if (!isLeaving) ready.settle();
  }, SETTLE_MS);
}

function startBackend(): Promise<Backend> {
  backend ??= loadBackend().then((module) =>
    module.startBackend({ settingsFolder: folder, openSandbox: app.commandLine.hasSwitch('sandbox'), log }),
  );
  return backend;
}

/**
 * Loads core part by part. Each blocks this process, which the page's process and the GPU's wait for now and then while
 * they start: between the parts they are answered.
 */
async function loadBackend(): Promise<typeof import('./backend.ts')> {
  await import('../contract/ids.ts');
  await setImmediate();
  await import('../core/yaml/yaml-depth.ts');
  await setImmediate();
  await import('../core/values/value-codecs.ts');
  await setImmediate();
  await import('../core/connections/create-connections.ts');
  await setImmediate();
  return await import('./backend.ts');
}

/** What the app was started for comes first, then the windows that were open when it ended last. */
function windowsAtStart(): readonly Opening[] {
  const isForSandbox = app.commandLine.hasSwitch('sandbox');
  const wanted = [...filesAtStart.map(fileAddress), ...(isForSandbox ? [''] : [])].map((fragment) => ({ fragment }));
  return [...wanted, ...record.toReopen()].slice(0, MOST_WINDOWS);
}

function open(opening: Opening): Promise<void> {
  return openWindow(folder, record, log, opening);
}

function openAnother(fragment: string): void {
  // Before that the first window is on its way.
  if (app.isReady() && !isLeaving) void open({ fragment });
}

/** Shows a file that was dropped on a window: there where that shows nothing else, else in another one. */
function showFile(file: string, contents: WebContents): void {
  const { hash } = new URL(contents.getURL());
  if (hash === '' || hash === START) void contents.loadURL(pageUrl + fileAddress(file));
  else openAnother(fileAddress(file));
}

function showWindow(): void {
  // Before that the first window is on its way.
  if (!app.isReady()) return;
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) {
    void open({ fragment: '' });
    return;
  }
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Quits after a bounded time for goodbyes. */
async function leave(code: number): Promise<void> {
  if (isLeaving) return;
  isLeaving = true;
  record.hold();
  for (const window of BrowserWindow.getAllWindows()) window.close();
  const goodbyes = backend
    ?.then((ready) => ready.close())
    .catch((error: unknown) => {
      log.error('Not everything could be closed', { reason: String(error) });
    });
  await Promise.race([goodbyes, new Promise((resolve) => setTimeout(resolve, GOODBYE_MS))]);
  app.exit(code);
}

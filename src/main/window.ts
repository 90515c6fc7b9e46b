import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Logger } from '../core/ports.ts';
import { pageUrl } from './guard.ts';
import { MINIMUM_SIZE, parseWindowState, placeWindow, type WindowState } from './window-state.ts';

/** The renderer's own backgrounds, so that the window does not flash in another colour before its first paint. */
const BACKGROUND = { light: '#f4f5f7', dark: '#0d1014' };

/** A page that crashes again so soon after it was loaded would go on doing so. */
const CRASH_LOOP_MS = 10_000;

/**
 * Opens the window where it was, shows it once there is something to see, and remembers where it went. The promise is
 * fulfilled when it is shown.
 */
export async function openWindow(settingsFolder: string, log: Logger): Promise<void> {
  const file = join(settingsFolder, 'window.json');
  const state = parseWindowState(readJson(file));
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...placeWindow(state, areas, screen.getPrimaryDisplay().workArea),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: 'etcdeck',
    show: false,
    backgroundColor: BACKGROUND[theme(readJson(join(settingsFolder, 'settings.json')))],
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      // Its dictionaries would come from a network.
      spellcheck: false,
    },
  });
  if (state?.isMaximized) window.maximize();
  window.on('close', () => {
    writeJson(file, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() } satisfies WindowState);
  });
  reloadAfterCrash(window, log);
  const shown = new Promise<void>((resolve) => {
    window.once('ready-to-show', () => {
      window.show();
      resolve();
    });
  });
  // Loading that is cut short by a reload counts as failed, so it is only told.
  window.loadURL(pageUrl).catch((error: unknown) => log.warn('The page was not loaded', { reason: String(error) }));
  await shown;
}

function reloadAfterCrash({ webContents }: BrowserWindow, log: Logger): void {
  let lastCrash = 0;
  webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.error('The window crashed', { reason, exitCode });
    if (Date.now() - lastCrash > CRASH_LOOP_MS) webContents.reload();
    lastCrash = Date.now();
  });
  webContents.on('preload-error', (_, __, error) => log.error('The preload failed', { stack: error.stack }));
}

function theme(settings: unknown): 'light' | 'dark' {
  const chosen = typeof settings === 'object' && settings !== null && 'theme' in settings ? settings.theme : 'system';
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
}

// Read and written here and not through the settings' store, which is loaded only after the window is open.
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function writeJson(file: string, document: unknown): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(document), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // Where the window stood is not worth a failure.
  }
}

import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Logger } from '../core/ports.ts';
import { pageUrl } from './guard.ts';
import { MOST_WINDOWS } from './open-windows.ts';
import { readJson, type WindowRecord } from './window-record.ts';
import { besideOthers, MINIMUM_SIZE, placeWindow, type WindowState, windowName } from './window-state.ts';

/** The renderer's own backgrounds, so that the window does not flash in another colour before its first paint. */
const BACKGROUND = { light: '#f4f5f7', dark: '#0d1014' };

/** A page that crashes within this time after loading would continue to crash. */
const CRASH_LOOP_MS = 10_000;

/** The time within which a ready page asks its first questions. Showing a window blocks this process for longer. */
const FIRST_QUESTIONS_MS = 16;

/** What a window is opened for. */
export interface Opening {
  /** The fragment of its page's address. */
  readonly fragment: string;
  /** Where it is shown; by default where a window with the same connection was last. */
  readonly state?: WindowState;
  /** Whether it leaves the focus where it is. */
  readonly isBehind?: boolean;
}

/**
 * Opens a window. Shows it once there is something to see, and has the record follow it. The promise resolves when it is
 * shown.
 */
export async function openWindow(
  settingsFolder: string,
  record: WindowRecord,
  log: Logger,
  { fragment, state = record.placeOf(windowName(fragment)) ?? undefined, isBehind = false }: Opening,
): Promise<void> {
  const others = BrowserWindow.getAllWindows();
  if (others.length >= MOST_WINDOWS) {
    log.warn('Too many windows are open for another one', { open: others.length });
    return;
  }
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const place = placeWindow(state ?? null, areas, screen.getPrimaryDisplay().workArea);
  const window = new BrowserWindow({
    ...besideOthers(
      place,
      others.map((other) => other.getNormalBounds()),
    ),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: 'etcdeck',
    show: false,
    backgroundColor: BACKGROUND[theme(readJson(join(settingsFolder, 'settings.json')))],
    webPreferences: {
      preload: join(import.meta.dirname, '../../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      // Spell-check dictionaries would be downloaded.
      spellcheck: false,
      // A dropped file becomes a request to go to it, which the guard takes for what it is.
      navigateOnDragDrop: true,
    },
  });
  if (state?.isMaximized) window.maximize();
  record.follow(window);
  reloadAfterCrash(window, log);
  const shown = new Promise<void>((resolve) => {
    onceAnswered(window, () => {
      if (isBehind) window.showInactive();
      else window.show();
      resolve();
    });
  });
  // A load that a reload interrupts counts as failed, so a failure is only logged.
  window
    .loadURL(pageUrl + fragment)
    .catch((error: unknown) => log.warn('The page was not loaded', { reason: String(error) }));
  await shown;
}

/** Shows a window when its page is ready, and has been answered what it asks at first. */
function onceAnswered(window: BrowserWindow, show: () => void): void {
  const showOpen = (): void => {
    if (!window.isDestroyed()) show();
  };
  window.once('ready-to-show', () => setTimeout(showOpen, FIRST_QUESTIONS_MS));
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

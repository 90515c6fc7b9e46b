import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { pageUrl } from './guard.ts';
import { formatWindows, type OpenWindow, parseWindows, windowsToReopen } from './open-windows.ts';
import { type WindowState, windowName, withWindowState } from './window-state.ts';

/** How long after a change the windows are written down: a window that is dragged changes all the time. */
const WRITE_AFTER_MS = 500;

/** Remembers where windows are, and which are open, in `windows.json` of the settings folder. */
export interface WindowRecord {
  /** Returns the windows that were open when the app ended last, the foremost first; none where the settings say so. */
  toReopen(): readonly OpenWindow[];
  /** Returns where a window of that name was last. */
  placeOf(name: string): WindowState | null;
  /** Keeps a window in the record until it closes. */
  follow(window: BrowserWindow): void;
  /** Keeps the record as it is while the windows close, because the app ends. */
  hold(): void;
  /** Keeps the record up to date again: the app goes on. */
  release(): void;
}

/** Reads and writes the record directly: the settings' store is loaded only after the first window is open. */
export function openWindowRecord(settingsFolder: string): WindowRecord {
  const file = join(settingsFolder, 'windows.json');
  /** The windows by when they were last in front, the foremost first. */
  let inFront: readonly BrowserWindow[] = [];
  let isHeld = false;
  let writing: NodeJS.Timeout | undefined;

  const write = (closing: BrowserWindow | null): void => {
    clearTimeout(writing);
    writing = undefined;
    const before = parseWindows(readJson(file));
    const places =
      closing === null
        ? before.places
        : withWindowState(before.places, windowName(fragmentOf(closing)), stateOf(closing));
    const open = inFront
      .filter((window) => !window.isDestroyed())
      .map((window) => ({ fragment: fragmentOf(window), ...stateOf(window) }));
    // The last window that closes is the one that comes back.
    writeJson(file, formatWindows({ places, open: isHeld || open.length === 0 ? before.open : open }));
  };
  const writeSoon = (): void => {
    writing ??= setTimeout(() => write(null), WRITE_AFTER_MS);
  };

  return {
    toReopen: () =>
      isSwitchedOff(readJson(join(settingsFolder, 'settings.json')))
        ? []
        : windowsToReopen(parseWindows(readJson(file)).open),
    placeOf: (name) => parseWindows(readJson(file)).places.get(name) ?? null,
    follow(window) {
      inFront = [...inFront, window];
      window.on('focus', () => {
        inFront = [window, ...inFront.filter((other) => other !== window)];
        writeSoon();
      });
      window.on('move', writeSoon);
      window.on('resize', writeSoon);
      window.on('maximize', writeSoon);
      window.on('unmaximize', writeSoon);
      window.webContents.on('did-navigate', writeSoon);
      window.webContents.on('did-navigate-in-page', writeSoon);
      window.on('close', () => write(window));
      window.on('closed', () => {
        inFront = inFront.filter((other) => other !== window);
        write(null);
      });
    },
    hold() {
      if (!isHeld) write(null);
      isHeld = true;
    },
    release() {
      isHeld = false;
      writeSoon();
    },
  };
}

const stateOf = (window: BrowserWindow): WindowState => ({
  bounds: window.getNormalBounds(),
  isMaximized: window.isMaximized(),
});

const fragmentOf = ({ webContents }: BrowserWindow): string => new URL(webContents.getURL() || pageUrl).hash;

const isSwitchedOff = (settings: unknown): boolean =>
  typeof settings === 'object' &&
  settings !== null &&
  'reopensWindows' in settings &&
  settings.reopensWindows === false;

/** Reads a small JSON file; `null` where it cannot be read. */
export function readJson(file: string): unknown {
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
    // A lost window position is no reason to fail.
  }
}

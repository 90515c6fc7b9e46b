import { sandboxIdPrefix } from '../contract/sandbox.ts';
import { parseWindowState, parseWindowStates, type WindowState, type WindowStates } from './window-state.ts';

/** A window that is open: what its page shows, by the fragment of its address, and its place. */
export interface OpenWindow extends WindowState {
  readonly fragment: string;
}

/** What is remembered of windows: where each connection had its own, and those that were open last, the foremost first. */
export interface RememberedWindows {
  readonly places: WindowStates;
  readonly open: readonly OpenWindow[];
}

/** The start screen, named explicitly: no fragment would mean the screen that the app was started for. */
export const START = '#/';

/** The most windows that are open at once: a compromised page must not fill the screen. */
export const MOST_WINDOWS = 20;

/** The longest fragment that is remembered; a file's path may be 4,096 characters, each escaped. */
const LONGEST_FRAGMENT = 16_384;

/** Parses the file of windows; drops unusable entries. */
export function parseWindows(document: unknown): RememberedWindows {
  if (typeof document !== 'object' || document === null) return { places: new Map(), open: [] };
  const { places, open } = document as Record<string, unknown>; // any object has members of an unknown type
  return {
    places: parseWindowStates(places),
    open: (Array.isArray(open) ? open.slice(0, MOST_WINDOWS) : []).flatMap(parseOpenWindow),
  };
}

/** Returns the file of windows. */
export function formatWindows({ places, open }: RememberedWindows): unknown {
  return { places: Object.fromEntries(places), open };
}

/**
 * Returns the windows to open again. A form is gone with what was typed into it, and a sandbox with the app that ran it;
 * of the start screen there is one.
 */
export function windowsToReopen(open: readonly OpenWindow[]): readonly OpenWindow[] {
  const kept = open
    .map((window) => (/^#\/(?:open|file|guide)\/./.test(window.fragment) ? window : { ...window, fragment: START }))
    .filter(({ fragment }) => !fragment.startsWith(`#/open/${sandboxIdPrefix}`));
  return kept.filter(
    ({ fragment }, at) => fragment !== START || kept.findIndex((other) => other.fragment === START) === at,
  );
}

function parseOpenWindow(entry: unknown): readonly OpenWindow[] {
  const state = parseWindowState(entry);
  if (state === null) return [];
  const { fragment } = entry as { readonly fragment?: unknown }; // it has just been read as an object
  if (typeof fragment !== 'string' || fragment.length > LONGEST_FRAGMENT) return [];
  return [{ fragment, ...state }];
}

/** A rectangle of the screen, in device-independent pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The remembered state of a window. */
export interface WindowState {
  readonly bounds: Bounds;
  readonly isMaximized: boolean;
}

/** The smallest size of a window, in pixels. */
export const MINIMUM_SIZE = { width: 880, height: 560 };
const USUAL_SIZE = { width: 1_360, height: 860 };

/** How much of a window's title must be on a display, so that the operator can drag it. */
const GRIP = { width: 120, height: 40 };

/** The remembered windows by what they showed; the last closed one comes last. */
export type WindowStates = ReadonlyMap<string, WindowState>;

/** The most remembered windows. */
const KEPT = 50;

/** The offset of a window from another at the same place. */
const CASCADE = 28;

/** Returns the key of a window: the connection in its page's fragment, or that it showed the guide, or neither. */
export function windowName(fragment: string): string {
  return /^#\/open\/([^/]+)/.exec(fragment)?.[1] ?? (fragment.startsWith('#/guide/') ? 'guide' : 'start');
}

/** Parses the places of windows; drops unusable entries. */
export function parseWindowStates(document: unknown): WindowStates {
  if (typeof document !== 'object' || document === null) return new Map();
  return new Map(
    Object.entries(document).flatMap(([name, entry]) => {
      const state = parseWindowState(entry);
      return state === null ? [] : [[name, state] as const];
    }),
  );
}

/** Returns the windows' places with one of them updated; forgets those closed longest ago. */
export function withWindowState(states: WindowStates, name: string, state: WindowState): WindowStates {
  const others = [...states].filter(([other]) => other !== name);
  return new Map([...others, [name, state] as const].slice(-KEPT));
}

/** Parses the place of one window; `null` where it is none. */
export function parseWindowState(entry: unknown): WindowState | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const { bounds, isMaximized } = entry as Record<string, unknown>; // any object has members of an unknown type
  return isBounds(bounds) ? { bounds, isMaximized: isMaximized === true } : null;
}

/** Returns a place moved until no other window is exactly there, which would hide its title. */
export function besideOthers(place: Bounds, others: readonly Bounds[]): Bounds {
  if (!others.some(({ x, y }) => x === place.x && y === place.y)) return place;
  return besideOthers({ ...place, x: place.x + CASCADE, y: place.y + CASCADE }, others);
}

/**
 * Returns where to open a window: its last place, as far as that is on a display, else the middle of the primary one.
 * Never larger than a display, nor smaller than the least size, unless the display is.
 */
export function placeWindow(state: WindowState | null, workAreas: readonly Bounds[], primary: Bounds): Bounds {
  const wanted = state?.bounds;
  const area = wanted === undefined ? undefined : workAreas.find((candidate) => isReachable(wanted, candidate));
  if (wanted !== undefined && area !== undefined) {
    const size = sizeWithin(wanted, area);
    return {
      ...size,
      x: clamp(wanted.x, area.x - size.width + GRIP.width, area.x + area.width - GRIP.width),
      y: clamp(wanted.y, area.y, area.y + area.height - GRIP.height),
    };
  }
  const size = sizeWithin(wanted ?? USUAL_SIZE, primary);
  return {
    ...size,
    x: primary.x + Math.round((primary.width - size.width) / 2),
    y: primary.y + Math.round((primary.height - size.height) / 2),
  };
}

function sizeWithin(size: { readonly width: number; readonly height: number }, area: Bounds) {
  return {
    width: Math.min(area.width, Math.max(MINIMUM_SIZE.width, size.width)),
    height: Math.min(area.height, Math.max(MINIMUM_SIZE.height, size.height)),
  };
}

/** Whether enough of the window's title is on a display. */
function isReachable(window: Bounds, area: Bounds): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return width >= GRIP.width && window.y >= area.y - GRIP.height && window.y <= area.y + area.height - GRIP.height;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function isBounds(value: unknown): value is Bounds {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Record<string, unknown>; // any object has members of an unknown type
  return [x, y, width, height].every((side) => Number.isSafeInteger(side));
}

/** A rectangle of the screen, in device-independent pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is remembered of the window. */
export interface WindowState {
  readonly bounds: Bounds;
  readonly isMaximized: boolean;
}

export const MINIMUM_SIZE = { width: 880, height: 560 };
const USUAL_SIZE = { width: 1_360, height: 860 };

/** How much of a window must lie on a display, so that its title can be taken hold of. */
const GRIP = { width: 120, height: 40 };

/** What a file says of the window, or `null` where it says nothing that can be used. */
export function parseWindowState(document: unknown): WindowState | null {
  if (typeof document !== 'object' || document === null) return null;
  const { bounds, isMaximized } = document as Record<string, unknown>; // any object has members of an unknown type
  return isBounds(bounds) ? { bounds, isMaximized: isMaximized === true } : null;
}

/**
 * Where to open the window: where it was, as far as that still lies on a display, else in the middle of the primary one.
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

/** Whether enough of the window's title would be seen on a display. */
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

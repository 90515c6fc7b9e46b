import { useCallback, useEffect, useRef, useState } from 'react';
import type { PaneSizes } from '../ui/SplitPane.tsx';
import { useSettings } from './settings.tsx';

const saveAfterMs = 500;

/**
 * Keeps a piece of layout over a restart, by the name of its place (`keys.panes`). It is read once when the place is shown,
 * and written half a second after the last change and when the place is left.
 */
export function useLayout<T>(
  place: string,
  initial: T,
  read: (json: unknown) => T | null,
): readonly [T, (value: T) => void] {
  const { settings, update } = useSettings();
  const [value, setValue] = useState<T>(() => readLayout(settings.layout[place], read) ?? initial);
  const pending = useRef<{ readonly value: T; readonly timer: ReturnType<typeof setTimeout> } | null>(null);

  const save = useCallback((): void => {
    if (pending.current === null) return;
    clearTimeout(pending.current.timer);
    const json = JSON.stringify(pending.current.value);
    pending.current = null;
    update((now) => ({ layout: { ...now.layout, [place]: json } }));
  }, [place, update]);

  const set = useCallback(
    (next: T): void => {
      setValue(next);
      if (pending.current !== null) clearTimeout(pending.current.timer);
      pending.current = { value: next, timer: setTimeout(save, saveAfterMs) };
    },
    [save],
  );
  useEffect(() => save, [save]);
  return [value, set];
}

function readLayout<T>(json: string | undefined, read: (json: unknown) => T | null): T | null {
  if (json === undefined) return null;
  try {
    return read(JSON.parse(json));
  } catch {
    // Layout of another version gives way to the initial one.
    return null;
  }
}

const readSizes = (json: unknown): PaneSizes | null =>
  typeof json === 'object' && json !== null && Object.values(json).every((share) => typeof share === 'number')
    ? // Every value was just seen to be a number.
      (json as PaneSizes)
    : null;

/** The sizes of a `SplitPane`, kept: `<SplitPane {...usePaneSizes('keys')} panes={…} />`. */
export function usePaneSizes(place: string): {
  readonly sizes: PaneSizes | null;
  readonly onSizes: (sizes: PaneSizes) => void;
} {
  const [sizes, onSizes] = useLayout<PaneSizes | null>(`${place}.panes`, null, readSizes);
  return { sizes, onSizes };
}

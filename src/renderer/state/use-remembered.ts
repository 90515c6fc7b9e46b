import { useCallback, useState } from 'react';
import { readRemembered, remember } from './window-memory.ts';

/**
 * Keeps a piece of view state by the name of its place (`keys.search/prod`), for this window: while another screen is shown,
 * and over a reload. What also survives a restart is layout (`useLayout`).
 */
export function useRemembered<T>(
  name: string,
  initial: T,
  parse: (value: unknown) => T | null,
): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => readRemembered(name, parse) ?? initial);
  const set = useCallback(
    (next: T): void => {
      setValue(next);
      remember(name, next);
    },
    [name],
  );
  return [value, set];
}

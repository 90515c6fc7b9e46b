import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { VirtualRows } from './use-virtual-rows.ts';

/** Which row stands at the top of a scrolled list: its own name, and where it stood. */
export interface RowPlace {
  readonly key: string;
  readonly row: number;
}

/** What was remembered of a list, or `null` where it is none. */
export function parseRowPlace(json: unknown): RowPlace | null {
  if (typeof json !== 'object' || json === null || !('key' in json) || !('row' in json)) return null;
  const { key, row } = json;
  return typeof key === 'string' && Number.isSafeInteger(row) && Number(row) >= 0 ? { key, row: Number(row) } : null;
}

/** What moves a list by hand: from then on its place is the operator's. */
const byHand = ['wheel', 'pointerdown', 'keydown', 'touchmove'] as const;

/**
 * Scrolls a list back to the row that was at its top, as soon as that is loaded, and tells which it is by then. Once all is
 * loaded and the row is not there, the place that it had has to do.
 */
export function useRowPlace(options: {
  readonly rows: VirtualRows;
  readonly initial: RowPlace | null;
  readonly keyOfRow: (row: number) => string | null;
  readonly findRow: (place: RowPlace) => number;
  readonly count: number;
  /** Nothing more comes by itself. */
  readonly isSettled: boolean;
  readonly onPlace: ((place: RowPlace | null) => void) | undefined;
}): { readonly onScroll: () => void } {
  const { rows, count, isSettled } = options;
  const { scroller, topRow, firstRow, onScroll } = rows;
  const latest = useRef(options);
  latest.current = options;
  const wanted = useRef(options.initial);
  useHand(scroller, wanted);

  // biome-ignore lint/correctness/useExhaustiveDependencies: more rows are another chance.
  useLayoutEffect(() => {
    const place = wanted.current;
    if (place === null || count === 0) return;
    const { findRow } = latest.current;
    const found = findRow(place);
    if (found === -1 && !isSettled) return;
    wanted.current = null;
    topRow(found === -1 ? Math.min(place.row, count - 1) : found);
  }, [count, isSettled, topRow]);

  return {
    onScroll: useCallback(() => {
      onScroll();
      if (wanted.current !== null) return;
      const { onPlace, keyOfRow } = latest.current;
      if (onPlace === undefined) return;
      const row = firstRow();
      const key = keyOfRow(row);
      onPlace(row <= 0 || key === null ? null : { key, row });
    }, [onScroll, firstRow]),
  };
}

function useHand(scroller: RefObject<HTMLElement | null>, wanted: RefObject<RowPlace | null>): void {
  useEffect(() => {
    const box = scroller.current;
    if (box === null || wanted.current === null) return;
    const stop = (): void => {
      wanted.current = null;
    };
    for (const event of byHand) box.addEventListener(event, stop, { passive: true });
    return () => {
      for (const event of byHand) box.removeEventListener(event, stop);
    };
  }, [scroller, wanted]);
}

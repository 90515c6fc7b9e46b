import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { VirtualRows } from './use-virtual-rows.ts';

/** Which row stands at the top of a scrolled list: its own name, and where it stood. */
export interface RowPlace {
  readonly key: string;
  readonly row: number;
  /** How many pixels of it are scrolled away. */
  readonly offset: number;
}

/** What was remembered of a list, or `null` where it is none. */
export function parseRowPlace(json: unknown): RowPlace | null {
  if (typeof json !== 'object' || json === null || !('key' in json) || !('row' in json) || !('offset' in json))
    return null;
  const { key, row, offset } = json;
  if (typeof key !== 'string' || typeof row !== 'number' || typeof offset !== 'number') return null;
  return Number.isSafeInteger(row) && row >= 0 && offset >= 0 && offset < 1_000 ? { key, row, offset } : null;
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
  const { scroller, topOf, scrollTo, firstRow, onScroll } = rows;
  const latest = useRef(options);
  latest.current = options;
  const wanted = useRef(options.initial);
  useHand(scroller, wanted);

  useLayoutEffect(() => {
    const place = wanted.current;
    if (place === null || count === 0) return;
    const { findRow } = latest.current;
    const found = findRow(place);
    if (found === -1 && !isSettled) return;
    wanted.current = null;
    scrollTo(topOf(found === -1 ? Math.min(place.row, count - 1) : found) + place.offset);
  }, [count, isSettled, topOf, scrollTo]);

  return {
    onScroll: useCallback(() => {
      onScroll();
      if (wanted.current !== null) return;
      const { onPlace, keyOfRow } = latest.current;
      if (onPlace === undefined) return;
      const row = firstRow();
      const key = keyOfRow(row);
      const offset = Math.max(0, (scroller.current?.scrollTop ?? 0) - topOf(row));
      onPlace((row <= 0 && offset === 0) || key === null ? null : { key, row, offset });
    }, [onScroll, firstRow, topOf, scroller]),
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

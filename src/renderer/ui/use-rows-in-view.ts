import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Pixels drawn beyond each edge of what is seen. */
const beyond = 400;
/** Before anything is laid out, and where nothing lays out at all. */
const assumedView = { top: 0, bottom: 1_000 };

/** Which rows of a list are drawn. */
export interface RowsInView {
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
  /** Scrolls until a row is seen whole. */
  readonly show: (row: number) => void;
}

/** Returns the first row that ends below `top` and the one after the last that begins above `bottom`, by where each begins. */
export function rowsBetween(tops: readonly number[], top: number, bottom: number): { first: number; end: number } {
  const last = tops.length - 1;
  return { first: Math.max(0, countUpTo(tops, top) - 1), end: Math.min(last, countUpTo(tops, bottom)) };
}

/** How many of the ascending numbers are not above one. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Draws only the rows in view of a list that scrolls together with what stands around it. `tops` has where each row begins
 * within the list, and its height at the end.
 */
export function useRowsInView(
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  tops: readonly number[],
): RowsInView {
  const [view, setView] = useState(assumedView);
  const latest = useRef(tops);
  latest.current = tops;

  const measure = useCallback(() => {
    const [box, rows] = [scroller.current, list.current];
    if (box === null || rows === null || box.clientHeight === 0) return;
    const top = box.getBoundingClientRect().top - rows.getBoundingClientRect().top;
    const next = { top: top - beyond, bottom: top + box.clientHeight + beyond };
    setView((before) => (before.top === next.top && before.bottom === next.bottom ? before : next));
  }, [scroller, list]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    box.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', measure);
    };
  }, [scroller, measure]);

  const show = useCallback(
    (row: number) => {
      const [box, rows] = [scroller.current, list.current];
      if (box === null || rows === null) return;
      const above = rows.getBoundingClientRect().top - box.getBoundingClientRect().top;
      const top = above + (latest.current[row] ?? 0);
      const bottom = above + (latest.current[row + 1] ?? 0);
      if (top < 0) box.scrollTop += top;
      else if (bottom > box.clientHeight) box.scrollTop += bottom - box.clientHeight;
      measure();
    },
    [scroller, list, measure],
  );
  return { ...rowsBetween(tops, view.top, view.bottom), show };
}

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import {
  firstRowSeen,
  type RowGeometry,
  type RowWindow,
  rowWindow,
  scrollTopToShow,
  scrollTopToTop,
  tallestElement,
} from './virtual-rows.ts';

/** Before the box is laid out, and where nothing lays out at all. */
const assumedViewport = 600;

export interface VirtualRows {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  readonly window: RowWindow;
  /** Rows that fit into the box: the step of Page Up and Page Down. */
  readonly pageRows: number;
  readonly showRow: (row: number) => void;
  readonly firstRow: () => number;
  /** The scroll position at which a row is the first that is seen, as far as there are rows behind it. */
  readonly topOf: (row: number) => number;
  readonly scrollTo: (top: number) => void;
  /** Moves by whole rows, as when rows were put in above what is seen. */
  readonly shiftBy: (rows: number) => void;
}

/** Draws only the rows of one height that a scrolling box shows. */
export function useVirtualRows(options: {
  readonly count: number;
  readonly rowHeight: number;
  /** Rows drawn beyond each edge. */
  readonly overscan?: number;
  /** Pixels of the box that a sticky header covers. */
  readonly headerHeight?: number;
}): VirtualRows {
  const { count, rowHeight, overscan = 6, headerHeight = 0 } = options;
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [boxHeight, setBoxHeight] = useState(assumedViewport);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const measure = (): void => setBoxHeight(box.clientHeight === 0 ? assumedViewport : box.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  const viewport = Math.max(rowHeight, boxHeight - headerHeight);
  const geometry: RowGeometry = { count, rowHeight, viewport, tallest: tallestElement(globalThis.devicePixelRatio) };
  const latest = useRef(geometry);
  latest.current = geometry;

  const onScroll = useCallback(() => setScrollTop(scroller.current?.scrollTop ?? 0), []);
  const scrollTo = useCallback((top: number) => {
    if (scroller.current === null) return;
    scroller.current.scrollTop = top;
    setScrollTop(top);
  }, []);
  const showRow = useCallback(
    (row: number) => {
      const now = scroller.current?.scrollTop ?? 0;
      const wanted = scrollTopToShow(latest.current, now, row);
      if (wanted !== now) scrollTo(wanted);
    },
    [scrollTo],
  );
  const firstRow = useCallback(() => firstRowSeen(latest.current, scroller.current?.scrollTop ?? 0), []);
  const topOf = useCallback((row: number) => scrollTopToTop(latest.current, row), []);
  const shiftBy = useCallback(
    (rows: number) => scrollTo((scroller.current?.scrollTop ?? 0) + rows * latest.current.rowHeight),
    [scrollTo],
  );

  return {
    scroller,
    onScroll,
    window: rowWindow(geometry, scrollTop, overscan),
    pageRows: Math.max(1, Math.floor(viewport / rowHeight) - 1),
    showRow,
    firstRow,
    topOf,
    scrollTo,
    shiftBy,
  };
}

/**
 * The tallest element that Chromium lays out is 33,554,428 device pixels (measured; 2^25 less a rounding). Beyond it a
 * scroll position stands for a row by ratio.
 */
const tallestDevicePixels = 33_554_428;

export const tallestElement = (devicePixelRatio: number): number =>
  Math.floor(tallestDevicePixels / Math.max(1, devicePixelRatio));

/** Rows of one height in a scrolling box. All lengths in CSS pixels. */
export interface RowGeometry {
  readonly count: number;
  readonly rowHeight: number;
  /** Height of the box that they scroll in. */
  readonly viewport: number;
  /** The tallest that the scrolled element may be. */
  readonly tallest: number;
}

export interface RowWindow {
  /** Height of the scrolled element. */
  readonly height: number;
  /** The first row to draw, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Where the first row drawn begins, from the top of the scrolled element. */
  readonly offset: number;
}

const contentOf = (geometry: RowGeometry): number => geometry.count * geometry.rowHeight;

/** Content pixels that one pixel of scrolling moves; 1 unless the rows are taller than an element may be. */
function ratioOf(geometry: RowGeometry): number {
  const content = contentOf(geometry);
  if (content <= geometry.tallest) return 1;
  return (content - geometry.viewport) / (geometry.tallest - geometry.viewport);
}

/** The rows to draw at a scroll position, and where. */
export function rowWindow(geometry: RowGeometry, scrollTop: number, overscan: number): RowWindow {
  const { count, rowHeight, viewport, tallest } = geometry;
  const content = contentOf(geometry);
  const height = Math.min(content, tallest);
  const scrolled = Math.max(0, Math.min(scrollTop, height - viewport));
  const top = scrolled * ratioOf(geometry);
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const end = Math.min(count, Math.ceil((top + viewport) / rowHeight) + overscan);
  return { height, first, end, offset: scrolled + first * rowHeight - top };
}

/** The scroll position nearest to the present one that shows a row whole. */
export function scrollTopToShow(geometry: RowGeometry, scrollTop: number, row: number): number {
  const ratio = ratioOf(geometry);
  const top = scrollTop * ratio;
  const rowTop = row * geometry.rowHeight;
  const rowBottom = rowTop + geometry.rowHeight;
  if (rowTop < top) return rowTop / ratio;
  if (rowBottom > top + geometry.viewport) return (rowBottom - geometry.viewport) / ratio;
  return scrollTop;
}

/** The scroll position at which a row is the first that is seen; the last rows fill the box. */
export function scrollTopToTop(geometry: RowGeometry, row: number): number {
  const last = Math.max(0, contentOf(geometry) - geometry.viewport);
  return Math.min(row * geometry.rowHeight, last) / ratioOf(geometry);
}

/** The first row that is seen at a scroll position. */
export function firstRowSeen(geometry: RowGeometry, scrollTop: number): number {
  return Math.max(0, Math.min(geometry.count - 1, Math.floor((scrollTop * ratioOf(geometry)) / geometry.rowHeight)));
}

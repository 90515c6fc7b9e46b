/** How wide the place of one thing is, in pixels: from what a long name needs on a few lines, to what is still beside its neighbours. */
const leastCell = 148;
const mostCell = 240;

/** Where the things of one row stand, in pixels from the left. */
export interface RowLayout {
  /** The width of each place. */
  readonly cell: number;
  readonly centers: readonly number[];
  /** A place between two things, through which a line reaches the rows beneath. */
  readonly gap: number;
}

/** Shares things among as few rows as their names allow, the rows as even as possible. */
export function rowsOf(count: number, width: number): readonly number[] {
  if (count === 0) return [];
  const most = Math.max(1, Math.floor(width / leastCell));
  const perRow = Math.ceil(count / Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / perRow) }, (_, row) => Math.min(perRow, count - row * perRow));
}

/** Places a row in the middle of the width. */
export function layOutRow(count: number, width: number): RowLayout {
  const cell = Math.min(mostCell, Math.floor(width / count));
  const middle = Math.round(width / 2);
  const centers = Array.from({ length: count }, (_, at) => middle + Math.round((at - (count - 1) / 2) * cell));
  return { cell, centers, gap: count % 2 === 0 ? middle : middle + Math.round(cell / 2) };
}

/** The rows of a table, read one at a time: a long list that changes is never copied to be drawn. */
export interface TableRows<R> {
  readonly length: number;
  /** `undefined` beyond the end, and for a row that is gone since. */
  at(index: number): R | undefined;
  /** Where the row of a key stands; -1: it is not there. */
  indexOfKey(key: string): number;
}

/** A list as rows, in its own order. */
export function rowsOf<R>(list: readonly R[], keyOf: (row: R) => string): TableRows<R> {
  return {
    length: list.length,
    at: (index) => list[index],
    indexOfKey: (key) => list.findIndex((row) => keyOf(row) === key),
  };
}

/** Returns the rows between two places. */
export function sliceOf<R>(rows: TableRows<R>, first: number, end: number): readonly R[] {
  const slice: R[] = [];
  for (let index = first; index < Math.min(end, rows.length); index += 1) {
    const row = rows.at(index);
    if (row !== undefined) slice.push(row);
  }
  return slice;
}

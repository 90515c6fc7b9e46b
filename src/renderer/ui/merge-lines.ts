/** Lines `[fromStart, fromEnd)` of one text stand as lines `[toStart, toEnd)` in another. */
interface Change {
  readonly fromStart: number;
  readonly fromEnd: number;
  readonly toStart: number;
  readonly toEnd: number;
}

/** Beyond this many pairs of lines everything between the common ends counts as one change. */
const mostPairs = 4_000_000;

const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** What turns one list of lines into another, by their longest common subsequence. */
function changesBetween(from: readonly string[], to: readonly string[]): readonly Change[] {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start += 1;
  let fromEnd = from.length;
  let toEnd = to.length;
  while (fromEnd > start && toEnd > start && from[fromEnd - 1] === to[toEnd - 1]) {
    fromEnd -= 1;
    toEnd -= 1;
  }
  if (fromEnd === start && toEnd === start) return [];
  const rows = fromEnd - start;
  const columns = toEnd - start;
  if (rows * columns > mostPairs) return [{ fromStart: start, fromEnd, toStart: start, toEnd }];

  const width = columns + 1;
  const common = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => common[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const isSame = from[start + row] === to[start + column];
      common[row * width + column] = isSame
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const changes: Change[] = [];
  let row = 0;
  let column = 0;
  while (row < rows || column < columns) {
    const change = { row, column };
    while (row < rows || column < columns) {
      if (row < rows && column < columns && from[start + row] === to[start + column]) break;
      if (column >= columns || (row < rows && at(row + 1, column) >= at(row, column + 1))) row += 1;
      else column += 1;
    }
    if (row > change.row || column > change.column) {
      changes.push({
        fromStart: start + change.row,
        fromEnd: start + row,
        toStart: start + change.column,
        toEnd: start + column,
      });
    }
    while (row < rows && column < columns && from[start + row] === to[start + column]) {
      row += 1;
      column += 1;
    }
  }
  return changes;
}

/**
 * Two edits of one text put together, line by line, or `null` where both touch the same lines, or lines that meet: what
 * the two mean together there only a person can say.
 */
export function mergeLines(base: string, mine: string, theirs: string): string | null {
  if (mine === theirs) return mine;
  const lines = linesOf(base);
  const mineLines = linesOf(mine);
  const theirLines = linesOf(theirs);
  const edits = [
    ...changesBetween(lines, mineLines).map((change) => ({ change, to: mineLines })),
    ...changesBetween(lines, theirLines).map((change) => ({ change, to: theirLines })),
  ].sort((a, b) => a.change.fromStart - b.change.fromStart || a.change.fromEnd - b.change.fromEnd);

  const merged: string[] = [];
  let done = 0;
  let last: { readonly change: Change; readonly text: string } | null = null;
  for (const { change, to } of edits) {
    const text = to.slice(change.toStart, change.toEnd).join('');
    if (last !== null && change.fromStart <= last.change.fromEnd) {
      const { fromStart, fromEnd } = last.change;
      // Both made the same change of the same lines.
      if (fromStart === change.fromStart && fromEnd === change.fromEnd && last.text === text) continue;
      return null;
    }
    merged.push(...lines.slice(done, change.fromStart), text);
    done = change.fromEnd;
    last = { change, text };
  }
  const all = [...merged, ...lines.slice(done)];
  // A last line without an ending must stay the last.
  return all.slice(0, -1).every((part) => part === '' || part.endsWith('\n')) ? all.join('') : null;
}

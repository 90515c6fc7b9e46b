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

/** Two edits of one text put together. */
export interface Merged {
  readonly text: string;
  /** In so many places both changed the same lines, or lines that meet: there it is mine. */
  readonly conflicts: number;
}

/** Lines `[start, end)` of the base that one side changed, or both. */
interface Region {
  readonly start: number;
  readonly end: number;
}

/** Where two edits change the base; changes that meet are one region. */
function regionsOf(changes: readonly Change[]): readonly Region[] {
  const sorted = [...changes].sort((a, b) => a.fromStart - b.fromStart || a.fromEnd - b.fromEnd);
  const regions: Region[] = [];
  for (const { fromStart, fromEnd } of sorted) {
    const last = regions.at(-1);
    if (last === undefined || fromStart > last.end) regions.push({ start: fromStart, end: fromEnd });
    else regions[regions.length - 1] = { start: last.start, end: Math.max(last.end, fromEnd) };
  }
  return regions;
}

/** What one side made of a region: its own lines, moved by what it added and took away before. */
function madeOf({ start, end }: Region, lines: readonly string[], changes: readonly Change[]): string {
  const grown = (before: readonly Change[]): number =>
    before.reduce((sum, { fromStart, fromEnd, toStart, toEnd }) => sum + toEnd - toStart - (fromEnd - fromStart), 0);
  const from = start + grown(changes.filter(({ fromStart }) => fromStart < start));
  const to = end + grown(changes.filter(({ fromStart }) => fromStart <= end));
  return lines.slice(from, to).join('');
}

const touches = (changes: readonly Change[], { start, end }: Region): boolean =>
  changes.some(({ fromStart, fromEnd }) => fromStart >= start && fromEnd <= end);

/**
 * Two edits of one text put together, line by line. Where both touch the same lines, or lines that meet, what the two mean
 * together only a person can say: there it is mine, and counted.
 */
export function mergeTexts(base: string, mine: string, theirs: string): Merged {
  if (mine === theirs) return { text: mine, conflicts: 0 };
  const lines = linesOf(base);
  const [mineLines, theirLines] = [linesOf(mine), linesOf(theirs)];
  const mineChanges = changesBetween(lines, mineLines);
  const theirChanges = changesBetween(lines, theirLines);
  const parts: string[] = [];
  let conflicts = 0;
  let done = 0;
  for (const region of regionsOf([...mineChanges, ...theirChanges])) {
    const isMine = touches(mineChanges, region);
    const made = madeOf(region, isMine ? mineLines : theirLines, isMine ? mineChanges : theirChanges);
    if (isMine && touches(theirChanges, region) && made !== madeOf(region, theirLines, theirChanges)) conflicts += 1;
    parts.push(...lines.slice(done, region.start), made);
    done = region.end;
  }
  const all = [...parts, ...lines.slice(done)];
  // A last line without an ending must stay the last.
  const isWhole = all.slice(0, -1).every((part) => part === '' || part.endsWith('\n'));
  return isWhole ? { text: all.join(''), conflicts } : { text: mine, conflicts: conflicts + 1 };
}

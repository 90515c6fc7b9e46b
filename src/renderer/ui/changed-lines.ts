/** Beyond this many characters an editor leaves out what takes it long for each of them. */
const LARGE = 200_000;

/** How many equal lines stay on each side of a change that is cut out of a large text. */
const CONTEXT_LINES = 200;

/** Letters that are compared at once at first, and how much fewer next. */
const BLOCK = 4_096;
const BLOCK_SHRINKS = 16;

/** Whether an editor takes so long for a text that the window would stand still. */
export const isLarge = (text: string): boolean => text.length > LARGE;

/** Where two texts differ, in whole lines: from `start` to the end of each. */
export interface ChangedLines {
  readonly start: number;
  readonly beforeEnd: number;
  readonly afterEnd: number;
}

/** Returns the lines from the first to the last that differ between two texts. */
export function changedLines(before: string, after: string): ChangedLines {
  const shorter = Math.min(before.length, after.length);
  const same = sameCount(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const start = lineStart(before, same);
  const fromEnd = (text: string, from: number, to: number): string => text.slice(text.length - to, text.length - from);
  let sameAtEnd = sameCount(shorter - start, (from, to) => fromEnd(before, from, to) === fromEnd(after, from, to));
  // The rest of the line in which the equal end begins has changed as well, unless it is the whole of it.
  const isWhole = (text: string): boolean => {
    const at = text.length - sameAtEnd;
    return at === start || text[at - 1] === '\n';
  };
  if (!isWhole(before) || !isWhole(after)) {
    const lineEnd = before.indexOf('\n', before.length - sameAtEnd);
    sameAtEnd = lineEnd === -1 ? 0 : before.length - lineEnd - 1;
  }
  return { start, beforeEnd: before.length - sameAtEnd, afterEnd: after.length - sameAtEnd };
}

/** Returns how many are equal from the first on: whole blocks are compared at once, and letters only where they differ. */
function sameCount(most: number, isSame: (from: number, to: number) => boolean): number {
  let same = 0;
  for (let block = BLOCK; block >= 1; block = Math.floor(block / BLOCK_SHRINKS)) {
    while (same + block <= most && isSame(same, same + block)) same += block;
  }
  return same;
}

/** Two texts as they are compared, and how many equal lines were cut off both. */
export interface Compared {
  readonly before: string;
  readonly after: string;
  readonly linesAbove: number;
  readonly linesBelow: number;
}

/** Returns two texts for a comparison: whole, or of large ones what differs with some lines on each side. */
export function toCompare(before: string, after: string): Compared {
  const whole = { before, after, linesAbove: 0, linesBelow: 0 };
  if (!isLarge(before) && !isLarge(after)) return whole;
  const { start, beforeEnd, afterEnd } = changedLines(before, after);
  let from = start;
  for (let line = 0; line < CONTEXT_LINES && from > 0; line += 1) from = lineStart(before, from - 1);
  let shown = 0;
  const rest = before.length - beforeEnd;
  for (let line = 0; line < CONTEXT_LINES && shown < rest; line += 1) {
    const end = before.indexOf('\n', beforeEnd + shown);
    shown = end === -1 ? rest : end + 1 - beforeEnd;
  }
  return {
    before: before.slice(from, beforeEnd + shown),
    after: after.slice(from, afterEnd + shown),
    linesAbove: linesIn(before, 0, from),
    linesBelow: linesIn(before, beforeEnd + shown, before.length),
  };
}

/** The start of the line that holds a place. A negative place to search from would count as the first. */
const lineStart = (text: string, at: number): number => (at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1);

/** The lines of a part of a text that begins with a line. */
function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  let at = from;
  while (at < to) {
    lines += 1;
    const end = text.indexOf('\n', at);
    at = end === -1 ? to : end + 1;
  }
  return lines;
}

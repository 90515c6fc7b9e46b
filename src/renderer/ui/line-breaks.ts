import type { ModelLineProjectionData } from 'monaco-editor/editor/common/modelLineProjectionData.js';
import { MonospaceLineBreaksComputerFactory as Factory } from 'monaco-editor/editor/common/viewModel/monospaceLineBreaksComputer.js';

type Create = Factory['createLineBreaksComputer'];
/** What the rows of a line depend on beside its text: the font, the width of a tab, the columns of a row and so on. */
export type RowOptions = Parameters<Create> extends [unknown, ...infer Options] ? Options : never;
/** The rows of each line; `null` for a line of one row. */
type Rows = (ModelLineProjectionData | null)[];

/** A text whose lines are broken into rows ahead of the editor that shows it. */
export interface TextToBreak {
  readonly factory: Factory;
  readonly options: RowOptions;
  /** Changes with each edit of the text. */
  readonly version: () => number;
  readonly lineCount: number;
  readonly lineAt: (line: number) => string;
}

/** The rows found ahead, and what they were found for. */
interface Ahead {
  readonly text: TextToBreak;
  readonly versionThen: number;
  readonly rows: Rows;
}

/** Letters that are looked at in one step. */
const LETTERS_PER_STEP = 150_000;

/** Each of these takes one column. */
const narrow = /^[ -~]*$/;

const createOfMonaco = Factory.prototype.createLineBreaksComputer;

/** What the editor that is being given its text takes. */
let taken: Ahead | null = null;

/**
 * Returns steps that break the lines of a text into rows, and the step that shows it with them: Monaco breaks all of them
 * in one task. An editor whose options are different by then breaks them itself.
 */
export function breakAhead(length: number, begin: () => TextToBreak, show: () => void): readonly (() => void)[] {
  let ahead: Ahead | null = null;
  const start = (): void => {
    const text = begin();
    ahead = { text, versionThen: text.version(), rows: [] };
  };
  const next = (): void => {
    if (ahead !== null) breakNext(ahead);
  };
  const showWithRows = (): void => {
    taken = ahead;
    try {
      show();
    } finally {
      taken = null;
    }
  };
  return [start, ...Array.from({ length: Math.ceil(length / LETTERS_PER_STEP) }, () => next), showWithRows];
}

function breakNext({ text, rows }: Ahead): void {
  const { factory, options, lineCount, lineAt } = text;
  const column = options[2];
  const lines: string[] = [];
  const at: number[] = [];
  let letters = 0;
  while (rows.length < lineCount && letters < LETTERS_PER_STEP) {
    const line = lineAt(rows.length + 1);
    letters += line.length + 1;
    // Most lines are shorter than a row.
    if (line.length >= column || !narrow.test(line)) {
      at.push(rows.length);
      lines.push(line);
    }
    rows.push(null);
  }
  const asked = { getLineContent: (line: number) => lines[line - 1] ?? '', getLineInjectedText: () => [] };
  const computer = createOfMonaco.call(factory, asked, ...options);
  for (const index of lines.keys()) computer.addRequest(index + 1, null);
  for (const [index, found] of computer.finalize().entries()) rows[at[index] ?? -1] = found;
}

/** Returns the rows found ahead, if they are those of as many lines and of the same options. */
function rowsFor(lineCount: number, options: RowOptions): Rows | null {
  if (taken === null || lineCount === 0) return null;
  const { text, versionThen, rows } = taken;
  const isSame = text.options.every((option, at) => option === options[at]);
  if (!isSame || text.version() !== versionThen || rows.length !== lineCount) return null;
  // Monaco writes into the lists of rows when it breaks a line again.
  taken = null;
  return rows;
}

/** Teaches Monaco to take the rows that were found ahead. */
export function takeRowsAhead(): void {
  Factory.prototype.createLineBreaksComputer = function (lines, ...options) {
    if (taken === null) return createOfMonaco.call(this, lines, ...options);
    const asked: (ModelLineProjectionData | null)[] = [];
    const askedLines: number[] = [];
    return {
      addRequest: (line, previous) => {
        askedLines.push(line);
        asked.push(previous);
      },
      finalize: () => {
        const rows = asked.every((previous) => previous === null) ? rowsFor(asked.length, options) : null;
        if (rows !== null) return rows;
        const computer = createOfMonaco.call(this, lines, ...options);
        for (const [at, line] of askedLines.entries()) computer.addRequest(line, asked[at] ?? null);
        return computer.finalize();
      },
    };
  };
}

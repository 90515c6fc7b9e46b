import { joined, lengthOf, type Printable, words } from '../core/terminal/printable.ts';

/** What stands in a table: text that others said as well as our own. */
type Cell = Printable | string;

const gap = words`  `;

/** Rows as aligned columns under a heading. */
export function table(heading: readonly string[], rows: readonly (readonly Cell[])[]): Printable {
  const all = [heading, ...rows].map((row) => row.map((cell) => words`${cell}`));
  const widths = heading.map((_, column) => Math.max(...all.map((row) => lengthAt(row, column))));
  return joined(
    all.map(
      (row) =>
        words`${joined(
          row.map((cell, column) => padded(row, cell, widths[column])),
          gap,
        )}\n`,
    ),
  );
}

/** A cell as wide as its column, but for the last ones of a row that have nothing behind them. */
function padded(row: readonly Printable[], cell: Printable, width: number | undefined): Printable {
  const isLast = row.slice(row.indexOf(cell) + 1).every((next) => lengthOf(next) === 0);
  return isLast ? cell : words`${cell}${' '.repeat((width ?? 0) - lengthOf(cell))}`;
}

function lengthAt(row: readonly Printable[], column: number): number {
  const cell = row[column];
  return cell === undefined ? 0 : lengthOf(cell);
}

/** Names and their values, one a line. */
export function fields(entries: readonly (readonly [name: string, value: Cell])[]): Printable {
  const width = Math.max(...entries.map(([name]) => name.length));
  return joined(entries.map(([name, value]) => words`${name.padEnd(width)}  ${value}\n`));
}

/** Bytes as a person reads them: `20 MiB`. */
export function byteSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  const value = bytes / 1024 ** power;
  return `${value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power - 1]}`;
}

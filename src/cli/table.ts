import { joined, lengthOf, type Printable, printableLine, words } from '../core/terminal/printable.ts';

/** A table's cell: text from the cluster as well as our own. */
type Cell = Printable | string;

const gap = words`  `;

/** Rows as aligned columns under a heading. */
export function table(heading: readonly string[], rows: readonly (readonly Cell[])[]): Printable {
  const all = [heading, ...rows].map((row) => row.map((cell) => words`${cell}`));
  const widths = heading.map((_, column) => Math.max(...all.map((row) => lengthAt(row, column))));
  return joined(all.map((row) => lineOf(row, widths)));
}

function lineOf(row: readonly Printable[], widths: readonly number[]): Printable {
  // No padding after the last non-empty cell.
  const last = row.findLastIndex((cell) => lengthOf(cell) > 0);
  const cells = row
    .slice(0, last + 1)
    .map((cell, column) => (column === last ? cell : padded(cell, widths[column] ?? 0)));
  return words`${joined(cells, gap)}\n`;
}

function padded(cell: Printable, width: number): Printable {
  return joined([cell, printableLine(' '.repeat(width - lengthOf(cell)))]);
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

/** Returns a readable size: `20 MiB`. */
export function byteSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  const value = bytes / 1024 ** power;
  return `${value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power - 1]}`;
}

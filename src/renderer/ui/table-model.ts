import type { ReactNode } from 'react';
import { parseRowPlace, type RowPlace } from './row-place.ts';

export interface TableColumn<R> {
  readonly id: string;
  readonly title: string;
  /** Pixels at first; the operator may change it. */
  readonly width: number;
  readonly align?: 'start' | 'end';
  readonly isMono?: boolean;
  /** What it is sorted by, and copied as. */
  readonly valueOf: (row: R) => string | number | null;
  /** What it is drawn as, where that is not its value. */
  readonly render?: (row: R) => ReactNode;
}

/** The column that takes the room left over: the last of words. Numbers far from what they are about cannot be read. */
export function growingColumn<R>(columns: readonly TableColumn<R>[]): number {
  const ofWords = columns.findLastIndex(({ align }) => align !== 'end');
  return ofWords === -1 ? columns.length - 1 : ofWords;
}

export interface TableSort {
  readonly column: string;
  readonly isDescending: boolean;
}

/** Where a table was left. */
export interface TablePlace {
  readonly sort: TableSort | null;
  /** `null`: at its top. */
  readonly top: RowPlace | null;
}

/** What was remembered of a table, or `null` where it is none. */
export function parseTablePlace(json: unknown): TablePlace | null {
  if (typeof json !== 'object' || json === null || !('sort' in json) || !('top' in json)) return null;
  return { sort: parseSort(json.sort), top: parseRowPlace(json.top) };
}

function parseSort(json: unknown): TableSort | null {
  if (typeof json !== 'object' || json === null || !('column' in json) || !('isDescending' in json)) return null;
  const { column, isDescending } = json;
  return typeof column === 'string' && typeof isDescending === 'boolean' ? { column, isDescending } : null;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Rows in the order of a column: numbers by size, words as people order them, the unknown last either way. */
export function sortRows<R>(
  rows: readonly R[],
  columns: readonly TableColumn<R>[],
  sort: TableSort | null,
): readonly R[] {
  const column = columns.find((each) => each.id === sort?.column);
  if (sort === null || column === undefined) return rows;
  const sign = sort.isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: column.valueOf(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      if (typeof a.value === 'number' && typeof b.value === 'number') return sign * (a.value - b.value);
      return sign * collator.compare(String(a.value), String(b.value));
    })
    .map((each) => each.row);
}

/** A click on a header: ascending, then descending, then as the rows came. */
export function nextSort(sort: TableSort | null, column: string): TableSort | null {
  if (sort?.column !== column) return { column, isDescending: false };
  return sort.isDescending ? null : { column, isDescending: true };
}

const tsvCell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as a spreadsheet takes them from the clipboard. */
export const toTsv = <R>(columns: readonly TableColumn<R>[], rows: readonly R[]): string =>
  [
    columns.map((column) => tsvCell(column.title)).join('\t'),
    ...rows.map((row) => columns.map((column) => tsvCell(column.valueOf(row))).join('\t')),
  ].join('\n');

/** The rows chosen, and the two ends of the last stretch of them. */
export interface TableSelection {
  readonly keys: ReadonlySet<string>;
  /** Where a stretch begins. */
  readonly anchor: string | null;
  /** The row that has the keyboard. */
  readonly cursor: string | null;
}

export const nothingSelected: TableSelection = { keys: new Set(), anchor: null, cursor: null };

/** A row whose menu is asked for: what it is among stays selected, and any other row is selected alone. */
export const selectForMenu = (before: TableSelection, key: string): TableSelection =>
  before.keys.has(key) ? { ...before, cursor: key } : { keys: new Set([key]), anchor: key, cursor: key };

/** One row alone; with `toggle` one more or less; with `extend` all from the anchor to it. */
export function select(
  before: TableSelection,
  keys: readonly string[],
  key: string,
  how: 'alone' | 'toggle' | 'extend',
): TableSelection {
  if (how === 'toggle') {
    const chosen = new Set(before.keys);
    if (!chosen.delete(key)) chosen.add(key);
    return { keys: chosen, anchor: key, cursor: key };
  }
  const from = before.anchor === null ? -1 : keys.indexOf(before.anchor);
  if (how === 'alone' || from === -1) return { keys: new Set([key]), anchor: key, cursor: key };
  const to = keys.indexOf(key);
  return { keys: new Set(keys.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor: before.anchor, cursor: key };
}

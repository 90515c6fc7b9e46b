import type { ReactNode } from 'react';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import type { TableColumn } from '../../../ui/table-model.ts';

/** Draws a figure, for a table whose figures open what is behind them. */
export type DrawFigure<R> = (row: R, shown: string) => ReactNode;

/** A column of words. */
export const text = <R,>(id: string, title: string, width: number, of: (row: R) => string | null): TableColumn<R> => ({
  id,
  title,
  width,
  valueOf: of,
});

/** A column of numbers. */
export const count = <R,>(id: string, title: string, of: (row: R) => number, draw?: DrawFigure<R>): TableColumn<R> => ({
  id,
  title,
  width: 96,
  align: 'end',
  valueOf: of,
  render: (row) => draw?.(row, formatCount(of(row))) ?? formatCount(of(row)),
});

/** Sorted and copied as bytes, drawn for reading. */
export const size = <R,>(id: string, title: string, of: (row: R) => number, draw?: DrawFigure<R>): TableColumn<R> => ({
  id,
  title,
  width: 110,
  align: 'end',
  valueOf: of,
  render: (row) => draw?.(row, formatBytes(of(row))) ?? formatBytes(of(row)),
});

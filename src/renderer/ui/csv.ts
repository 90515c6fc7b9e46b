import type { TableColumn } from './table-model.ts';

/** A cell as spreadsheets take it; one that could be taken for a formula is kept from being one. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV (RFC 4180), the columns' titles first. */
export const toCsv = <R>(columns: readonly TableColumn<R>[], rows: readonly R[]): string =>
  [
    columns.map(({ title }) => cell(title)).join(','),
    ...rows.map((row) => columns.map((column) => cell(column.valueOf(row))).join(',')),
  ]
    .join('\r\n')
    .concat('\r\n');

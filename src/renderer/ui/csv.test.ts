import { expect, it } from 'vitest';
import { toCsv } from './csv.ts';
import type { TableColumn } from './table-model.ts';

const columns: readonly TableColumn<readonly [string, number | null]>[] = [
  { id: 'name', title: 'Name', width: 1, valueOf: ([name]) => name },
  { id: 'bytes', title: 'Bytes', width: 1, valueOf: ([, bytes]) => bytes },
];

it('quotes what must be quoted, and leaves the unknown empty', () => {
  expect(
    toCsv(columns, [
      ['a,"b"', 7],
      ['c', null],
    ]),
  ).toBe('Name,Bytes\r\n"a,""b""",7\r\nc,\r\n');
});

it.each(['=1+1', '+1', '-1', '@x'])('keeps %s from becoming a formula', (text) => {
  expect(toCsv(columns, [[text, 1]])).toContain(`'${text},1`);
});

import { describe, expect, it } from 'vitest';
import { growingColumn, nextSort, nothingSelected, select, sortRows, type TableColumn, toTsv } from './table-model.ts';

interface Fruit {
  readonly name: string;
  readonly count: number | null;
}

const columns: readonly TableColumn<Fruit>[] = [
  { id: 'name', title: 'Name', width: 100, valueOf: (fruit) => fruit.name },
  { id: 'count', title: 'Count', width: 100, valueOf: (fruit) => fruit.count },
];
const fruits: readonly Fruit[] = [
  { name: 'pear 10', count: 9 },
  { name: 'apple', count: null },
  { name: 'pear 9', count: 10 },
];
const names = (rows: readonly Fruit[]): string[] => rows.map((row) => row.name);

describe('sortRows', () => {
  it('leaves rows as they came without a sort', () => {
    expect(sortRows(fruits, columns, null)).toBe(fruits);
  });

  it('orders numbers by size and keeps the unknown last either way', () => {
    expect(names(sortRows(fruits, columns, { column: 'count', isDescending: false }))).toEqual([
      'pear 10',
      'pear 9',
      'apple',
    ]);
    expect(names(sortRows(fruits, columns, { column: 'count', isDescending: true }))).toEqual([
      'pear 9',
      'pear 10',
      'apple',
    ]);
  });

  it('orders numbers within words by size', () => {
    expect(names(sortRows(fruits, columns, { column: 'name', isDescending: false }))).toEqual([
      'apple',
      'pear 9',
      'pear 10',
    ]);
  });

  it('goes up, down and back', () => {
    const up = nextSort(null, 'name');
    expect(up).toEqual({ column: 'name', isDescending: false });
    const down = nextSort(up, 'name');
    expect(down).toEqual({ column: 'name', isDescending: true });
    expect(nextSort(down, 'name')).toBeNull();
    expect(nextSort(down, 'count')).toEqual({ column: 'count', isDescending: false });
  });
});

describe('growingColumn', () => {
  it('is the last of words, and the last of all where there are none', () => {
    const [name, count] = columns;
    const counts = columns.map((column) => ({ ...column, align: 'end' as const }));
    expect(growingColumn(columns)).toBe(1);
    expect(growingColumn([...(name ? [name] : []), ...(count ? [{ ...count, align: 'end' as const }] : [])])).toBe(0);
    expect(growingColumn(counts)).toBe(1);
  });
});

describe('toTsv', () => {
  it('quotes what would break a row', () => {
    const tricky = [{ name: 'a\tb "c"\nd', count: null }];
    expect(toTsv(columns, tricky)).toBe('Name\tCount\n"a\tb ""c""\nd"\t');
  });
});

describe('select', () => {
  const keys = ['a', 'b', 'c', 'd'];
  it('takes one, adds one, and stretches from the anchor', () => {
    const one = select(nothingSelected, keys, 'b', 'alone');
    const stretched = select(one, keys, 'd', 'extend');
    expect([...stretched.keys]).toEqual(['b', 'c', 'd']);
    const back = select(stretched, keys, 'a', 'extend');
    expect([...back.keys]).toEqual(['a', 'b']);
    expect(back.cursor).toBe('a');
    const toggled = select(back, keys, 'a', 'toggle');
    expect([...toggled.keys]).toEqual(['b']);
  });

  it('begins anew where the anchor has gone', () => {
    const gone = { keys: new Set(['x']), anchor: 'x', cursor: 'x' };
    expect([...select(gone, keys, 'c', 'extend').keys]).toEqual(['c']);
  });
});

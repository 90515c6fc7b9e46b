import { expect, it } from 'vitest';
import { layOutRow, rowsOf } from './hub-layout.ts';

const widths = [360, 640, 744, 1_100];

it('has a place for each of nine, wide enough for a long name, within the width', () => {
  for (const width of widths) {
    for (let count = 1; count <= 9; count++) {
      const rows = rowsOf(count, width);
      expect(rows.reduce((sum, row) => sum + row, 0)).toBe(count);
      for (const row of rows) {
        const { cell, centers } = layOutRow(row, width);
        expect(cell).toBeGreaterThanOrEqual(148);
        expect((centers[0] ?? 0) - cell / 2).toBeGreaterThanOrEqual(-1);
        expect((centers.at(-1) ?? 0) + cell / 2).toBeLessThanOrEqual(width + 1);
        for (const [at, center] of centers.entries()) {
          const next = centers[at + 1];
          if (next !== undefined) expect(next - center).toBeGreaterThanOrEqual(cell - 1);
        }
      }
    }
  }
});

it('shares them evenly among the rows', () => {
  expect(rowsOf(0, 744)).toEqual([]);
  expect(rowsOf(4, 744)).toEqual([4]);
  expect(rowsOf(6, 744)).toEqual([3, 3]);
  expect(rowsOf(8, 744)).toEqual([4, 4]);
  expect(rowsOf(8, 1_200)).toEqual([8]);
  expect(rowsOf(3, 100)).toEqual([1, 1, 1]);
});

it('leaves a way between two for the rows beneath', () => {
  for (const count of [1, 2, 3, 4, 5]) {
    const { cell, centers, gap } = layOutRow(count, 744);
    for (const center of centers) expect(Math.abs(center - gap)).toBeGreaterThanOrEqual(cell / 2 - 1);
  }
});

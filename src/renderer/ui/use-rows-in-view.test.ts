import { expect, it } from 'vitest';
import { rowsBetween } from './use-rows-in-view.ts';

/** Three rows of 36, 60 and 82 pixels. */
const tops = [0, 36, 96, 178];

it.each([
  [0, 1_000, 0, 3],
  [-500, -1, 0, 0],
  [35, 36, 0, 2],
  [36, 95, 1, 2],
  [100, 170, 2, 3],
])('from %i to %i pixels draws rows %i to %i', (top, bottom, first, end) => {
  expect(rowsBetween(tops, top, bottom)).toEqual({ first, end });
});

it('draws nothing of an empty list', () => {
  expect(rowsBetween([0], 0, 100)).toEqual({ first: 0, end: 0 });
});

import { expect, it } from 'vitest';
import { sparklinePaths } from './sparkline-paths.ts';

const box = { width: 44, height: 24, isFromZero: false };

it('draws the least at the bottom and the most at the top', () => {
  expect(sparklinePaths([10, 20, 30], box).lines).toBe('M2.0 22.0L22.0 12.0L42.0 2.0');
});

it('leaves a gap where nothing is known, and shows a lone value as a dot', () => {
  const { lines, dots } = sparklinePaths([0, 10, null, 5, null], box);
  expect(lines).toBe('M2.0 22.0L12.0 2.0');
  expect(dots).toBe('M32.0 12.0h0');
});

it('compares sizes from zero where asked to', () => {
  expect(sparklinePaths([10, 20], { ...box, isFromZero: true }).lines).toBe('M2.0 12.0L42.0 2.0');
});

it('has a place for what never changes, and none for nothing', () => {
  expect(sparklinePaths([7, 7], box).lines).toBe('M2.0 12.0L42.0 12.0');
  expect(sparklinePaths([0, 0], { ...box, isFromZero: true }).lines).toBe('M2.0 22.0L42.0 22.0');
  expect(sparklinePaths([], box)).toEqual({ lines: '', dots: '' });
  expect(sparklinePaths([null, null], box)).toEqual({ lines: '', dots: '' });
});

import { expect, it } from 'vitest';
import { median, percentile } from './samples.mjs';
import { tableOf } from './table.mjs';

it('sets a figure beside its target and its reference', () => {
  const lines = tableOf([
    { name: 'first paint', unit: 'ms', value: 950, target: 900, reference: 500 },
    { name: 'script', unit: 'kB', value: 210.4, target: 350 },
  ]);
  expect(lines[1]).toBe('first paint  950 ms   ≤ 900 ms  MISSED  500 ms     1.90×');
  expect(lines[2]).toBe('script       210 kB   ≤ 350 kB  met');
});

it('wants a rate to reach its target', () => {
  const rate = { name: 'decode', unit: 'objects/s', target: 20_000, isMoreBetter: true };
  expect(tableOf([{ ...rate, value: 21_000 }])[1]).toBe('decode  21000 objects/s  ≥ 20000 objects/s  met');
  expect(tableOf([{ ...rate, value: 19_000 }])[1]).toBe('decode  19000 objects/s  ≥ 20000 objects/s  MISSED');
});

it('tells an aim from a target', () => {
  const bounds = { name: 'scan', unit: 's', target: 5, aim: 2 };
  expect(tableOf([{ ...bounds, value: 1 }])[1]).toBe('scan    1.0 s    ≤ 5.0 s, aim 2.0 s  aim met');
  expect(tableOf([{ ...bounds, value: 3 }])[1]).toBe('scan    3.0 s    ≤ 5.0 s, aim 2.0 s  met');
  expect(tableOf([{ ...bounds, value: 6 }])[1]).toBe('scan    6.0 s    ≤ 5.0 s, aim 2.0 s  MISSED');
});

it('says why there is no figure', () => {
  expect(tableOf([{ name: 'idle', unit: '%', value: null, target: 1, note: 'no Electron here' }])[1]).toMatch(
    /^idle\s+–\s+≤ 1\.0 %\s+no Electron here$/,
  );
});

it('takes the middle, and the tail', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(percentile([10, 1, 2, 3, 4, 5, 6, 7, 8, 9], 95)).toBe(10);
  expect(percentile([10, 1, 2, 3, 4, 5, 6, 7, 8, 9], 50)).toBe(5);
});

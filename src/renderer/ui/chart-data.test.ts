import { expect, it } from 'vitest';
import { axisRange, axisSteps, chartSummary, nearThresholds } from './chart-data.ts';

const ms = (value: number): string => `${value} ms`;

it('says in words how each line goes', () => {
  const series = [
    { label: 'a', line: 'first', values: [3, null, 1, 2] },
    { label: 'b', line: 'second', values: [4, null] },
    { label: 'c', line: 'third', values: [null] },
  ] as const;
  expect(chartSummary('Latency', series, ms)).toBe(
    'Latency. a: 2 ms now, between 1 ms and 3 ms. b: no value now, between 4 ms and 4 ms. c: no value yet',
  );
});

it('draws a threshold where values come near', () => {
  const thresholds = [
    { value: 10, label: 'warned of', tone: 'warn' },
    { value: 100, label: 'bad', tone: 'bad' },
  ] as const;
  const near = (...values: readonly (number | null)[]) =>
    nearThresholds(thresholds, [{ label: 'a', line: 'first', values }]).map(({ value }) => value);
  expect(near()).toEqual([]);
  expect(near(null, 3.9)).toEqual([]);
  expect(near(4, null)).toEqual([10]);
  expect(near(40)).toEqual([10, 100]);
});

it('marks counts at whole numbers, and bytes at binary ones', () => {
  expect(axisSteps('whole').slice(0, 5)).toEqual([1, 2, 5, 10, 20]);
  expect(axisSteps('whole').every(Number.isInteger)).toBe(true);
  expect(axisSteps('bytes')).toContain(64 * 1024 * 1024);
  expect(axisSteps('bytes')).not.toContain(100);
});

it('has room for a 1 above zeros, and holds the values otherwise', () => {
  expect(axisRange(0, 0, true)).toEqual([0, 1.08]);
  expect(axisRange(0, 100, true)).toEqual([0, 108]);
  expect(axisRange(null, null, true)).toEqual([0, 1]);
});

import { expect, it } from 'vitest';
import { WriteTimes } from './write-times.ts';

const load = { writesPerSecond: 100 };

function times(took: readonly number[], failed = 0): WriteTimes {
  const writes = new WriteTimes();
  for (const ms of took) writes.wrote(ms);
  for (let at = 0; at < failed; at += 1) writes.failed();
  return writes;
}

const hundred = (ms: number): readonly number[] => Array.from({ length: 100 }, () => ms);

it('passes by the rules of etcdctl check perf', () => {
  expect(times(hundred(4)).measured(load, 1_000, true)).toEqual({
    ...{ writesPerSecond: 100, slowestMs: 4, standardDeviationMs: 0, errors: 0, passed: true },
  });
  expect(times([2, 4, 4, 4, 5, 5, 7, 9]).measured(load, 80, true)).toMatchObject({ standardDeviationMs: 2 });
  const passes = (writes: WriteTimes, tookMs = 1_000) => writes.measured(load, tookMs, true).passed;
  // 90 % of the rate do not do, more do.
  expect([passes(times(hundred(4)), 1_111.2), passes(times(hundred(4)), 1_110)]).toEqual([false, true]);
  expect([passes(times([...hundred(4), 500])), passes(times([...hundred(4), 500.1]))]).toEqual([true, false]);
  expect(passes(times([...hundred(1), ...hundred(300)]))).toBe(false);
  expect(passes(times(hundred(4), 1))).toBe(false);
});

it('has nothing that was stopped pass, and says nothing of what was never written', () => {
  expect(times(hundred(4)).measured(load, 1_000, false).passed).toBe(false);
  expect(times([], 3).measured(load, 1_000, true)).toMatchObject({ writesPerSecond: 0, slowestMs: 0, errors: 3 });
});

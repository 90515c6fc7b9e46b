import { expect, it } from 'vitest';
import { watchMs } from './watch-time.ts';

const of = (query: string): number => watchMs(new URL(`https://127.0.0.1/api/v1/pods?${query}`));

it('lasts as long as was asked for, a day at most', () => {
  expect(of('timeoutSeconds=5')).toBe(5_000);
  expect(of('timeoutSeconds=99999999')).toBe(86_400_000);
});

it('lasts half an hour to an hour otherwise, in whole milliseconds as timers take them', () => {
  for (const query of ['', 'timeoutSeconds=x', 'timeoutSeconds=0', 'timeoutSeconds=1.5']) {
    expect(of(query)).toBeGreaterThanOrEqual(30 * 60_000);
    expect(of(query)).toBeLessThanOrEqual(60 * 60_000);
    expect(Number.isInteger(of(query))).toBe(true);
  }
});

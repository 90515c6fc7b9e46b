import { expect, it } from 'vitest';
import { formatSeconds, parseTime, zeroTime } from './time.ts';

it('prints what Date prints, over four thousand years', () => {
  for (let day = -1_000_000; day < 500_000; day += 997) {
    const seconds = day * 86_400 + ((day * 7919) % 86_400);
    const date = new Date(seconds * 1000);
    if (date.getUTCFullYear() < 0) continue;
    expect(formatSeconds(seconds)).toBe(date.toISOString().slice(0, 19));
  }
});

it('prints years that Date does not know', () => {
  expect(formatSeconds(253_402_300_800)).toBe('10000-01-01T00:00:00');
  expect(formatSeconds(zeroTime)).toBe('0001-01-01T00:00:00');
  expect(formatSeconds(zeroTime - 366 * 86_400 - 1)).toBe('-0001-12-31T23:59:59');
});

it.each([
  ['1970-01-01T00:00:00Z', 0, 0],
  ['2026-11-21T04:05:06.000007Z', 1_795_233_906, 7000],
  ['2026-11-21T05:05:06+01:00', 1_795_233_906, 0],
  ['0001-01-01T00:00:00Z', zeroTime, 0],
])('reads %s', (text, seconds, nanoseconds) => {
  expect(parseTime(text)).toEqual({ seconds, nanoseconds });
});

it.each([
  '',
  '2026-11-21',
  '2026-02-30T00:00:00Z',
  '2026-11-21T24:00:00Z',
  '2026-11-21 04:05:06Z',
  '2026-11-21T04:05:06',
])('refuses %j', (text) => {
  expect(parseTime(text)).toBeNull();
});

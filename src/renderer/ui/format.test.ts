import { expect, it } from 'vitest';
import { formatBytes, formatDuration, formatRelativeTime, plural } from './format.ts';

it.each([
  [0, '0 B'],
  [1_023, '1023 B'],
  [1_024, '1 KiB'],
  [4_182, '4.08 KiB'],
  [43_000, '42 KiB'],
  [1_572_864, '1.5 MiB'],
  [8 * 2 ** 30, '8 GiB'],
  [2 ** 30 - 1, '1 GiB'],
  [1_023.6 * 1_024, '1 MiB'],
])('writes %d bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it.each([
  [0.42, '0.4 ms'],
  [12.4, '12 ms'],
  [999.7, '1.0 s'],
  [1_840, '1.8 s'],
  [59_700, '1 min'],
  [4 * 60_000, '4 min'],
  [3 * 3_600_000, '3 h'],
  [6 * 86_400_000, '6 days'],
])('writes %d milliseconds as %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));

it('says how long ago', () => {
  expect(formatRelativeTime(10_000, 10_400)).toBe('just now');
  expect(formatRelativeTime(10_000, 13_900)).toBe('3 s ago');
  expect(formatRelativeTime(10_000, 10_000 + 4 * 60_000)).toBe('4 min ago');
  expect(formatRelativeTime(10_000 + 86_400_000 * 3, 10_000)).toBe('in 3 days');
});

it('counts in words', () => {
  expect(plural(1, 'member')).toBe('1 member');
  expect(plural(1_200, 'key')).toBe('1,200 keys');
});

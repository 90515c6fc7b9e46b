import { expect, it } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

it.each([
  [0n, '0s'],
  [1n, '1ns'],
  [1100n, '1.1µs'],
  [2_500_000n, '2.5ms'],
  [500_000_000n, '500ms'],
  [60_000_000_000n, '1m0s'],
  [5_400_500_000_000n, '1h30m0.5s'],
  [-1_500_000_000n, '-1.5s'],
  [2n ** 63n - 1n, '2562047h47m16.854775807s'],
  [-(2n ** 63n), '-2562047h47m16.854775808s'],
])('%s nanoseconds are %s, and back', (nanoseconds, text) => {
  expect(formatDuration(nanoseconds)).toBe(text);
  expect(parseDuration(text)).toBe(nanoseconds);
});

it.each([
  ['1h1h', 7_200_000_000_000n],
  ['.5s', 500_000_000n],
  ['+3us', 3000n],
  ['0', 0n],
])('reads %s', (text, nanoseconds) => {
  expect(parseDuration(text)).toBe(nanoseconds);
});

it.each(['', '1', '1x', 's', '-', '1 s', '.s', '2562048h', `${'9'.repeat(1000)}s`])('refuses %j', (text) => {
  expect(parseDuration(text)).toBeNull();
});

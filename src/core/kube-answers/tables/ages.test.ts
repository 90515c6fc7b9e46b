import { expect, it } from 'vitest';
import { Ages, humanDuration } from './ages.ts';

const [minute, hour, day, year] = [60, 3_600, 86_400, 365 * 86_400];

it.each([
  [-2, '<invalid>'],
  [-1, '0s'],
  [0, '0s'],
  [119.9, '119s'],
  [2 * minute, '2m'],
  [2 * minute + 5, '2m5s'],
  [10 * minute + 5, '10m'],
  [179 * minute, '179m'],
  [3 * hour, '3h'],
  [3 * hour + 7 * minute, '3h7m'],
  [8 * hour + 7 * minute, '8h'],
  [47 * hour, '47h'],
  [2 * day, '2d'],
  [2 * day + 3 * hour, '2d3h'],
  [8 * day + 3 * hour, '8d'],
  [729 * day, '729d'],
  [2 * year, '2y'],
  [2 * year + 5 * day, '2y5d'],
  [8 * year + 5 * day, '8y'],
])('shows %d seconds as %s', (seconds, text) => {
  expect(humanDuration(seconds)).toBe(text);
});

it('knows no age of what has no time', () => {
  const ages = new Ages({ now: () => 10_000 });
  expect([ages.since(null), ages.since(4)]).toEqual(['<unknown>', '6s']);
});

import { expect, it } from 'vitest';
import { RevisionClock } from './revision-clock.ts';

it('keeps the beginning and the end of a revision that stays', () => {
  const clock = new RevisionClock();
  for (const [revision, at] of [
    [5, 10],
    [5, 20],
    [5, 30],
    [6, 40],
    [8, 50],
    [8, 60],
  ] as const) {
    clock.saw({ revision, at });
  }
  expect(clock.sightings.map(({ revision, at }) => [revision, at])).toEqual([
    [5, 10],
    [5, 30],
    [6, 40],
    [8, 50],
    [8, 60],
  ]);
});

it('leaves out what goes backwards: a member that is behind, or a clock that was set back', () => {
  const clock = new RevisionClock();
  clock.saw({ revision: 5, at: 10 });
  clock.saw({ revision: 4, at: 20 });
  clock.saw({ revision: 6, at: 5 });
  expect(clock.sightings).toEqual([{ revision: 5, at: 10 }]);
});

it('stays small however long it runs, and keeps the first and the newest', () => {
  const clock = new RevisionClock();
  for (let n = 0; n < 20_000; n++) clock.saw({ revision: n, at: n });
  expect(clock.sightings.length).toBeLessThanOrEqual(2_000);
  expect(clock.sightings[0]).toEqual({ revision: 0, at: 0 });
  expect(clock.sightings.slice(-3).map(({ revision }) => revision)).toEqual([19_997, 19_998, 19_999]);
  const order = clock.sightings.map(({ revision }) => revision);
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

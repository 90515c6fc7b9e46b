import { expect, it } from 'vitest';
import { targetByAge } from './compact-target.ts';

const hour = 3_600_000;
const now = 10 * hour;
const timeline = {
  oldestRevision: 50,
  headRevision: 400,
  sightings: [
    { revision: 100, at: 7 * hour },
    { revision: 200, at: 8 * hour },
    { revision: 300, at: 9.5 * hour },
    { revision: 400, at: now },
  ],
};

it('goes to the newest revision that was there before the time to keep', () => {
  expect(targetByAge(timeline, hour)).toEqual({ revision: 200, oldest: 50, keptMs: 2 * hour });
  expect(targetByAge(timeline, 2 * hour)).toEqual({ revision: 200, oldest: 50, keptMs: 2 * hour });
  expect(targetByAge(timeline, 2 * hour + 1)).toEqual({ revision: 100, oldest: 50, keptMs: 3 * hour });
});

it('says where no revision is known to be that old', () => {
  expect(() => targetByAge(timeline, 4 * hour)).toThrow(/oldest that is known was seen 10800 s ago: 100/);
  const fresh = { ...timeline, sightings: timeline.sightings.slice(-1) };
  expect(() => targetByAge(fresh, 1)).toThrow(/the cluster was not seen before/);
});

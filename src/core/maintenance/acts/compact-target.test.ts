import { expect, it } from 'vitest';
import { ageUnknown, nearestByAge, targetByAge } from './compact-target.ts';

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

const fresh = { ...timeline, sightings: timeline.sightings.slice(-1) };

it('says where no revision is known to be that old, and since when times are known', () => {
  expect(targetByAge(timeline, 4 * hour)).toBe(null);
  expect(ageUnknown(timeline.sightings).toFailure()).toMatchObject({
    ...{ code: 'AgeUnknown', detail: { knownMs: 3 * hour } },
    message: expect.stringContaining('known only for the last 10800 s, since revision 100'),
  });
  expect(targetByAge(fresh, 1)).toBe(null);
  expect(ageUnknown(fresh.sightings).message).toContain('known from now on only');
});

it('keeps as much history of a known age as there is, where no revision is known to be that old', () => {
  const unknownMs = 4 * hour;
  expect(nearestByAge(timeline, unknownMs)).toEqual({ revision: 100, oldest: 50, keptMs: 3 * hour, unknownMs });
  // What was seen at the compacted revision would give up nothing.
  const compacted = { ...timeline, oldestRevision: 100 };
  expect(nearestByAge(compacted, unknownMs)).toMatchObject({ revision: 200, keptMs: 2 * hour });
  expect(nearestByAge(fresh, unknownMs)).toMatchObject({ revision: 400, keptMs: 0 });
});

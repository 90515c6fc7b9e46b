import { expect, it } from 'vitest';
import { timelineOf } from './timeline.ts';

const s = (revision: number, at: number) => ({ revision, at });

it('orders the sightings of all clocks, and leaves out what contradicts', () => {
  const { sightings } = timelineOf(10, s(100, 1_000), [
    [s(50, 500), s(90, 900)],
    [s(20, 200), s(60, 450), s(70, 700)],
    // Compacted, ahead of the head, in the future.
    [s(9, 90), s(101, 999), s(95, 2_000)],
  ]);
  expect(sightings).toEqual([s(20, 200), s(50, 500), s(70, 700), s(90, 900), s(100, 1_000)]);
});

it('stays small, with the head last', () => {
  const many = Array.from({ length: 9_000 }, (_, n) => s(n + 1, n));
  const timeline = timelineOf(1, s(10_000, 10_000), [many]);
  expect(timeline).toMatchObject({ oldestRevision: 1, headRevision: 10_000 });
  expect(timeline.sightings.length).toBeLessThanOrEqual(2_000);
  expect(timeline.sightings[0]).toEqual(s(1, 0));
  expect(timeline.sightings.at(-1)).toEqual(s(10_000, 10_000));
});

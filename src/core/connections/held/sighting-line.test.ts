import { expect, it } from 'vitest';
import { sightingLine, thinnedLine, timeAt } from './sighting-line.ts';

const s = (revision: number, at: number) => ({ revision, at });

it('is in the order of time and revisions, without what was seen twice', () => {
  expect(sightingLine([s(9, 90), s(5, 50), s(9, 95), s(5, 50)], 100)).toEqual([s(5, 50), s(9, 90), s(9, 95)]);
});

it('believes what was seen last of a cluster that was restored', () => {
  const before = [s(400, 10), s(490, 20), s(600, 30), s(1_000, 40)];
  const after = [s(500, 60), s(1_200, 90)];
  expect(sightingLine([...before, ...after], 100)).toEqual([s(400, 10), s(490, 20), s(500, 60), s(1_200, 90)]);
});

it('leaves out what a clock saw that ran ahead', () => {
  expect(sightingLine([s(5, 50), s(7, 700), s(9, 90)], 100)).toEqual([s(5, 50), s(9, 90)]);
});

it('is thinned with age, and stays small however long it was', () => {
  const month = 30 * 86_400_000;
  const line = Array.from({ length: 300_000 }, (_, n) => s(n + 1, month - (300_000 - n) * 8_640));
  const thinned = thinnedLine(line, month);
  expect(thinned.length).toBeLessThan(500);
  expect([thinned[0], thinned.at(-1)]).toEqual([line[0], line.at(-1)]);
  const recent = thinned.filter(({ at }) => month - at < 120_000);
  expect(recent.length).toBeGreaterThan(5);
});

it('tells when a revision was, where it was seen then or shortly before', () => {
  const line = [s(5, 1_000), s(5, 2_000), s(9, 30_000), s(20, 900_000)];
  expect([5, 7, 9, 12, 20, 21, 4].map((revision) => timeAt(line, revision))).toEqual([
    2_000,
    2_000,
    30_000,
    null,
    900_000,
    null,
    null,
  ]);
  expect(timeAt([], 5)).toBeNull();
});

import { describe, expect, it } from 'vitest';
import type { SnapshotVerdict } from '../../../contract/snapshots.ts';
import { dueSnapshots } from './retention.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 21);

type Verdict = SnapshotVerdict['verdict'] | null;

/** A snapshot at a time after the start, which is its name. */
const taken = (at: number, verdict: Verdict = 'ok', served: boolean | null = null) => ({
  at: start + at,
  name: at / hour,
  checked:
    verdict === null
      ? null
      : { verdict, at: 0, revision: 1, compactRevision: 0, liveKeys: 1, hashKV: 1, message: null },
  rehearsed: served === null ? null : { at: 0, served, etcdVersion: null, failure: null },
});
type Taken = ReturnType<typeof taken>;

const due = (snapshots: readonly Taken[], last: number, days: number, now = 10_000 * day) =>
  dueSnapshots(
    snapshots.toSorted((a, b) => b.at - a.at),
    { last, days },
    start + now,
  ).map(({ name }) => name);

it('keeps the newest ones, and the newest of each of some days', () => {
  const everySixHours = Array.from({ length: 12 }, (_, n) => taken(n * 6 * hour));
  expect(due(everySixHours, 12, 0)).toEqual([]);
  expect(due(everySixHours, 4, 0)).toEqual([42, 36, 30, 24, 18, 12, 6, 0]);
  expect(due(everySixHours, 1, 2)).toEqual([60, 54, 48, 36, 30, 24, 18, 12, 6, 0]);
  expect(due(everySixHours, 1, 3)).toEqual([60, 54, 48, 36, 30, 24, 12, 6, 0]);
});

it('counts the days that have a snapshot: no pause and no clock set forward lets the older ones go', () => {
  const daily = [0, 1, 2].map((n) => taken(n * day));
  const muchLater = taken(3_650 * day);
  expect(due([...daily, muchLater], 1, 3)).toEqual([0]);
});

it('lets those of a clock that was ahead take no place, and leaves them', () => {
  const ahead = [0, 1, 2].map((n) => taken((400 + n) * day));
  const saved = [0, 1, 2].map((n) => taken(n * day));
  expect(due([...ahead, ...saved], 2, 0, 3 * day)).toEqual([0]);
  expect(due([...ahead, taken(0)], 1, 0, 3 * day)).toEqual([]);
});

describe('the last verified one', () => {
  it('stays, however many unproved and damaged ones come after it', () => {
    const later = [1, 2, 3, 4, 5].map((n) => taken(n * hour, n % 2 === 0 ? 'damaged' : null));
    expect(due([taken(0), ...later], 1, 0)).toEqual([4, 3, 2, 1]);
  });

  it('stays as the last one that was served, too', () => {
    const snapshots = [taken(0, 'ok', true), taken(hour, 'ok', true), taken(2 * hour), taken(3 * hour, 'ok', false)];
    expect(due(snapshots, 1, 0)).toEqual([2, 0]);
  });
});

it('gives a damaged one no other one’s place', () => {
  const snapshots = [taken(0), taken(hour), taken(2 * hour, 'damaged'), taken(3 * hour, 'damaged'), taken(4 * hour)];
  expect(due(snapshots, 2, 0)).toEqual([0]);
  expect(due(snapshots, 1, 1)).toEqual([3, 2, 1, 0]);
});

it('lets nothing go of nothing', () => {
  expect(due([], 1, 0)).toEqual([]);
});

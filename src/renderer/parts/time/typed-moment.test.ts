import { describe, expect, it } from 'vitest';
import type { Timeline } from '../../../contract/history.ts';
import { readMoment } from './typed-moment.ts';

const at = (hours: number, minutes: number, seconds = 0): number =>
  new Date(2026, 10, 21, hours, minutes, seconds).getTime();
const now = at(14, 10);
const timeline: Timeline = {
  oldestRevision: 100,
  headRevision: 500,
  sightings: [
    { revision: 90, at: at(13, 50) },
    { revision: 150, at: at(14, 0) },
    { revision: 300, at: at(14, 5, 30) },
    // Nothing was written for a while: its revision is known all the time.
    { revision: 300, at: at(14, 7) },
    { revision: 301, at: at(14, 7, 20) },
    { revision: 500, at: now },
  ],
};
const revisionOf = (text: string): number | string => {
  const read = readMoment(text, timeline, now);
  if (read.kind === 'gap') return `${read.gap.earlier.revision} or ${read.gap.later.revision}`;
  return read.kind === 'revision' ? read.revision : read.text;
};

describe('a typed moment', () => {
  it('is a revision that can be read', () => {
    expect(revisionOf('123')).toBe(123);
    expect(revisionOf(' 1 2 3 ')).toBe(123);
    expect(revisionOf('99')).toBe('It is compacted. The oldest that can be read is 100.');
    expect(revisionOf('501')).toBe('The newest is 500.');
  });

  it('is a clock time, at the last revision that was there by then', () => {
    expect(revisionOf('14:06')).toBe(300);
    expect(revisionOf('14:10')).toBe(500);
  });

  it('is so long ago', () => {
    expect(revisionOf('4m')).toBe(300);
    expect(revisionOf('3 hours ago')).toBe('The history does not reach back so far.');
  });

  it('is never picked where nobody looked: either end may be meant', () => {
    expect(revisionOf('14:00')).toBe('150 or 300');
    expect(revisionOf('14:05:29')).toBe('150 or 300');
    expect(revisionOf('5 min ago')).toBe('150 or 300');
    expect(revisionOf('10 s')).toBe('301 or 500');
  });

  it('was yesterday where it is yet to come', () => {
    expect(revisionOf('14:12')).toBe('The history does not reach back so far.');
    expect(revisionOf('13:51')).toBe('The history does not reach back so far.');
  });

  it('is nothing else', () => {
    expect(revisionOf('noon')).toBe('Write a revision, a time as 14:03, or 5 min ago.');
    expect(revisionOf('')).toBe('Write a revision, a time as 14:03, or 5 min ago.');
    expect(revisionOf('25:00')).toBe('Write a revision, a time as 14:03, or 5 min ago.');
  });
});

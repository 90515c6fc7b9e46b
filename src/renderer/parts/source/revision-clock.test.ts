import { describe, expect, it } from 'vitest';
import { gapWords, historyAgeOf, momentWords, revisionAt, timeOf, timeWords } from './revision-clock.ts';

const minute = 60_000;
const at = (clock: string): number => new Date(`2026-03-04T${clock}:00`).getTime();
const sightings = [
  { revision: 10, at: at('14:00') },
  { revision: 20, at: at('14:01') },
  { revision: 90, at: at('14:20') },
];
const now = at('14:30');
const words = (revision: number): string => timeWords(timeOf(sightings, revision), now);

describe('the clock of revisions', () => {
  it('knows between which sightings a revision was written', () => {
    expect(timeOf(sightings, 20)).toEqual({ after: at('14:00'), before: at('14:01') });
    expect(timeOf(sightings, 5)).toEqual({ after: null, before: at('14:00') });
    expect(timeOf(sightings, 91)).toEqual({ after: at('14:20'), before: null });
    expect(timeOf([], 5)).toEqual({ after: null, before: null });
  });

  it('says nothing more exactly than it is known', () => {
    expect(words(15)).toBe('about 14:01');
    expect(words(50)).toBe('between 14:01 and 14:20');
    expect(words(3)).toBe('before 14:00');
    expect(words(95)).toBe('after 14:20');
    expect(timeWords({ after: null, before: null }, now)).toBe('time not known');
    expect(timeWords({ after: null, before: at('14:00') }, now + 24 * 60 * minute)).toBe('before 4 Mar, 14:00');
  });

  it('finds the revision of a moment', () => {
    expect(revisionAt(sightings, at('14:05'))).toBe(20);
    expect(revisionAt(sightings, at('14:20'))).toBe(90);
    expect(revisionAt(sightings, at('13:00'))).toBeNull();
  });

  it('says how far history reaches back at least', () => {
    expect(historyAgeOf({ oldestRevision: 10, headRevision: 90, sightings }, now)).toBe(30 * minute);
    expect(historyAgeOf({ oldestRevision: 10, headRevision: 10, sightings: [] }, now)).toBeNull();
  });

  it('says a time in a gap as exactly as the ends of the gap', () => {
    const from = at('14:02');
    const gap = (to: number) => ({
      moment: from + 20_000,
      earlier: { revision: 20, at: from + 2_000 },
      later: { revision: 90, at: to },
    });
    expect(momentWords(gap(at('14:20')), now)).toBe('14:02');
    expect(momentWords(gap(from + 40_000), now)).toBe('14:02:20');
    expect(gapWords(gap(from + 40_000), now)).toBe('between 14:02:02 and 14:02:40');
  });
});

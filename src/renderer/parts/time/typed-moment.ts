import type { Timeline } from '../../../contract/history.ts';
import { formatCount } from '../../ui/format.ts';
import { gapAt, historyAgeOf, type MomentGap, revisionAt } from '../source/revision-clock.ts';
import { readRevision } from '../source/typed-revision.ts';

export type ReadMoment =
  | { readonly kind: 'revision'; readonly revision: number }
  /** A time whose revision is unknown: the operator chooses one end of the range. */
  | { readonly kind: 'gap'; readonly gap: MomentGap }
  | { readonly kind: 'wrong'; readonly text: string };

const dayMs = 86_400_000;
const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** The revision that is meant by `1234`, `14:03`, `14:03:20` or `5 min ago`, where it can still be read. */
export function readMoment(text: string, timeline: Timeline, now: number): ReadMoment {
  const { oldestRevision, headRevision, sightings } = timeline;
  const typed = readRevision(text);
  if (typed !== null) {
    if (typed < oldestRevision) {
      return { kind: 'wrong', text: `It is compacted. The oldest that can be read is ${formatCount(oldestRevision)}.` };
    }
    if (typed > headRevision) return { kind: 'wrong', text: `The newest is ${formatCount(headRevision)}.` };
    return { kind: 'revision', revision: typed };
  }
  const moment = momentOf(text.trim(), now);
  if (moment === null) return { kind: 'wrong', text: 'Write a revision, a time as 14:03, or 5 min ago.' };
  const revision = revisionAt(sightings, moment);
  if (revision !== null && revision >= oldestRevision) {
    const gap = gapAt(sightings, moment);
    return gap === null ? { kind: 'revision', revision } : { kind: 'gap', gap };
  }
  const age = historyAgeOf(timeline, now);
  const isKnown = revision !== null || (age !== null && now - moment > age);
  return {
    kind: 'wrong',
    text: isKnown ? 'The history does not reach back so far.' : 'No revision of that time is known.',
  };
}

function momentOf(text: string, now: number): number | null {
  const ago = /^(\d+)\s*(s|m|h)(?:ec|in|r|our|inute|econd)?s?(?:\s+ago)?$/i.exec(text);
  if (ago !== null) {
    const [, count = '', unit = ''] = ago;
    return now - Number(count) * (units[unit.toLowerCase()] ?? 0);
  }
  const clock = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (clock === null) return null;
  const [, hours = '', minutes = '', seconds] = clock;
  // Without seconds the whole minute is meant.
  const moment = new Date(now).setHours(Number(hours), Number(minutes), Number(seconds ?? 59), 999);
  if (moment <= now) return moment;
  // Not the minute that is now: what is yet to come was yesterday.
  return moment - now < 60_000 && seconds === undefined ? now : moment - dayMs;
}

import type { RevisionSighting, Timeline } from '../../../contract/history.ts';

/** When a revision was written, as far as one can tell, in milliseconds since 1970. */
export interface RevisionTime {
  /** The revision was not there yet; `null`: there is no earlier sighting. */
  readonly after: number | null;
  /** It was there by then. */
  readonly before: number | null;
}

/** Between which sightings a revision lies. Sightings stand in the order of revisions. */
export function timeOf(sightings: readonly RevisionSighting[], revision: number): RevisionTime {
  let low = 0;
  let high = sightings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sightings[middle]?.revision ?? 0) < revision) low = middle + 1;
    else high = middle;
  }
  return { after: sightings[low - 1]?.at ?? null, before: sightings[low]?.at ?? null };
}

/** The newest revision that was there at a moment, as far as one can tell; `null` where the moment was before all. */
export function revisionAt(sightings: readonly RevisionSighting[], moment: number): number | null {
  let revision: number | null = null;
  for (const sighting of sightings) if (sighting.at <= moment) revision = sighting.revision;
  return revision;
}

/** A moment between two sightings that lie too far apart to tell which revision it was. */
export interface MomentGap {
  readonly moment: number;
  readonly earlier: RevisionSighting;
  readonly later: RevisionSighting;
}

/** As far as a connection that stands may look away: what is closer together is no gap. */
const unseenMs = 30_000;

/** The gap that a moment lies in; `null` where its revision is known, or where it was before all that is. */
export function gapAt(sightings: readonly RevisionSighting[], moment: number): MomentGap | null {
  const place = sightings.findLastIndex(({ at }) => at <= moment);
  const [earlier, later] = [sightings[place], sightings[place + 1]];
  if (earlier === undefined || later === undefined || earlier.revision === later.revision) return null;
  return later.at - earlier.at > unseenMs ? { moment, earlier, later } : null;
}

/** Closer than this, two moments are one to an operator. */
const oneMomentMs = 90_000;
const dayMs = 86_400_000;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

const clockWithSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** `between 06:24 and 06:45`, to the second where both are of one minute. */
export function gapWords({ earlier, later }: MomentGap, now: number): string {
  const [from, to] = [momentText(earlier.at, now), momentText(later.at, now)];
  if (from !== to) return `between ${from} and ${to}`;
  return `between ${clockWithSeconds.format(earlier.at)} and ${clockWithSeconds.format(later.at)}`;
}

/** The time in a gap, as exactly as its ends are said. */
export function momentWords({ moment, earlier, later }: MomentGap, now: number): string {
  const isOneMinute = momentText(earlier.at, now) === momentText(later.at, now);
  return isOneMinute ? clockWithSeconds.format(moment) : momentText(moment, now);
}

/** A time of day, with its day where that is not today: `14:03`. */
export const momentText = (at: number, now: number): string => (now - at < dayMs / 2 ? clock : dayAndClock).format(at);

/** `about 14:03`, `between 13:40 and 14:03`, `before 14:03`; nothing is said more exactly than it is known. */
export function timeWords({ after, before }: RevisionTime, now: number): string {
  if (after !== null && before !== null) {
    if (before - after <= oneMomentMs) return `about ${momentText(before, now)}`;
    return `between ${momentText(after, now)} and ${momentText(before, now)}`;
  }
  if (before !== null) return `before ${momentText(before, now)}`;
  return after === null ? 'time not known' : `after ${momentText(after, now)}`;
}

/** Returns the least age of the oldest readable revision, in milliseconds; `null` when unknown. */
export function historyAgeOf({ oldestRevision, sightings }: Timeline, now: number): number | null {
  const { before } = timeOf(sightings, oldestRevision);
  return before === null ? null : Math.max(0, now - before);
}

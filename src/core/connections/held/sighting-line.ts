import type { RevisionSighting } from '../../../contract/history.ts';

/**
 * Sightings of several clocks as one line, in the order of time and of revisions. Where two contradict each other the later
 * one counts: a cluster that was restored is at older revisions again, and what was seen of the newer ones is of a past
 * that is gone. What lies ahead of `now` was seen by a clock that has been set back since.
 */
export function sightingLine(sightings: readonly RevisionSighting[], now: number): readonly RevisionSighting[] {
  const latestFirst = sightings.filter(({ at }) => at <= now).sort((a, b) => b.at - a.at || b.revision - a.revision);
  const line: RevisionSighting[] = [];
  for (const sighting of latestFirst) {
    const later = line.at(-1);
    const isKnown = later?.revision === sighting.revision && later.at === sighting.at;
    if (!isKnown && (later === undefined || sighting.revision <= later.revision)) line.push(sighting);
  }
  return line.reverse();
}

/** Two sightings of now need not be closer than this, in milliseconds. */
const closestMs = 10_000;
/** What is so many times older may lie so many times farther apart. */
const perAge = 32;

/** Leaves out of a line what is close to its neighbour for its age; the newest and the oldest stay. */
export function thinnedLine(line: readonly RevisionSighting[], now: number): readonly RevisionSighting[] {
  const thinned: RevisionSighting[] = [];
  for (const [place, sighting] of line.toReversed().entries()) {
    const later = thinned.at(-1);
    const apartMs = Math.max(closestMs, (now - sighting.at) / perAge);
    const isEnd = place === line.length - 1;
    if (later === undefined || isEnd || later.at - sighting.at >= apartMs) thinned.push(sighting);
  }
  return thinned.reverse();
}

/** How exact an estimated time must be, for a revision that was not itself seen. */
const exactMs = 60_000;

/**
 * Returns when a cluster was at a revision, in milliseconds since 1970, by a line of sightings: when it was last seen at it,
 * or shortly before. `null` where sightings lie too far from it on either side.
 */
export function timeAt(line: readonly RevisionSighting[], revision: number): number | null {
  const next = line.findIndex((sighting) => sighting.revision > revision);
  const before = line[next < 0 ? line.length - 1 : next - 1];
  const after = next < 0 ? undefined : line[next];
  if (before === undefined) return null;
  if (before.revision === revision) return before.at;
  return after !== undefined && after.at - before.at <= exactMs ? before.at : null;
}

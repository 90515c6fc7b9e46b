import type { RevisionSighting } from '../../../contract/history.ts';

/**
 * Merges the sightings of several clocks into one line, in the order of time and revision. Of two that contradict each
 * other the later counts: a restored cluster is at older revisions again, and earlier sightings of newer ones are of a
 * discarded history. Sightings after `now` came from a clock that was set back since.
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

/** Recent sightings need not be closer than this, in milliseconds. */
const closestMs = 10_000;
/** The allowed distance grows with age: age divided by this. */
const perAge = 32;

/** Drops sightings that are close to their neighbour for their age; keeps the newest and the oldest. */
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
 * Returns when a cluster was at a revision, in milliseconds since 1970, by a line of sightings: when it was last seen
 * at it, or shortly before. `null` where the sightings on either side are too far apart.
 */
export function timeAt(line: readonly RevisionSighting[], revision: number): number | null {
  const next = line.findIndex((sighting) => sighting.revision > revision);
  const before = line[next < 0 ? line.length - 1 : next - 1];
  const after = next < 0 ? undefined : line[next];
  if (before === undefined) return null;
  if (before.revision === revision) return before.at;
  return after !== undefined && after.at - before.at <= exactMs ? before.at : null;
}

import type { Histogram } from './prometheus-text.ts';

interface Bucket {
  readonly bound: number;
  readonly count: number;
}

/**
 * Returns a quantile of what was observed between two scrapes, over all histograms together, as PromQL's
 * `histogram_quantile(q, sum by (le) (rate(…)))` does: linear within a bucket, from 0 in the first one, and the last
 * finite bound for what lies above it. `NaN` where nothing was observed, or the buckets are none. A bucket or a
 * histogram that only one of the scrapes has is left out. A counter that became smaller was reset: all of it counts.
 */
export function quantile(q: number, before: readonly Histogram[], after: readonly Histogram[]): number {
  return quantileOf(q, observedBetween(before, after));
}

/** Returns by how much a counter grew; one that became smaller was reset to 0 meanwhile. */
export const increase = (before: number, after: number): number => (after < before ? after : after - before);

/** Returns cumulative buckets by ascending bound, each bound once. */
function observedBetween(before: readonly Histogram[], after: readonly Histogram[]): readonly Bucket[] {
  const earlier = new Map(before.map((histogram) => [histogram.key, histogram]));
  const counts = new Map<number, number>();
  for (const { key, bounds, counts: now } of after) {
    const then = earlier.get(key);
    if (then === undefined) continue;
    bounds.forEach((bound, at) => {
      // The bounds of a histogram rarely change between scrapes.
      const place = then.bounds[at] === bound ? at : then.bounds.indexOf(bound);
      const was = then.counts[place];
      const is = now[at];
      if (was !== undefined && is !== undefined) counts.set(bound, (counts.get(bound) ?? 0) + increase(was, is));
    });
  }
  return [...counts].map(([bound, count]) => ({ bound, count })).sort((a, b) => a.bound - b.bound);
}

function quantileOf(q: number, buckets: readonly Bucket[]): number {
  if (Number.isNaN(q)) return Number.NaN;
  if (q < 0) return Number.NEGATIVE_INFINITY;
  if (q > 1) return Number.POSITIVE_INFINITY;
  const rising = madeRising(buckets);
  const last = rising.at(-1);
  if (rising.length < 2 || last?.bound !== Number.POSITIVE_INFINITY || !(last.count > 0)) return Number.NaN;
  const rank = q * last.count;
  const found = rising.slice(0, -1).findIndex(({ count }) => count >= rank);
  const bucket = rising[found];
  if (bucket === undefined) return rising.at(-2)?.bound ?? Number.NaN;
  const below = rising[found - 1] ?? null;
  if (below === null && bucket.bound <= 0) return bucket.bound;
  const { bound: start, count: passed } = below ?? { bound: 0, count: 0 };
  return start + (bucket.bound - start) * ((rank - passed) / (bucket.count - passed));
}

/** Raises each count to the one before it, as PromQL does: etcd does not read the buckets at one moment. */
function madeRising(buckets: readonly Bucket[]): readonly Bucket[] {
  let most = Number.NEGATIVE_INFINITY;
  return buckets.map(({ bound, count }) => {
    most = count < most ? most : count;
    return { bound, count: most };
  });
}

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Histogram, readMetrics } from './prometheus-text.ts';
import { quantile } from './quantile.ts';

const infinite = Number.POSITIVE_INFINITY;

/** A histogram by the words of its bounds. */
const histogram = (counts: Readonly<Record<string, number>>, key = ''): Histogram => ({
  key,
  labels: new Map(),
  bounds: Object.keys(counts).map((bound) => (bound === '+Inf' ? infinite : Number(bound))),
  counts: Object.values(counts),
});

const between = (q: number, before: Histogram, after: Histogram): number => quantile(q, [before], [after]);

// What Prometheus 2.42 answers to histogram_quantile(q, sum by (le) (rate(h_bucket[1m]))) for the same two scrapes, a
// minute apart, as `promtool test rules` prints it.
const recorded = (when: 'before' | 'after') =>
  readMetrics(readFileSync(new URL(`recorded/etcd-3.6-${when}.txt`, import.meta.url)), when === 'before' ? 0 : 60_000);

it.each([
  ['etcd_disk_wal_fsync_duration_seconds', 0.5, 5.818181818181818e-3],
  ['etcd_disk_wal_fsync_duration_seconds', 0.9, 2.56e-2],
  ['etcd_disk_wal_fsync_duration_seconds', 0.99, 2.048e-1],
  ['etcd_disk_backend_commit_duration_seconds', 0.5, 1.8666666666666668e-2],
  ['etcd_disk_backend_commit_duration_seconds', 0.9, 2.176e-1],
  ['etcd_disk_backend_commit_duration_seconds', 0.99, 4.7872e-1],
  ['etcd_server_apply_duration_seconds', 0.5, 6.896551724137931e-5],
  ['etcd_server_apply_duration_seconds', 0.9, 2.56e-2],
  ['etcd_server_apply_duration_seconds', 0.99, 3.2768e-1],
] as const)('gives of recorded %s at %d what Prometheus gives', (name, q, expected) => {
  const [before = [], after = []] = [recorded('before'), recorded('after')].map(({ histograms }) =>
    histograms.get(name),
  );
  expect(after).not.toEqual([]);
  expect(quantile(q, before, after)).toBeCloseTo(expected, 12);
});

const qs = [-1, 0, 0.25, 0.5, 0.99, 1, 2] as const;
const { NaN: none } = Number;
it.each([
  [
    'nothing observed',
    { '0.1': 5, '0.2': 5, '+Inf': 5 },
    { '0.1': 5, '0.2': 5, '+Inf': 5 },
    [none, none, none, none, none],
  ],
  [
    'most above the last bound',
    { '0.1': 0, '0.2': 0, '+Inf': 0 },
    { '0.1': 0, '0.2': 1, '+Inf': 100 },
    [none, 0.2, 0.2, 0.2, 0.2],
  ],
  ['no infinite bound', { '0.1': 0, '0.2': 0 }, { '0.1': 5, '0.2': 9 }, [none, none, none, none, none]],
  ['only an infinite bound', { '+Inf': 0 }, { '+Inf': 9 }, [none, none, none, none, none]],
  [
    'every counter reset',
    { '0.1': 100, '0.2': 150, '+Inf': 200 },
    { '0.1': 4, '0.2': 8, '+Inf': 10 },
    [0, 0.0625, 0.125, 0.2, 0.2],
  ],
  [
    'one counter reset',
    { '0.1': 10, '0.2': 20, '+Inf': 30 },
    { '0.1': 12, '0.2': 9, '+Inf': 40 },
    [0, 0.10714285714285715, 0.14285714285714285, 0.2, 0.2],
  ],
  [
    'a count below the one before',
    { '0.1': 0, '0.2': 0, '+Inf': 0 },
    { '0.1': 8, '0.2': 6, '+Inf': 10 },
    [0, 0.03125, 0.0625, 0.2, 0.2],
  ],
  [
    'negative bounds',
    { '-1': 0, '0': 0, '1': 0, '+Inf': 0 },
    { '-1': 3, '0': 5, '1': 9, '+Inf': 10 },
    [-1, -1, 0, 1, 1],
  ],
  [
    'all in the first bucket',
    { '0.1': 0, '0.2': 0, '+Inf': 0 },
    { '0.1': 10, '0.2': 10, '+Inf': 10 },
    [0, 0.025, 0.05, 0.099, 0.1],
  ],
  [
    'a bound written twice',
    { '0.1': 0, '0.10': 0, '0.2': 0, '+Inf': 0 },
    { '0.1': 1, '0.10': 2, '0.2': 6, '+Inf': 10 },
    [0, 0.08333333333333333, 0.16666666666666666, 0.2, 0.2],
  ],
] as const)('gives of %s what Prometheus gives', (_, before, after, expected) => {
  const found = qs.map((q) => between(q, histogram(before), histogram(after)));
  const all = [Number.NEGATIVE_INFINITY, ...expected, infinite];
  found.forEach((value, at) => {
    const wanted = all[at] ?? none;
    if (Number.isFinite(wanted)) expect(value).toBeCloseTo(wanted, 12);
    else expect(value).toBe(wanted);
  });
});

it('leaves out a histogram and a bucket that only one scrape has', () => {
  const before = [histogram({ '0.1': 0, '+Inf': 0 }, 'a')];
  const after = [histogram({ '0.1': 1, '0.2': 50, '+Inf': 2 }, 'a'), histogram({ '0.1': 100, '+Inf': 100 }, 'b')];
  expect(quantile(0.5, before, after)).toBeCloseTo(0.1, 12);
  expect(quantile(0.5, [], after)).toBeNaN();
  expect(quantile(Number.NaN, before, after)).toBeNaN();
});

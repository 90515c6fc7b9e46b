import type { Failure } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { MemberScrape } from '../../contract/metrics.ts';
import { histogramsOf, isAnotherProcess, memberIn, ratesBetween } from '../metrics/member-figures.ts';
import type { Histogram, MetricsSample } from '../metrics/prometheus-text.ts';
import { increase, quantile } from '../metrics/quantile.ts';
import type { MemberSample } from '../metrics/scrape-members.ts';

/** The durations that a histogram observed between two scrapes. */
export interface Durations {
  /** In seconds. */
  readonly p99: number;
  /** Counts the durations above a bucket's bound, which is in seconds. */
  readonly slower: (bound: number) => number;
}

/** The figures of one member that rules use. Those of two scrapes are missing after one, and after a restart. */
export interface MemberReading {
  readonly member: MemberId;
  /** Why there are no figures. */
  readonly failure: Failure | null;
  /** Whether the scrape before gave figures: then a failure may pass by itself. */
  readonly wasReadBefore: boolean;
  /** The seconds between the two scrapes. */
  readonly seconds: number | null;
  readonly values: MemberScrape['values'];
  /** The figures of the previous scrape alone. */
  readonly earlier: MemberScrape['values'];
  readonly peers: MemberScrape['peers'];
  readonly fsync: Durations | null;
  readonly commit: Durations | null;
  /** The slowest unary call, except those of `longCalls`; only with `--metrics=extensive`. */
  readonly call: (Durations & { readonly method: string }) | null;
  /** How often sending to a peer failed between the scrapes. */
  readonly sendFailures: readonly { readonly to: MemberId; readonly count: number }[];
}

const fsyncName = 'etcd_disk_wal_fsync_duration_seconds';
const commitName = 'etcd_disk_backend_commit_duration_seconds';
const handlingName = 'grpc_server_handling_seconds';
const sendFailuresName = 'etcd_network_peer_sent_failures_total';
/** Calls whose duration grows with the database, or that wait for an election. */
const longCalls: ReadonlySet<string> = new Set(['Defragment', 'Hash', 'HashKV', 'Snapshot', 'Compact', 'MoveLeader']);

/** Returns the reading of two scrapes; `before` is `null` when there was none or it failed. */
export function readingOf(before: MetricsSample | null, { member, failure, sample }: MemberSample): MemberReading {
  const nothing = { seconds: null, values: {}, earlier: {}, peers: [], fsync: null, commit: null, call: null };
  const wasReadBefore = before !== null;
  if (sample === null) return { member, failure, wasReadBefore, ...nothing, sendFailures: [] };
  const figures = ratesBetween(before, sample);
  if (before === null || before.at >= sample.at || isAnotherProcess(before, sample)) {
    return { member, failure: null, wasReadBefore, ...nothing, ...figures, sendFailures: [] };
  }
  return {
    member,
    failure: null,
    wasReadBefore,
    seconds: (sample.at - before.at) / 1_000,
    ...figures,
    earlier: ratesBetween(null, before).values,
    fsync: durationsOf(histogramsOf(before, fsyncName), histogramsOf(sample, fsyncName)),
    commit: durationsOf(histogramsOf(before, commitName), histogramsOf(sample, commitName)),
    call: slowestCall(before, sample),
    sendFailures: sendFailuresBetween(before, sample),
  };
}

function durationsOf(before: readonly Histogram[], after: readonly Histogram[]): Durations | null {
  const p99 = quantile(0.99, before, after);
  if (!Number.isFinite(p99)) return null;
  return {
    p99,
    slower: (bound) => countWithin(before, after, Number.POSITIVE_INFINITY) - countWithin(before, after, bound),
  };
}

/** Counts the observations at or below the first bucket bound from `bound` on. */
function countWithin(before: readonly Histogram[], after: readonly Histogram[], bound: number): number {
  const earlier = new Map(before.map((histogram) => [histogram.key, histogram]));
  let count = 0;
  for (const { key, bounds, counts } of after) {
    const then = earlier.get(key);
    const place = bounds.findIndex((one) => one >= bound);
    const [was, is] = [then?.counts[then.bounds.indexOf(bounds[place] ?? Number.NaN)], counts[place]];
    if (was !== undefined && is !== undefined) count += increase(was, is);
  }
  return count;
}

function slowestCall(before: MetricsSample, after: MetricsSample): MemberReading['call'] {
  const [then, now] = [histogramsOf(before, handlingName), histogramsOf(after, handlingName)];
  let slowest: MemberReading['call'] = null;
  for (const histogram of now) {
    const method = histogram.labels.get('grpc_method') ?? '';
    if (histogram.labels.get('grpc_type') !== 'unary' || longCalls.has(method)) continue;
    const durations = durationsOf(then, [histogram]);
    if (durations !== null && durations.p99 > (slowest?.p99 ?? 0)) slowest = { ...durations, method };
  }
  return slowest;
}

function sendFailuresBetween(before: MetricsSample, after: MetricsSample): MemberReading['sendFailures'] {
  const was = new Map((before.series.get(sendFailuresName) ?? []).map(({ key, value }) => [key, value]));
  return (after.series.get(sendFailuresName) ?? []).flatMap((one) => {
    const to = memberIn(one, 'To');
    const count = increase(was.get(one.key) ?? 0, one.value);
    return count > 0 && to !== null ? [{ to, count }] : [];
  });
}

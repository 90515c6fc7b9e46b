import type { MemberId } from '../../contract/ids.ts';
import type { MemberScrape, MetricId } from '../../contract/metrics.ts';
import { toMemberId } from '../etcd/ids.ts';
import type { Histogram, Labels, MetricsSample, Series } from './prometheus-text.ts';
import { increase, quantile } from './quantile.ts';

/** The figures of a member. */
export type MemberFigures = Pick<MemberScrape, 'values' | 'peers'>;

/** Chooses series by their labels. */
type Matching = (labels: Labels) => boolean;

const all: Matching = () => true;

/** The codes that etcd's own alerts count as failed; others are a client's mistakes. */
const failedCodes: ReadonlySet<string> = new Set([
  ...['Unknown', 'FailedPrecondition', 'ResourceExhausted', 'Internal', 'Unavailable', 'DataLoss', 'DeadlineExceeded'],
]);

const failed: Matching = (labels) => failedCodes.has(labels.get('grpc_code') ?? '');

/** Figures of one scrape, by the metric's name; a second name is another system's or an older version's. */
const gauges: readonly (readonly [MetricId, ...string[]])[] = [
  ['hasLeader', 'etcd_server_has_leader'],
  ['isLeader', 'etcd_server_is_leader'],
  ['leaderChanges', 'etcd_server_leader_changes_seen_total'],
  ['proposalsPending', 'etcd_server_proposals_pending'],
  ['dbSize', 'etcd_mvcc_db_total_size_in_bytes'],
  ['dbSizeInUse', 'etcd_mvcc_db_total_size_in_use_in_bytes'],
  ['quota', 'etcd_server_quota_backend_bytes'],
  ['keys', 'etcd_debugging_mvcc_keys_total'],
  ['watchers', 'etcd_debugging_mvcc_watcher_total'],
  ['slowWatchers', 'etcd_debugging_mvcc_slow_watcher_total'],
  ['pendingEvents', 'etcd_debugging_mvcc_pending_events_total'],
  ['memory', 'process_resident_memory_bytes'],
  ['openFiles', 'process_open_fds', 'os_fd_used'],
  ['mostFiles', 'process_max_fds', 'os_fd_limit'],
];

/** Figures of two scrapes: counters, per second. */
const rates: readonly (readonly [MetricId, string, Matching])[] = [
  ['proposalsCommitted', 'etcd_server_proposals_committed_total', all],
  ['proposalsApplied', 'etcd_server_proposals_applied_total', all],
  ['proposalsFailed', 'etcd_server_proposals_failed_total', all],
  ['slowApplies', 'etcd_server_slow_apply_total', all],
  ['heartbeatFailures', 'etcd_server_heartbeat_send_failures_total', all],
  ['grpcRate', 'grpc_server_handled_total', all],
  ['grpcErrorRate', 'grpc_server_handled_total', failed],
  ['clientReceived', 'etcd_network_client_grpc_received_bytes_total', all],
  ['clientSent', 'etcd_network_client_grpc_sent_bytes_total', all],
  ['peerReceived', 'etcd_network_peer_received_bytes_total', all],
  ['peerSent', 'etcd_network_peer_sent_bytes_total', all],
  ['cpu', 'process_cpu_seconds_total', all],
];

/** Figures that are quantiles, by the histogram's name. */
const quantiles: readonly (readonly [MetricId, number, string])[] = [
  ['fsyncP50', 0.5, 'etcd_disk_wal_fsync_duration_seconds'],
  ['fsyncP99', 0.99, 'etcd_disk_wal_fsync_duration_seconds'],
  ['commitP50', 0.5, 'etcd_disk_backend_commit_duration_seconds'],
  ['commitP99', 0.99, 'etcd_disk_backend_commit_duration_seconds'],
  ['applyP99', 0.99, 'etcd_server_apply_duration_seconds'],
];

const roundTrips = 'etcd_network_peer_round_trip_time_seconds';
const processStart = 'process_start_time_seconds';

/**
 * Returns the figures of a member between two of its scrapes, or, where `before` is `null` or another process's, those
 * that one scrape gives. A figure whose metric a version lacks is left out, and so is one that no member can have.
 * `earlier`: a scrape to count round trips from, which members measure every 30 seconds only.
 */
export function ratesBetween(
  before: MetricsSample | null,
  after: MetricsSample,
  earlier: MetricsSample | null = before,
): MemberFigures {
  const values: Partial<Record<MetricId, number>> = {};
  const set = (id: MetricId, value: number | null): void => {
    // No figure of a member is negative.
    if (value !== null && Number.isFinite(value) && value >= 0) values[id] = value;
  };
  for (const [id, ...names] of gauges) set(id, firstOf(names.map((name) => sumOf(after, name))));
  set('applyLag', lagIn(after));
  set('watchStreams', openStreams(after, 'etcdserverpb.Watch'));
  set('leaseStreams', openStreams(after, 'etcdserverpb.Lease'));
  if (before === null || after.at <= before.at || isAnotherProcess(before, after)) return { values, peers: [] };
  for (const [id, name, matching] of rates) set(id, rateOf(name, before, after, matching));
  const { grpcRate = 0, grpcErrorRate = 0 } = values;
  if (grpcRate > 0) set('grpcErrorShare', grpcErrorRate / grpcRate);
  for (const [id, q, name] of quantiles) set(id, quantile(q, histogramsOf(before, name), histogramsOf(after, name)));
  const peers = peerRoundTrips(earlier === null || isAnotherProcess(earlier, after) ? before : earlier, after);
  if (peers.length > 0) set('peerRoundTripP99', Math.max(...peers.map(({ p99 }) => p99)));
  return { values, peers };
}

/**
 * Returns how much a counter grew a second between two scrapes, its chosen series together; `null` where a scrape lacks
 * it. A series that only the second has counts from 0, one that became smaller was reset.
 */
export function rateOf(
  name: string,
  before: MetricsSample,
  after: MetricsSample,
  matching: Matching = all,
): number | null {
  const [then, now] = [before.series.get(name), after.series.get(name)];
  const seconds = (after.at - before.at) / 1_000;
  if (then === undefined || now === undefined || seconds <= 0) return null;
  const was = new Map(then.map(({ key, value }) => [key, value]));
  let grown = 0;
  for (const { key, labels, value } of now) if (matching(labels)) grown += increase(was.get(key) ?? 0, value);
  return grown / seconds;
}

/** Returns the sum of a metric's chosen series; `null` where there is none. */
export function sumOf({ series }: MetricsSample, name: string, matching: Matching = all): number | null {
  const chosen = (series.get(name) ?? []).filter(({ labels }) => matching(labels));
  return chosen.length === 0 ? null : chosen.reduce((sum, { value }) => sum + value, 0);
}

/** Returns the part of a scrape that `ratesBetween` needs of `earlier`, which is small enough to keep. */
export function roundTripsIn({ at, series, histograms }: MetricsSample): MetricsSample {
  return {
    at,
    series: new Map([...series].filter(([name]) => name === processStart)),
    histograms: new Map([...histograms].filter(([name]) => name === roundTrips)),
  };
}

/** Returns the member that the metrics name as their own; `null` for none. */
export function memberOf({ series }: MetricsSample): MemberId | null {
  const said = series.get('etcd_server_id')?.find(({ value }) => value === 1);
  return memberIn(said, 'server_id');
}

/** Returns the member that a label names; `null` for none. */
export function memberIn(series: Pick<Series | Histogram, 'labels'> | undefined, label: string): MemberId | null {
  const id = series?.labels.get(label) ?? '';
  return /^[0-9a-f]{1,16}$/.test(id) ? toMemberId(BigInt(`0x${id}`).toString()) : null;
}

/** Returns whether a member was restarted between two scrapes: its counters began anew. */
export function isAnotherProcess(before: MetricsSample, after: MetricsSample): boolean {
  const [was, is] = [before, after].map((sample) => sumOf(sample, processStart));
  if (typeof was === 'number' && typeof is === 'number') return was !== is;
  // Only on Linux a process reports its start.
  const [asked = null, nowAsked = null] = [before, after].map((sample) => sumOf(sample, 'grpc_server_started_total'));
  return asked !== null && nowAsked !== null && nowAsked < asked;
}

/** Returns the histograms of a metric, one for each set of labels. */
export const histogramsOf = ({ histograms }: MetricsSample, name: string): readonly Histogram[] =>
  histograms.get(name) ?? [];

const firstOf = (values: readonly (number | null)[]): number | null => values.find((value) => value !== null) ?? null;

/** etcd refuses requests when 5,000 committed entries wait to be applied. */
function lagIn(sample: MetricsSample): number | null {
  const committed = sumOf(sample, 'etcd_server_proposals_committed_total');
  const applied = sumOf(sample, 'etcd_server_proposals_applied_total');
  // The two are not read at one moment.
  return committed === null || applied === null ? null : Math.max(0, committed - applied);
}

/** Returns how many streams of a service are open, as etcd's own dashboard counts them. */
function openStreams(sample: MetricsSample, service: string): number | null {
  const isOf: Matching = (labels) =>
    labels.get('grpc_service') === service && labels.get('grpc_type') === 'bidi_stream';
  const started = sumOf(sample, 'grpc_server_started_total', isOf);
  const handled = sumOf(sample, 'grpc_server_handled_total', isOf);
  return started === null ? null : Math.max(0, started - (handled ?? 0));
}

function peerRoundTrips(before: MetricsSample, after: MetricsSample): MemberFigures['peers'] {
  const then = histogramsOf(before, roundTrips);
  return histogramsOf(after, roundTrips)
    .flatMap((histogram) => {
      const to = memberIn(histogram, 'To');
      const p99 = quantile(0.99, then, [histogram]);
      return to === null || !Number.isFinite(p99) ? [] : [{ to, p99 }];
    })
    .slice(0, mostPeers);
}

const mostPeers = 64;

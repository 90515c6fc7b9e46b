import type { CallOptions } from './abort.ts';
import type { ChangeSubject } from './change-subject.ts';
import type { Failure } from './failure.ts';
import type { ConnectionId, MemberId } from './ids.ts';
import type { JournalAct } from './journal.ts';

/**
 * The figures of a member, as the panels show them. Rates are per second, percentiles in seconds, sizes in bytes. Rates
 * and percentiles come from the difference of two scrapes, and are missing after the first one and after a restart;
 * `leaderChanges` counts since the member started. `grpcErrorShare` is at most 1. `cpu`: seconds a second.
 */
export const metricIds = [
  'hasLeader',
  'isLeader',
  'leaderChanges',
  'proposalsCommitted',
  'proposalsApplied',
  'proposalsPending',
  'proposalsFailed',
  'applyLag',
  'slowApplies',
  'heartbeatFailures',
  'fsyncP50',
  'fsyncP99',
  'commitP50',
  'commitP99',
  'applyP99',
  'peerRoundTripP99',
  'grpcRate',
  'grpcErrorRate',
  'grpcErrorShare',
  'clientReceived',
  'clientSent',
  'peerReceived',
  'peerSent',
  'dbSize',
  'dbSizeInUse',
  'quota',
  'keys',
  'watchers',
  'slowWatchers',
  'watchStreams',
  'leaseStreams',
  'pendingEvents',
  'memory',
  'cpu',
  'openFiles',
  'mostFiles',
] as const;

/** Names a figure. */
export type MetricId = (typeof metricIds)[number];

/** What one scrape of one member gave. */
export interface MemberScrape {
  readonly member: MemberId;
  /** The URL that answered, or the first one tried; `null`: none is known. */
  readonly url: string | null;
  /** Why there are no figures. */
  readonly failure: Failure | null;
  readonly values: Readonly<Partial<Record<MetricId, number>>>;
  /** The round trips to its peers, in seconds. */
  readonly peers: readonly { readonly to: MemberId; readonly p99: number }[];
}

/** One scrape of all members. */
export interface Scrape {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly members: readonly MemberScrape[];
}

/** A mark in the charts: a change of the leader, or a change made through this connection. */
export type ChartMark =
  | { readonly at: number; readonly kind: 'leader'; readonly member: MemberId }
  | { readonly at: number; readonly kind: 'act'; readonly act: JournalAct; readonly subject: ChangeSubject };

/** The kept hour first, then each scrape and mark. */
export type MetricsNotice =
  | { readonly kind: 'history'; readonly scrapes: readonly Scrape[]; readonly marks: readonly ChartMark[] }
  | { readonly kind: 'scrape'; readonly scrape: Scrape }
  | { readonly kind: 'mark'; readonly mark: ChartMark };

/** The members' own metrics. */
export interface MetricsApi {
  /**
   * Scrapes every member at most once in five seconds while somebody follows; followers share it. An hour is kept in
   * memory for as long as the connection is held. A member without metrics is a row with its failure. Metrics come from
   * the member's client URL, over the connection's TLS and SSH, or from where `--listen-metrics-urls` says.
   */
  follow(request: { readonly connection: ConnectionId }, options?: CallOptions): AsyncIterable<MetricsNotice>;
}

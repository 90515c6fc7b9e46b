import type { MetricId } from '../../../contract/metrics.ts';
import type { ChartThreshold } from '../../ui/chart-data.ts';

/** A chart of one figure, with a line for each member. */
export interface Panel {
  readonly id: MetricId;
  /** The same figure in PromQL, by instance. */
  readonly promql: string;
  readonly thresholds?: readonly ChartThreshold[];
  /** The figure with each member's own limit; the smallest limit is drawn. */
  readonly limit?: { readonly id: MetricId; readonly label: string };
}

/** Related panels. */
export interface PanelGroup {
  readonly title: string;
  readonly panels: readonly Panel[];
}

const rateOf = (name: string): string => `rate(${name}[5m])`;
const summedRateOf = (name: string): string => `sum by (instance) (rate(${name}[5m]))`;
const p99Of = (name: string): string => `histogram_quantile(0.99, sum by (instance, le) (rate(${name}_bucket[5m])))`;
const failedCodes =
  'grpc_code=~"Unknown|FailedPrecondition|ResourceExhausted|Internal|Unavailable|DataLoss|DeadlineExceeded"';
const openStreams = (service: string): string => {
  const of = `{grpc_service="etcdserverpb.${service}",grpc_type="bidi_stream"}`;
  return `sum by (instance) (grpc_server_started_total${of}) - sum by (instance) (grpc_server_handled_total${of})`;
};

const proposals: PanelGroup = {
  title: 'Leader and proposals',
  panels: [
    { id: 'proposalsCommitted', promql: rateOf('etcd_server_proposals_committed_total') },
    {
      id: 'applyLag',
      promql: 'etcd_server_proposals_committed_total - etcd_server_proposals_applied_total',
      thresholds: [{ value: 5_000, label: '5,000: requests are refused', tone: 'bad' }],
    },
    { id: 'proposalsPending', promql: 'etcd_server_proposals_pending' },
    { id: 'proposalsFailed', promql: rateOf('etcd_server_proposals_failed_total') },
    { id: 'leaderChanges', promql: 'etcd_server_leader_changes_seen_total' },
    { id: 'heartbeatFailures', promql: rateOf('etcd_server_heartbeat_send_failures_total') },
  ],
};

const disk: PanelGroup = {
  title: 'Disk',
  panels: [
    {
      id: 'fsyncP99',
      promql: p99Of('etcd_disk_wal_fsync_duration_seconds'),
      thresholds: [
        { value: 0.5, label: '500 ms: too slow', tone: 'warn' },
        { value: 1, label: '1 s: elections follow', tone: 'bad' },
      ],
    },
    {
      id: 'commitP99',
      promql: p99Of('etcd_disk_backend_commit_duration_seconds'),
      thresholds: [{ value: 0.25, label: '250 ms: too slow', tone: 'warn' }],
    },
    { id: 'applyP99', promql: p99Of('etcd_server_apply_duration_seconds') },
    { id: 'slowApplies', promql: rateOf('etcd_server_slow_apply_total') },
  ],
};

const network: PanelGroup = {
  title: 'Network',
  panels: [
    {
      id: 'peerRoundTripP99',
      promql:
        'max by (instance) (histogram_quantile(0.99, sum by (instance, To, le) (rate(etcd_network_peer_round_trip_time_seconds_bucket[5m]))))',
      thresholds: [{ value: 0.15, label: '150 ms: too slow', tone: 'warn' }],
    },
    { id: 'clientReceived', promql: rateOf('etcd_network_client_grpc_received_bytes_total') },
    { id: 'clientSent', promql: rateOf('etcd_network_client_grpc_sent_bytes_total') },
    { id: 'peerReceived', promql: summedRateOf('etcd_network_peer_received_bytes_total') },
    { id: 'peerSent', promql: summedRateOf('etcd_network_peer_sent_bytes_total') },
  ],
};

const requests: PanelGroup = {
  title: 'Requests',
  panels: [
    { id: 'grpcRate', promql: summedRateOf('grpc_server_handled_total') },
    { id: 'grpcErrorRate', promql: summedRateOf(`grpc_server_handled_total{${failedCodes}}`) },
    {
      id: 'grpcErrorShare',
      promql: `${summedRateOf(`grpc_server_handled_total{${failedCodes}}`)} / ${summedRateOf('grpc_server_handled_total')}`,
      thresholds: [
        { value: 0.01, label: '1 %', tone: 'warn' },
        { value: 0.05, label: '5 %', tone: 'bad' },
      ],
    },
  ],
};

const database: PanelGroup = {
  title: 'Database',
  panels: [
    { id: 'dbSize', promql: 'etcd_mvcc_db_total_size_in_bytes', limit: { id: 'quota', label: 'quota' } },
    { id: 'dbSizeInUse', promql: 'etcd_mvcc_db_total_size_in_use_in_bytes', limit: { id: 'quota', label: 'quota' } },
    { id: 'keys', promql: 'etcd_debugging_mvcc_keys_total' },
  ],
};

const watches: PanelGroup = {
  title: 'Watches and leases',
  panels: [
    { id: 'watchers', promql: 'etcd_debugging_mvcc_watcher_total' },
    { id: 'slowWatchers', promql: 'etcd_debugging_mvcc_slow_watcher_total' },
    { id: 'pendingEvents', promql: 'etcd_debugging_mvcc_pending_events_total' },
    { id: 'watchStreams', promql: openStreams('Watch') },
    { id: 'leaseStreams', promql: openStreams('Lease') },
  ],
};

const processes: PanelGroup = {
  title: 'Process',
  panels: [
    { id: 'memory', promql: 'process_resident_memory_bytes' },
    { id: 'cpu', promql: rateOf('process_cpu_seconds_total') },
    { id: 'openFiles', promql: 'process_open_fds', limit: { id: 'mostFiles', label: 'limit' } },
  ],
};

/** Every panel, in the order of the page. */
export const panelGroups: readonly PanelGroup[] = [proposals, disk, network, requests, database, watches, processes];

/** The groups of the table: the figures of the panels, and some without a panel. */
export const tableGroups: readonly { readonly title: string; readonly ids: readonly MetricId[] }[] = [
  {
    title: proposals.title,
    ids: [
      'isLeader',
      'hasLeader',
      'leaderChanges',
      'proposalsCommitted',
      'proposalsApplied',
      'applyLag',
      'proposalsPending',
      'proposalsFailed',
      'heartbeatFailures',
    ],
  },
  { title: disk.title, ids: ['fsyncP50', 'fsyncP99', 'commitP50', 'commitP99', 'applyP99', 'slowApplies'] },
  { title: network.title, ids: network.panels.map(({ id }) => id) },
  { title: requests.title, ids: requests.panels.map(({ id }) => id) },
  { title: database.title, ids: ['dbSize', 'dbSizeInUse', 'quota', 'keys'] },
  { title: watches.title, ids: watches.panels.map(({ id }) => id) },
  { title: processes.title, ids: ['memory', 'cpu', 'openFiles', 'mostFiles'] },
];

import type { MetricId } from '../../../contract/metrics.ts';
import type { AxisMarks } from '../../ui/chart-data.ts';
import { formatBytes, formatCount, formatDuration } from '../../ui/format.ts';

/** The label of a figure, and the format of its value. */
export interface MetricWords {
  readonly label: string;
  readonly format: (value: number) => string;
  /** Where the axis of its chart is marked. */
  readonly marked?: AxisMarks;
}

const digits = (value: number): number => (value >= 100 ? 0 : value >= 10 ? 1 : 2);
const number = (value: number): string =>
  Number.isInteger(value) ? formatCount(value) : formatCount(Number(value.toFixed(digits(value))));
const count = (label: string): MetricWords => ({ label, format: number, marked: 'whole' });
const rate = (label: string): MetricWords => ({ label, format: (value) => `${number(value)}/s` });
const seconds = (label: string): MetricWords => ({ label, format: (value) => formatDuration(value * 1_000) });
const bytes = (label: string): MetricWords => ({ label, format: formatBytes, marked: 'bytes' });
const byteRate = (label: string): MetricWords => ({
  label,
  format: (value) => `${formatBytes(value)}/s`,
  marked: 'bytes',
});
const share = (label: string): MetricWords => ({ label, format: (value) => `${number(value * 100)} %` });
const yesNo = (label: string): MetricWords => ({ label, format: (value) => (value === 1 ? 'yes' : 'no') });

/** The words of every figure. */
export const metricWords: Readonly<Record<MetricId, MetricWords>> = {
  hasLeader: yesNo('Sees a leader'),
  isLeader: yesNo('Leads'),
  leaderChanges: count('Leader changes since its start'),
  proposalsCommitted: rate('Proposals committed'),
  proposalsApplied: rate('Proposals applied'),
  proposalsPending: count('Proposals pending'),
  proposalsFailed: rate('Proposals failed'),
  applyLag: count('Committed, not applied yet'),
  slowApplies: rate('Slow applies'),
  heartbeatFailures: rate('Heartbeats not sent in time'),
  fsyncP50: seconds('WAL fsync, p50'),
  fsyncP99: seconds('WAL fsync, p99'),
  commitP50: seconds('Backend commit, p50'),
  commitP99: seconds('Backend commit, p99'),
  applyP99: seconds('Apply, p99'),
  peerRoundTripP99: seconds('Round trip to the slowest peer, p99'),
  grpcRate: rate('Calls'),
  grpcErrorRate: rate('Failed calls'),
  grpcErrorShare: share('Share of failed calls'),
  clientReceived: byteRate('From clients'),
  clientSent: byteRate('To clients'),
  peerReceived: byteRate('From peers'),
  peerSent: byteRate('To peers'),
  dbSize: bytes('Database size'),
  dbSizeInUse: bytes('Database size in use'),
  quota: bytes('Quota'),
  keys: count('Keys'),
  watchers: count('Watchers'),
  slowWatchers: count('Slow watchers'),
  watchStreams: count('Watch streams'),
  leaseStreams: count('Lease streams'),
  pendingEvents: count('Events waiting to be sent'),
  memory: bytes('Memory'),
  cpu: share('CPU, of one core'),
  openFiles: count('Open files'),
  mostFiles: count('Open files at most'),
};

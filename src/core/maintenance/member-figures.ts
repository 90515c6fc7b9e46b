import type { MemberStatus } from '../../contract/cluster.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { askMetrics, samplesOf } from './member-metrics.ts';
import { askAtAnyURL } from './member-urls.ts';

/** Figures of a member's `/metrics`, which it answers while it is being defragmented. Unknown is `null`. */
export interface MemberFigures {
  /** In bytes. */
  readonly quota: number | null;
  readonly isDefragmenting: boolean | null;
  /** How many defragmentations have ended since the process started; failed ones do not count. */
  readonly defragmentations: number | null;
  /** When the process started, in seconds since 1970. */
  readonly startedAt: number | null;
}

const timeoutMs = 2_000;

/**
 * Reads figures of a member's `/metrics`. Needs no quorum and no user. Returns `null` where it serves none. Fails with
 * `Cancelled` only.
 */
export async function readFigures(
  connection: Pick<OpenConnection, 'get'>,
  member: Pick<MemberStatus, 'endpoint' | 'clientURLs'>,
  signal: AbortSignal,
): Promise<MemberFigures | null> {
  try {
    return await askAtAnyURL(member, async (url) =>
      figuresIn(await askMetrics(connection, url, { timeoutMs, signal })),
    );
  } catch (error) {
    if (error instanceof EtcdeckError && error.code !== 'Cancelled') return null;
    throw error;
  }
}

/** Returns the figures in a text of metrics. */
export function figuresIn(metrics: string): MemberFigures {
  const figure = (name: string): number | null =>
    samplesOf(metrics, name).find(({ labels }) => labels === '')?.value ?? null;
  const inFlight = figure('etcd_disk_defrag_inflight');
  return {
    quota: figure('etcd_server_quota_backend_bytes'),
    isDefragmenting: inFlight === null ? null : inFlight > 0,
    defragmentations: figure('etcd_disk_backend_defrag_duration_seconds_count'),
    startedAt: figure('process_start_time_seconds'),
  };
}

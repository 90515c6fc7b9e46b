import type { MemberStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { sumOf } from '../../metrics/member-figures.ts';
import type { MetricsSample } from '../../metrics/prometheus-text.ts';
import { scrapeNow } from '../../metrics/scrape-members.ts';

/** What a member's metrics say of its defragmentations. Unknown is `null`. */
export interface DefragmentFigures {
  readonly isDefragmenting: boolean | null;
  /** How many defragmentations have ended since the process started; failed ones do not count. */
  readonly defragmentations: number | null;
  /** When the process started, in seconds since 1970. */
  readonly startedAt: number | null;
}

/** Reads them as they are now. Returns `null` where the member serves no metrics. Fails with `Cancelled` only. */
export async function readDefragmentFigures(
  held: OpenConnection,
  member: MemberStatus,
  signal: AbortSignal,
): Promise<DefragmentFigures | null> {
  try {
    return defragmentFiguresIn(await scrapeNow(held, member, signal));
  } catch (error) {
    if (error instanceof EtcdeckError && error.code !== 'Cancelled') return null;
    throw error;
  }
}

/** Returns the figures in a member's metrics. */
export function defragmentFiguresIn(sample: MetricsSample): DefragmentFigures {
  const inFlight = sumOf(sample, 'etcd_disk_defrag_inflight');
  return {
    isDefragmenting: inFlight === null ? null : inFlight > 0,
    defragmentations: sumOf(sample, 'etcd_disk_backend_defrag_duration_seconds_count'),
    startedAt: sumOf(sample, 'process_start_time_seconds'),
  };
}

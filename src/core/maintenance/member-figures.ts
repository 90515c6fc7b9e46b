import type { MemberStatus } from '../../contract/cluster.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';

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

/** A member's own metrics have 150 to 290 kB. */
const mostBytes = 4 * 1024 * 1024;
const timeoutMs = 2_000;
const mostAsked = 3;

/**
 * Reads figures of a member's `/metrics` where it was asked for its status, else at its client URLs. Needs no quorum and
 * no user. Returns `null` where none of them serves any. Fails with `Cancelled` only.
 */
export async function readFigures(
  connection: Pick<OpenConnection, 'get'>,
  { endpoint, clientURLs }: Pick<MemberStatus, 'endpoint' | 'clientURLs'>,
  signal: AbortSignal,
): Promise<MemberFigures | null> {
  const asked = [...new Set([...(endpoint === null ? [] : [endpoint]), ...clientURLs])].slice(0, mostAsked);
  for (const url of asked) {
    try {
      const { status, body } = await connection.get(`${url}/metrics`, { timeoutMs, mostBytes, signal });
      if (status === 200) return figuresIn(new TextDecoder().decode(body));
    } catch (error) {
      if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    }
  }
  return null;
}

/** Returns the figures in a text of metrics. */
export function figuresIn(metrics: string): MemberFigures {
  const figure = (name: string): number | null => {
    const at = metrics.startsWith(`${name} `) ? 0 : metrics.indexOf(`\n${name} `) + 1;
    if (at === 0 && !metrics.startsWith(`${name} `)) return null;
    const start = at + name.length + 1;
    const end = metrics.indexOf('\n', start);
    const value = Number(metrics.slice(start, end < 0 ? undefined : end));
    return Number.isFinite(value) ? value : null;
  };
  const inFlight = figure('etcd_disk_defrag_inflight');
  return {
    quota: figure('etcd_server_quota_backend_bytes'),
    isDefragmenting: inFlight === null ? null : inFlight > 0,
    defragmentations: figure('etcd_disk_backend_defrag_duration_seconds_count'),
    startedAt: figure('process_start_time_seconds'),
  };
}

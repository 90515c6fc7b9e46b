import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseListNotice } from '../../contract/leases.ts';
import { readThroughLog } from '../etcd/cluster.ts';
import { type LeaseIds, leaseLeases } from '../etcd/lease.ts';
import type { AskedLeases } from './lease-states.ts';

/** Without quorum the linearizable read is not answered. */
const currentMs = 2_000;
/** A part of about 100 kB. */
const idsInPart = 5_000;

/** What is known of all leases at once. */
export interface ListedLeases extends LeaseIds {
  readonly isCurrent: boolean;
}

/**
 * Lists the ids of all leases. The member answers a linearizable read first, so that it has applied every grant that
 * was confirmed before; where it cannot, it lists what it knows. Fails with `PermissionDenied`, `Unimplemented`.
 */
export async function readLeaseIds(
  { client }: Pick<AskedLeases, 'client'>,
  signal: AbortSignal,
): Promise<ListedLeases> {
  try {
    const endpoint = await readThroughLog(client, { signal, timeoutMs: currentMs });
    return { ...(await leaseLeases(client, { endpoint, signal })), isCurrent: true };
  } catch (error) {
    if (!(error instanceof EtcdeckError) || !error.retry) throw error;
    return { ...(await leaseLeases(client, { signal })), isCurrent: false };
  }
}

/** Lists the ids of all leases in parts, and then how the list was made. */
export async function* listLeases(asked: AskedLeases, signal: AbortSignal): AsyncGenerator<LeaseListNotice, void> {
  const { ids, endpoint, isCurrent } = await readLeaseIds(asked, signal);
  const at = asked.clock.now();
  for (let from = 0; from < ids.length; from += idsInPart) {
    yield { kind: 'ids', ids: ids.slice(from, from + idsInPart) };
  }
  yield { kind: 'listed', total: ids.length, endpoint, isCurrent, at };
}

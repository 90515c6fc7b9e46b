import type { LeaseId } from '../../../contract/ids.ts';
import type { SnapshotLease } from '../../../contract/snapshot-report.ts';
import type { IndexColumns } from '../snapshot-index.ts';
import type { StoredLease } from './leases.ts';

/** Counts the keys that are attached to each of some leases at the last revision. */
export function withKeys(
  leases: readonly StoredLease[],
  { firstRecord, isDeletion, lease }: IndexColumns,
): readonly SnapshotLease[] {
  const counts = new Map<bigint, number>(leases.map(({ id }) => [signed(id), 0]));
  if (counts.size > 0) {
    for (let key = 0; key + 1 < firstRecord.length; key++) {
      const last = (firstRecord[key + 1] ?? 0) - 1;
      const id = lease[last] ?? 0n;
      if (id === 0n || isDeletion[last] === 1) continue;
      const count = counts.get(id);
      if (count !== undefined) counts.set(id, count + 1);
    }
  }
  return leases.map(({ id, grantedTTL }) => ({ id, grantedTTL, keys: counts.get(signed(id)) ?? 0 }));
}

const signed = (id: LeaseId): bigint => BigInt.asIntN(64, BigInt(`0x${id}`));

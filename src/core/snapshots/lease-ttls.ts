import type { LeaseId } from '../../contract/ids.ts';
import type { KeySource } from '../../contract/key-source.ts';
import type { SnapshotsApi } from '../../contract/snapshots.ts';

/**
 * Returns the TTLs in seconds that the leases of an open snapshot were granted with; of other sources they are unknown.
 * Fails as `SnapshotsApi.inside`.
 */
export async function leaseTTLs(
  snapshots: Pick<SnapshotsApi, 'inside'>,
  source: KeySource,
): Promise<ReadonlyMap<LeaseId, number>> {
  if (source.kind !== 'snapshot') return new Map();
  const { inside } = await snapshots.inside({ file: source.file });
  return new Map(inside.leases.map(({ id, grantedTTL }) => [id, grantedTTL]));
}

import type { ClusterId } from '../../../contract/ids.ts';
import type { CataloguedSnapshot, SnapshotVerdict } from '../../../contract/snapshots.ts';

/** Whether a snapshot was read whole and is whole, hash included. */
export const isVerified = ({ checked }: { readonly checked: Pick<SnapshotVerdict, 'verdict'> | null }): boolean =>
  checked?.verdict === 'ok';

/** Returns the newest verified snapshot of a cluster whose file may be there, of a list newest first. */
export const lastVerified = (
  snapshots: readonly CataloguedSnapshot[],
  clusterId: ClusterId | null,
): CataloguedSnapshot | undefined =>
  snapshots.find((each) => each.clusterId === clusterId && each.isThere !== false && isVerified(each));

import type { ConnectionsApi } from '../../../contract/connections.ts';
import type { EtcdctlProfile } from '../../../contract/etcdctl-line.ts';
import type { SnapshotsApi } from '../../../contract/snapshots.ts';

/** What knows where snapshots came from. */
export interface SnapshotOrigins {
  readonly snapshots: Pick<SnapshotsApi, 'catalogue'>;
  readonly connections: Pick<ConnectionsApi, 'list'>;
}

/** Returns the saved connection that a snapshot was saved over; `null` where the catalogue does not know it, or it is gone. */
export async function clusterOfSnapshot(
  { snapshots, connections }: SnapshotOrigins,
  file: string,
): Promise<EtcdctlProfile | null> {
  const { snapshots: known } = await snapshots.catalogue({ clusterId: null });
  const connection = known.find((snapshot) => snapshot.file === file)?.connection ?? null;
  if (connection === null) return null;
  const saved = await connections.list({});
  return saved.find(({ profile }) => profile.id === connection)?.profile ?? null;
}

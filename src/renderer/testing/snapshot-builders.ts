import type { ClusterId, ConnectionId, MemberId } from '../../contract/ids.ts';
import type { CataloguedSnapshot, SnapshotCatalogue } from '../../contract/snapshots.ts';

/** Returns a snapshot of the catalogue; its ids are made up. */
export const aCataloguedSnapshot = (changes: Partial<CataloguedSnapshot> = {}): CataloguedSnapshot => ({
  file: '/home/op/prod.db',
  bytes: 122_912,
  sha256: 'ec8a'.repeat(16),
  revision: 1_234,
  member: '47a5abbd4ce75e30' as MemberId,
  clusterId: 'c0ffee' as ClusterId,
  connection: 'prod' as ConnectionId,
  at: 0,
  etcdVersion: null,
  origin: 'saved',
  checked: null,
  rehearsed: null,
  copies: [],
  isThere: true,
  ...changes,
});

/** Returns a catalogue of these snapshots. */
export const aCatalogue = (...snapshots: readonly CataloguedSnapshot[]): SnapshotCatalogue => ({
  snapshots,
  folders: [],
  isCut: false,
});

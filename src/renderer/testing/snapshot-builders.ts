import type { ClusterId, ConnectionId, LeaseId, MemberId } from '../../contract/ids.ts';
import type { SnapshotInside, SnapshotReport } from '../../contract/snapshot-report.ts';
import type {
  CataloguedSnapshot,
  ScheduleState,
  SnapshotCatalogue,
  SnapshotSchedule,
  SnapshotVerdict,
} from '../../contract/snapshots.ts';

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

/** Returns what a whole snapshot of three members and two leases holds; its ids are made up. */
export const aSnapshotInside = (changes: Partial<SnapshotInside> = {}): SnapshotInside => ({
  members: [1, 2, 3].map((n) => ({
    id: `${n}a1b2c3d4e5f6071` as MemberId,
    name: `control-${n}`,
    peerURLs: [`https://10.0.0.1${n}:2380`],
    clientURLs: [`https://10.0.0.1${n}:2379`],
    isLearner: false,
  })),
  removedMembers: [],
  leases: [
    { id: '694d9a3b5c1e7f02' as LeaseId, grantedTTL: 3_600, keys: 3 },
    { id: '694d9a3b5c1e7f03' as LeaseId, grantedTTL: 60, keys: 1 },
  ],
  leaseCount: 2,
  isAuthEnabled: false,
  users: [],
  roles: [],
  alarms: [],
  clusterVersion: '3.5.0',
  storageVersion: null,
  buckets: [
    { name: 'key', records: 342 },
    { name: 'members', records: 3 },
  ],
  ...changes,
});

/** Returns the report of a whole snapshot at revision 341. */
export const aSnapshotReport = (changes: Partial<SnapshotReport> = {}): SnapshotReport => ({
  file: '/home/op/prod.db',
  bytes: 159_776,
  sha256: 'ab'.repeat(32),
  figures: {
    hash: 3_874_694_628,
    lastRevision: 341,
    revision: 341,
    compactRevision: 240,
    totalRecords: 351,
    totalLiveKeys: 245,
    liveKeys: 245,
    revisions: 342,
    deletions: 17,
    databaseBytes: 159_744,
    pageSize: 4_096,
    hashKV: 810_764_258,
  },
  integrity: { verdict: 'ok', findings: [], found: 0 },
  inside: aSnapshotInside(),
  ...changes,
});

/** Returns the verdict of a whole file. */
export const aVerdict = (changes: Partial<SnapshotVerdict> = {}): SnapshotVerdict => ({
  verdict: 'ok',
  at: 0,
  revision: 1_234,
  compactRevision: 1_000,
  liveKeys: 512,
  hashKV: 7,
  message: null,
  ...changes,
});

/** Returns a schedule that saves every six hours. */
export const aSchedule = (changes: Partial<SnapshotSchedule> = {}): SnapshotSchedule => ({
  isEnabled: true,
  everyMinutes: 360,
  folder: '/backups',
  nameTemplate: '{name}-{time}.db',
  retention: { last: 28, days: 30 },
  rehearses: false,
  store: null,
  deletesCopies: false,
  ...changes,
});

/** Returns how a schedule goes; none is set where it is not given. */
export const aScheduleState = (changes: Partial<ScheduleState> = {}): ScheduleState => ({
  connection: 'memory' as ConnectionId,
  schedule: null,
  nextAt: null,
  isRunning: false,
  lastSuccess: null,
  lastFailure: null,
  missed: 0,
  due: [],
  ...changes,
});

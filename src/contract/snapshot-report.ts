import type { AlarmType } from './cluster.ts';
import type { LeaseId, MemberId } from './ids.ts';

/** The figures of a snapshot, computed from the file alone. */
export interface SnapshotFigures {
  /** CRC-32C over the names, keys and values of every bucket: what `snapshot status` of etcdutl and etcdctl prints. */
  readonly hash: number;
  /** The main revision of the last record of the key bucket, as `snapshot status` prints it. */
  readonly lastRevision: number;
  /**
   * The store's revision, as etcd computes it when it starts: the largest of the last record's and those of the
   * scheduled and finished compactions. It is more than `lastRevision` where a deletion was compacted away.
   */
  readonly revision: number;
  /** The revision that history was compacted to; 0: never. */
  readonly compactRevision: number;
  /** `totalKey` of etcdutl and etcdctl before 3.6: the records of every bucket. */
  readonly totalRecords: number;
  /** `totalKey` of etcdutl from 3.6 on: every key that has a live value, the empty one of `--bump-revision` included. */
  readonly totalLiveKeys: number;
  /** The keys that exist at `revision`, as a member that serves the file counts them. */
  readonly liveKeys: number;
  /** The stored revisions of all keys, deletions included. */
  readonly revisions: number;
  readonly deletions: number;
  /** The database in bytes, which `snapshot status` calls `totalSize`. */
  readonly databaseBytes: number;
  readonly pageSize: number;
  /** What `endpoint hashkv` of a member that serves this file answers at `revision`. */
  readonly hashKV: number;
}

/** A fault or a remark about a snapshot. */
export interface SnapshotFinding {
  readonly code: SnapshotFindingCode;
  /** `critical`: the contents are damaged or cannot be trusted; `warning`: worth knowing before a restore. */
  readonly severity: 'critical' | 'warning' | 'info';
  /** The page of the database, where it is about one. */
  readonly page: number | null;
  /** One sentence without a full stop: what was found and where. */
  readonly message: string;
}

/** What can be wrong with a snapshot. */
export type SnapshotFindingCode =
  /** The file is no database of etcd: neither of its meta pages is valid. */
  | 'NotADatabase'
  /** A machine of the other byte order, as s390x, wrote the file; it is not read. */
  | 'BigEndian'
  /** The file has no SHA-256 at its end, as the copy of a data-dir: its values cannot be verified. */
  | 'NoTrailer'
  /** The SHA-256 at the end is not that of the database before it. */
  | 'TrailerMismatch'
  /** The file is shorter than its database says. */
  | 'FileShort'
  /** There are bytes between the database and the SHA-256, which is right. */
  | 'FileLong'
  /** There are bytes at the end of the file that etcd did not write, so that it finds no SHA-256. */
  | 'FileAppended'
  /** The description beside the file is of other contents: it is not what was saved, or another one took its place. */
  | 'DescriptionDiffers'
  /** One of the two meta pages is not valid; the other one is. */
  | 'MetaDamaged'
  /** A page is not what refers to it: wrong number, type, size, or past the end of the file. */
  | 'PageDamaged'
  /** A page is used twice, or refers to itself. */
  | 'PageReused'
  /** The list of free pages of an old file does not fit its pages. */
  | 'FreelistDamaged'
  /** Keys of a page are not in order. */
  | 'OrderBroken'
  /** A record is not what etcd writes: its revision, its value's message, or both do not agree. */
  | 'RecordDamaged'
  /** The versions of a key do not follow each other: a record is missing. */
  | 'RecordMissing'
  /** A bucket that every etcd writes is not there, or one is not read. */
  | 'BucketMissing'
  /** A value of the buckets beside the keys (members, leases, users, …) is not what etcd writes. */
  | 'EntryDamaged'
  /** An increment of etcd-backup-restore is not what it writes: the history ends before it. */
  | 'IncrementDamaged'
  /** Increments do not follow each other: the history ends before the gap. */
  | 'IncrementMissing'
  /** Increments of etcd-backup-restore were read after their full snapshot, up to a revision and a time. */
  | 'IncrementsRead'
  /** A compaction had begun and not ended: the member goes on with it when it starts. */
  | 'CompactionUnfinished'
  /** The revision was raised with `--bump-revision` when the file's data was restored. */
  | 'RevisionBumped';

/** Whether a snapshot is whole. `unverifiable`: nothing is wrong, and without a hash that is no proof. */
export interface SnapshotIntegrity {
  readonly verdict: 'ok' | 'unverifiable' | 'damaged';
  /** The gravest first; at most a hundred. */
  readonly findings: readonly SnapshotFinding[];
  /** How many findings there are in all. */
  readonly found: number;
}

/** A member as the file lists it. */
export interface SnapshotMember {
  readonly id: MemberId;
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly clientURLs: readonly string[];
  readonly isLearner: boolean;
}

/** A lease as the file lists it. Its remaining time is not in the file. */
export interface SnapshotLease {
  readonly id: LeaseId;
  /** In seconds. */
  readonly grantedTTL: number;
  /** The keys attached at the last revision. */
  readonly keys: number;
}

/** What a role may do with a range of keys. */
export interface SnapshotPermission {
  readonly type: 'read' | 'write' | 'readwrite';
  readonly key: Uint8Array;
  /** As etcd stores it: empty for the key alone, a single NUL for every key from `key` on. */
  readonly rangeEnd: Uint8Array;
}

/** What a snapshot holds beside its keys. Lists are cut after 1,000 entries or 4 MiB; password hashes are never told. */
export interface SnapshotInside {
  readonly members: readonly SnapshotMember[];
  readonly removedMembers: readonly MemberId[];
  readonly leases: readonly SnapshotLease[];
  readonly leaseCount: number;
  readonly isAuthEnabled: boolean;
  readonly users: readonly {
    readonly name: string;
    readonly roles: readonly string[];
    readonly hasPassword: boolean;
  }[];
  readonly roles: readonly { readonly name: string; readonly permissions: readonly SnapshotPermission[] }[];
  readonly alarms: readonly { readonly member: MemberId; readonly alarm: AlarmType }[];
  /** As `3.5.0`; `null` where the file does not say. */
  readonly clusterVersion: string | null;
  /** As `3.6.0`; files before 3.6 do not say. */
  readonly storageVersion: string | null;
  readonly buckets: readonly { readonly name: string; readonly records: number }[];
}

/** Everything that a snapshot file tells of itself, from one reading of all of it. */
export interface SnapshotReport {
  /** A path on the machine where core runs. */
  readonly file: string;
  readonly bytes: number;
  /** SHA-256 of the whole file in hexadecimal, as `sha256sum` prints it. */
  readonly sha256: string;
  /** Of a damaged file, of what can be read of it; `null` where no keys can be read at all. */
  readonly figures: SnapshotFigures | null;
  readonly integrity: SnapshotIntegrity;
  /** `null` as `figures`. */
  readonly inside: SnapshotInside | null;
}

/** The progress or the result of reading a file whole. */
export type SnapshotReading =
  | { readonly kind: 'reading'; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly kind: 'read'; readonly report: SnapshotReport };

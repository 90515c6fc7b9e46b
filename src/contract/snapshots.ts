import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { ClusterId, ConnectionId, MemberId } from './ids.ts';
import type { SnapshotInside, SnapshotReading, SnapshotReport } from './snapshot-report.ts';

/** A saved snapshot, its hash checked while it was received. */
export interface SavedSnapshot {
  /** A path on the machine where core runs. */
  readonly file: string;
  readonly bytes: number;
  /** SHA-256 of the file in hexadecimal, as `sha256sum` prints it. The database matches the hash at the file's end. */
  readonly sha256: string;
  /** The store's revision when the member began to send. */
  readonly revision: number;
  readonly member: MemberId;
  readonly endpoint: string;
  readonly durationMs: number;
  /** Why the catalogue does not have it; `null`: it does. */
  readonly uncatalogued: Failure | null;
  /** Why the description beside it, `<file>.json`, could not be written; `null`: it was. */
  readonly undescribed: Failure | null;
}

/** The result of the last full check of a file. */
export interface SnapshotVerdict {
  readonly verdict: SnapshotReport['integrity']['verdict'];
  /** When the file was read, in milliseconds since 1970. */
  readonly at: number;
  readonly revision: number | null;
  /** The oldest revision whose history it holds. */
  readonly compactRevision: number | null;
  readonly liveKeys: number | null;
  readonly hashKV: number | null;
  /** What is wrong first; `null`: nothing. */
  readonly message: string | null;
}

/** What the last rehearsal of a snapshot showed. */
export interface RehearsalResult {
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  readonly served: boolean;
  readonly etcdVersion: string | null;
  readonly failure: Failure | null;
}

/**
 * Whether a rehearsal told nothing of the snapshot, because the member did not start in time: this machine was too slow
 * for it.
 */
export const isUndecided = ({ failure }: Pick<RehearsalResult, 'failure'>): boolean =>
  failure?.code === 'DeadlineExceeded';

/** A snapshot in the catalogue: saved by this etcdeck, or found in one of its folders. */
export interface CataloguedSnapshot {
  /** A path on the machine where core runs. */
  readonly file: string;
  readonly bytes: number;
  /** `null` of one that was found and not read yet. */
  readonly sha256: string | null;
  readonly revision: number | null;
  readonly member: MemberId | null;
  /** `null` of one that was found without a description: a snapshot does not name its cluster. */
  readonly clusterId: ClusterId | null;
  /** The connection that it was saved over, which may be gone: a sandbox's, or one of the command line's own. */
  readonly connection: ConnectionId | null;
  /** The members' etcd version when it was saved. */
  readonly etcdVersion: string | null;
  /** When it was complete, in milliseconds since 1970; of one without a description when its file was last written. */
  readonly at: number;
  /** Who saved it: one click or command, a schedule, or somebody else (`folder`). */
  readonly origin: 'saved' | 'scheduled' | 'folder';
  /** `null`: not checked since its file was last written. */
  readonly checked: SnapshotVerdict | null;
  readonly rehearsed: RehearsalResult | null;
  /** The copies in object stores, whose hash was checked when they were uploaded. */
  readonly copies: readonly { readonly store: string; readonly object: string; readonly at: number }[];
  /** Whether its path has a file of this size, whose contents are not read; `null`: that cannot be found out. */
  readonly isThere: boolean | null;
}

/**
 * Whether a snapshot names its cluster. One that does not, as other tools save it, may be of any: it is listed with every
 * cluster's, and is no proof that one can be restored.
 */
export const namesCluster = ({ clusterId }: Pick<CataloguedSnapshot, 'clusterId'>): boolean => clusterId !== null;

/** A folder whose snapshots the catalogue shows. */
export interface SnapshotFolder {
  readonly folder: string;
  /** Why it cannot be listed now; `null`: it can. */
  readonly failure: Failure | null;
  /** How many of its `.db` files are no snapshots, and are not listed: empty, cut at their beginning, or something else. */
  readonly strangers: number;
}

/** The snapshots that are known, newest first. */
export interface SnapshotCatalogue {
  readonly snapshots: readonly CataloguedSnapshot[];
  readonly folders: readonly SnapshotFolder[];
  /** Whether there are more than are shown. */
  readonly isCut: boolean;
}

/** When a snapshot is saved by itself, and what is kept. */
export interface SnapshotSchedule {
  readonly isEnabled: boolean;
  /** Minutes between two snapshots, 15 to 10,080 (a week). */
  readonly everyMinutes: number;
  readonly folder: string;
  /**
   * The file's name: `{name}` is the connection's, `{time}` the time as `2026-11-21T08-15-02Z`, `{revision}` and
   * `{member}` what they say. A name that is taken gets a number.
   */
  readonly nameTemplate: string;
  readonly retention: SnapshotRetention;
  /** Whether each one is restored and served once before it is called good. */
  readonly rehearses: boolean;
  /** The object store that each one is copied to; `null`: none. */
  readonly store: string | null;
  /**
   * Whether `retention` counts for the copies in the store as well: those of this cluster, of names that `nameTemplate`
   * makes. The last one that is proved always stays.
   */
  readonly deletesCopies: boolean;
}

/**
 * Which scheduled snapshots stay: those that any rule keeps. The last verified one always stays, and so does everything
 * that this etcdeck's schedule did not save. After a run that failed nothing is deleted.
 */
export interface SnapshotRetention {
  /** How many of the newest stay, 1 to 1,000. */
  readonly last: number;
  /** For how many days the newest of each day stays, 0 to 3,650. */
  readonly days: number;
}

/** How a schedule has gone. Times are in milliseconds since 1970. */
export interface ScheduleState {
  readonly connection: ConnectionId;
  /** `null`: none was set. */
  readonly schedule: SnapshotSchedule | null;
  /** `null` while it is not enabled. */
  readonly nextAt: number | null;
  readonly isRunning: boolean;
  readonly lastSuccess: { readonly at: number; readonly file: string } | null;
  readonly lastFailure: { readonly at: number; readonly failure: Failure } | null;
  /**
   * The runs that were due and did not take place, as while nothing ran, since the last success that was in time: a late
   * one that takes the place of several leaves them told.
   */
  readonly missed: number;
  /** The snapshots that retention would delete next, by path. */
  readonly due: readonly string[];
}

/** The progress or the result of a save. `checked` comes after `saved`, once the whole file was read again. */
export type SnapshotProgress =
  | { readonly kind: 'receiving'; readonly file: string; readonly receivedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'saved'; readonly snapshot: SavedSnapshot }
  | { readonly kind: 'checking'; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly kind: 'checked'; readonly report: SnapshotReport }
  /** The saved file could not be read again. */
  | { readonly kind: 'unchecked'; readonly failure: Failure };

/** Saves, reads and lists snapshots. */
export interface SnapshotsApi {
  /** Returns the file that one click saves to: an unused name, made of the connection's name and the time. */
  suggestFile(
    request: { readonly connection: ConnectionId },
    options?: CallOptions,
  ): Promise<{ readonly file: string }>;
  /**
   * Streams one member's database into a new file; prefers a healthy follower, to spare the leader. Checks the hash
   * while it streams. The file gets its name only once it is complete, and a cancelled or failed save leaves nothing.
   * Then its description is written beside it, it comes into the catalogue, and it is read whole and checked; what fails
   * of these does not fail the save, and cancelling then leaves the saved file. The description and the catalogue then have
   * the revision of the report, which was read from the file. With authentication on, etcd lets only
   * the role root save one. Fails with `FileExists`, `FileNotWritable`, `DiskFull`, `SnapshotHashMismatch`, `SnapshotTruncated`, `PermissionDenied`.
   */
  save(
    request: {
      readonly connection: ConnectionId;
      readonly file: string;
      /** The member to read from; `null`: core chooses. */
      readonly member: MemberId | null;
    },
    options?: CallOptions,
  ): AsyncIterable<SnapshotProgress>;
  /**
   * Reads a file whole and tells everything of it: figures, faults and what is inside. What an unchanged file said
   * before is returned again without reading it, unless `isFresh`. A file that is no snapshot is `damaged` and says so.
   * Writes nothing to the file. Fails with `FileNotFound`, `FileNotReadable`, `OutOfMemory`, and with `SnapshotChanged`
   * where the file changes meanwhile.
   */
  read(
    request: { readonly file: string; readonly isFresh: boolean },
    options?: CallOptions,
  ): AsyncIterable<SnapshotReading>;
  /**
   * Returns what is inside an open snapshot. Fails with `SourceNotOpen`, and with `SnapshotChanged` where its file, or an
   * increment of it, is another one by now.
   */
  inside(
    request: { readonly file: string },
    options?: CallOptions,
  ): Promise<{ readonly inside: SnapshotInside; readonly report: SnapshotReport }>;
  /** Returns the sample snapshot that comes with etcdeck, and may be opened as any other. */
  sample(request: Record<string, never>, options?: CallOptions): Promise<{ readonly file: string }>;
  /**
   * Returns the known snapshots, newest first, 1,000 at most: of a cluster, with what was found in the folders and names
   * no cluster, or all of them (`null`). Dials nothing. Fails with `SettingsDamaged`, `FileNotReadable`.
   */
  catalogue(request: { readonly clusterId: ClusterId | null }, options?: CallOptions): Promise<SnapshotCatalogue>;
  /** Adds a folder to the catalogue. Fails with `FileNotFound`, `FileNotReadable`. */
  addFolder(request: { readonly folder: string }, options?: CallOptions): Promise<void>;
  /** Takes a folder out of the catalogue, and leaves its files. */
  removeFolder(request: { readonly folder: string }, options?: CallOptions): Promise<void>;
  /**
   * Takes a snapshot out of the catalogue; with `deletesFile` deletes its file and description too. Fails with
   * `LastVerified` for the last verified one of its cluster, with `SnapshotChanged` where another file has its name by now
   * and would be deleted, with `FileNotWritable`, and with `BadRequest` for one that stands in a folder of the catalogue
   * and is to be left there.
   */
  forget(request: { readonly file: string; readonly deletesFile: boolean }, options?: CallOptions): Promise<void>;
  /** Returns the schedule of a saved connection, and how it has gone. */
  schedule(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<ScheduleState>;
  /**
   * Sets a saved connection's schedule, or removes it (`null`). It runs while etcdeck runs, in a window or as `serve`, in
   * one process at a time. Fails with `BadRequest`, which names the `field` in its detail, and `FileNotWritable`.
   */
  setSchedule(
    request: { readonly connection: ConnectionId; readonly schedule: SnapshotSchedule | null },
    options?: CallOptions,
  ): Promise<ScheduleState>;
}

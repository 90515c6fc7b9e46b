import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { ClusterId, ConnectionId, MemberId } from './ids.ts';

/** A saved snapshot, its hash checked. */
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
}

/** A snapshot in the catalogue: one that this etcdeck saved, in a window or at the command line. */
export interface CataloguedSnapshot {
  /** A path on the machine where core runs. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly revision: number;
  readonly member: MemberId;
  readonly clusterId: ClusterId;
  /** The connection that it was saved over, which may be gone: a sandbox's, or one of the command line's own. */
  readonly connection: ConnectionId;
  /** When it was complete, in milliseconds since 1970. */
  readonly at: number;
  /** Whether its path has a file of this size, whose contents are not read; `null`: that cannot be found out. */
  readonly isThere: boolean | null;
}

/** The progress or the result of a save. */
export type SnapshotProgress =
  | { readonly kind: 'receiving'; readonly file: string; readonly receivedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'saved'; readonly snapshot: SavedSnapshot };

/** Saves snapshots of an open connection's cluster, and lists those saved. */
export interface SnapshotsApi {
  /** Returns the file that one click saves to: an unused name, made of the connection's name and the time. */
  suggestFile(
    request: { readonly connection: ConnectionId },
    options?: CallOptions,
  ): Promise<{ readonly file: string }>;
  /**
   * Streams one member's database into a new file; prefers a healthy follower, to spare the leader. Checks the hash
   * while it streams. The file gets its name only once it is complete, and a cancelled or failed save leaves nothing.
   * Then it comes into the catalogue; a catalogue that cannot be written does not fail the save. Fails with `FileExists`, `FileNotWritable`, `DiskFull`, `SnapshotHashMismatch`, `SnapshotTruncated`,
   * `PermissionDenied`.
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
   * Returns the saved snapshots of a cluster, newest first, 100 at most. Dials nothing. Fails with `SettingsDamaged`,
   * `FileNotReadable`.
   */
  catalogue(request: { readonly clusterId: ClusterId }, options?: CallOptions): Promise<readonly CataloguedSnapshot[]>;
}

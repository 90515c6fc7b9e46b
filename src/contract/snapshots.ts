import type { CallOptions } from './abort.ts';
import type { ConnectionId, MemberId } from './ids.ts';

/** A snapshot on disk, its hash checked. */
export interface SavedSnapshot {
  /** A path on the machine where core runs. */
  readonly file: string;
  readonly bytes: number;
  /** SHA-256 of the file in hexadecimal, as `sha256sum` prints it. The database in it matches the hash at its end. */
  readonly sha256: string;
  /** The store's revision when the member began to send. */
  readonly revision: number;
  readonly member: MemberId;
  readonly endpoint: string;
  readonly durationMs: number;
}

/** How a save stands. */
export type SnapshotProgress =
  | { readonly kind: 'receiving'; readonly file: string; readonly receivedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'saved'; readonly snapshot: SavedSnapshot };

/** Snapshots of an open connection's cluster. */
export interface SnapshotsApi {
  /** Where one click saves to: a folder and a name that is free, made of the connection's name and the time. */
  suggestFile(
    request: { readonly connection: ConnectionId },
    options?: CallOptions,
  ): Promise<{ readonly file: string }>;
  /**
   * Streams one member's database into a new file: a healthy follower's where there is one, so that the leader is
   * spared. The hash is checked while it streams; the file gets its name only once it is whole, and a cancelled or
   * failed save leaves nothing. Fails with `FileExists`, `FileNotWritable`, `DiskFull`, `SnapshotHashMismatch`,
   * `SnapshotTruncated`, `PermissionDenied`.
   */
  save(
    request: {
      readonly connection: ConnectionId;
      readonly file: string;
      /** The member to ask; chosen where it is `null`. */
      readonly member: MemberId | null;
    },
    options?: CallOptions,
  ): AsyncIterable<SnapshotProgress>;
}

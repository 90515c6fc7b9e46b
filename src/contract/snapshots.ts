import type { CallOptions } from './abort.ts';
import type { ConnectionId, MemberId } from './ids.ts';

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
}

/** The progress or the result of a save. */
export type SnapshotProgress =
  | { readonly kind: 'receiving'; readonly file: string; readonly receivedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'saved'; readonly snapshot: SavedSnapshot };

/** Saves snapshots of an open connection's cluster. */
export interface SnapshotsApi {
  /** Returns the file that one click saves to: an unused name, made of the connection's name and the time. */
  suggestFile(
    request: { readonly connection: ConnectionId },
    options?: CallOptions,
  ): Promise<{ readonly file: string }>;
  /**
   * Streams one member's database into a new file; prefers a healthy follower, to spare the leader. Checks the hash
   * while it streams. The file gets its name only once it is complete, and a cancelled or failed save leaves nothing.
   * Fails with `FileExists`, `FileNotWritable`, `DiskFull`, `SnapshotHashMismatch`, `SnapshotTruncated`,
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
}

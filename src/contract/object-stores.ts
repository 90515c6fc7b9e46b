import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { ClusterId } from './ids.ts';
import type { SnapshotRetention } from './snapshots.ts';

/** An S3-compatible object store that snapshots are copied to. Its credentials are never told. */
export interface ObjectStore {
  /** Names it for good; given by core. */
  readonly id: string;
  readonly name: string;
  /** As `https://s3.eu-central-1.amazonaws.com` or `http://127.0.0.1:9000`; empty: Amazon's own for the region. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** What the objects' names begin with, without a slash at either end; may be empty. */
  readonly prefix: string;
  /** Whether the bucket is a part of the path, as most stores beside Amazon's want it. */
  readonly isPathStyle: boolean;
  /** A CA file for the endpoint's certificate; `null`: the operating system's roots. */
  readonly caFile: string | null;
  /**
   * `keychain`: the access key is stored as a connection's secrets are. `environment`: `AWS_ACCESS_KEY_ID`,
   * `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN` of the process.
   */
  readonly credentials: 'keychain' | 'environment';
}

/** A store to save: a new one has the `id` `null`. */
export type ObjectStoreDraft = Omit<ObjectStore, 'id'> & { readonly id: string | null };

/** The access key of a store. */
export interface ObjectStoreSecrets {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A snapshot in an object store. */
export interface StoredSnapshot {
  /** The object's whole name. */
  readonly object: string;
  readonly bytes: number;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
  /** SHA-256 of the whole file, as it was recorded when this etcdeck uploaded it; `null`: another program did. */
  readonly sha256: string | null;
  /**
   * What had proved the file when it was uploaded: it was read whole and is whole (`verified`), or a member had served it,
   * too (`served`); `null`: nothing that is recorded.
   */
  readonly proof: 'verified' | 'served' | null;
}

/** Which copies retention looks at, and which of them stay. */
export interface CopyRetention {
  readonly store: string;
  /** Of one cluster, as the copies' descriptions name it; `null`: of each cluster that has some, by itself. */
  readonly clusterId: ClusterId | null;
  /** Only copies whose names this template made, for the connection that their descriptions name. */
  readonly nameTemplate: string;
  readonly retention: SnapshotRetention;
}

/** A copy that no rule keeps. */
export interface DueCopy extends StoredSnapshot {
  readonly clusterId: ClusterId;
  /** When the snapshot was saved, in milliseconds since 1970. */
  readonly savedAt: number;
}

/** What retention would delete in a store. */
export interface CopyPlan {
  /** Newest first. */
  readonly due: readonly DueCopy[];
  /** How many copies stay, because a rule keeps them. */
  readonly kept: number;
  /**
   * How many objects are not looked at: this etcdeck's record, its description or its name is missing, or they are of
   * another cluster.
   */
  readonly others: number;
  /** The clusters of which nothing is deleted, because no copy that is looked at is proved. */
  readonly unproved: readonly ClusterId[];
  /** Whether there are more objects, which are older and not looked at. */
  readonly isCut: boolean;
}

/** What came of a deletion. */
export interface CopyDeletion {
  readonly deleted: readonly string[];
  /** The objects that are due and still there. */
  readonly left: readonly { readonly object: string; readonly failure: Failure }[];
}

/** The progress or the result of moving a snapshot to or from a store. */
export type TransferNotice =
  | { readonly kind: 'moving'; readonly doneBytes: number; readonly totalBytes: number }
  /** `sha256`: of what was read and what was written, which are the same. */
  | { readonly kind: 'moved'; readonly object: string; readonly file: string; readonly sha256: string };

/** Copies snapshots off the machine and back. */
export interface ObjectStoresApi {
  list(request: Record<string, never>, options?: CallOptions): Promise<readonly ObjectStore[]>;
  /** Saves a store and, where given, its access key. Fails with `BadRequest` (`field` in the detail). */
  save(
    request: { readonly draft: ObjectStoreDraft; readonly secrets: ObjectStoreSecrets | null },
    options?: CallOptions,
  ): Promise<ObjectStore>;
  /** Forgets a store and its access key; its objects stay. */
  remove(request: { readonly store: string }, options?: CallOptions): Promise<void>;
  /** Writes, reads and deletes a small object. Fails with `StoreUnreachable`, `StoreRefused`, `StoreSecretMissing`. */
  test(
    request: { readonly draft: ObjectStoreDraft; readonly secrets: ObjectStoreSecrets | null },
    options?: CallOptions,
  ): Promise<void>;
  /** Returns a store's snapshots, newest first, 1,000 at most. Fails as `test`. */
  objects(
    request: { readonly store: string },
    options?: CallOptions,
  ): Promise<{ readonly objects: readonly StoredSnapshot[]; readonly isCut: boolean }>;
  /**
   * Uploads a snapshot and its description. The object gets its name only once its hash was checked; what is cancelled
   * or fails leaves no object, and no parts unless the store stays away. Fails as `test`, and with `StoreHashMismatch`,
   * `FileExists`, `SnapshotDamaged`, `SnapshotChanged`.
   */
  upload(
    request: { readonly store: string; readonly file: string },
    options?: CallOptions,
  ): AsyncIterable<TransferNotice>;
  /**
   * Downloads a snapshot and its description into new files; the snapshot gets its name only once it is complete and its
   * hash holds. Fails as `test`, and with `StoreHashMismatch`, `FileExists`, `FileNotWritable`, `DiskFull`.
   */
  download(
    request: { readonly store: string; readonly object: string; readonly file: string },
    options?: CallOptions,
  ): AsyncIterable<TransferNotice>;
  /**
   * Returns which copies no rule keeps, among the newest 1,000 objects; deletes nothing. The last copy that is proved and
   * the last one that was served always stay. Asks for each object's record and description. Fails as `test`.
   */
  planRetention(request: CopyRetention, options?: CallOptions): Promise<CopyPlan>;
  /**
   * Deletes those of the given objects that no rule keeps now, each with its description, the oldest first. One that
   * cannot be deleted is told, and the others are deleted all the same; once the store does not answer, the rest are left.
   * Fails as `test` where it cannot find out which are due.
   */
  deleteCopies(
    request: CopyRetention & { readonly objects: readonly string[] },
    options?: CallOptions,
  ): Promise<CopyDeletion>;
}

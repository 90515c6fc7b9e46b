import type { CallOptions } from './abort.ts';
import type { KeyGlance } from './glance.ts';
import type { ConnectionId, LeaseId } from './ids.ts';
import type { KeySource } from './key-source.ts';
import type { ListedKey } from './listed-key.ts';
import type { KeySearchNotice, KeySearchRequest } from './search.ts';

/** Everything that etcd stores about a key except its value. */
export interface KeyMeta extends ListedKey {
  readonly lease: LeaseId | null;
}

/** A key with its value, at one revision. */
export interface KeyValue extends KeyMeta {
  readonly value: Uint8Array;
}

/** A key with its value as a window may see it. */
export interface KeyEntry extends KeyValue {
  /**
   * Whether the value is, or may be, a Kubernetes Secret: `value` is then text with the secret parts covered, not the
   * stored bytes. It must never be written back: a write that holds covered data fails with `BadRequest`.
   */
  readonly isMasked: boolean;
  /** The size of the stored value in bytes, masked or not. */
  readonly bytes: number;
}

/** A child of a prefix, up to the next delimiter. A folder is only a way to show keys; etcd has none. */
export type KeyChild =
  /** Keys share `prefix`, which ends with the delimiter; `name` is its last part, delimiter included. */
  | { readonly kind: 'folder'; readonly name: Uint8Array; readonly prefix: Uint8Array }
  | { readonly kind: 'key'; readonly name: Uint8Array; readonly meta: ListedKey };

/** A page of a level, in key order. */
export interface KeyChildrenPage {
  readonly children: readonly KeyChild[];
  /** The revision that every page of one answer is read at. */
  readonly revision: number;
  /** True on the last page when nothing is left beneath the prefix; false when the limit ended it. */
  readonly complete: boolean;
  /** The `after` of the request that continues this one; `null` when complete. */
  readonly next: Uint8Array | null;
  /** Set when the user may read only a part of the level: the page holds that part. */
  readonly isPartial?: true;
}

/** Which level of the tree to read, and which part of it. */
export interface KeyChildrenRequest {
  readonly source: KeySource;
  readonly prefix: Uint8Array;
  /** One or more bytes; `/` by custom. Empty: no folders, every key beneath the prefix. */
  readonly delimiter: Uint8Array;
  /** Starts after this child (`next` of a page); `null`: at the first. */
  readonly after: Uint8Array | null;
  /** How many children at most, 1 to 10,000. */
  readonly limit: number;
}

/**
 * A row of the list: a key with its lease and the size of its value in bytes; both `null` when values were not read.
 */
export interface KeyRow extends ListedKey {
  readonly lease: LeaseId | null;
  readonly bytes: number | null;
}

/** A page of the keys beneath a prefix, in key order, all read at one revision. */
export interface KeyRowsPage {
  readonly rows: readonly KeyRow[];
  readonly revision: number;
  readonly complete: boolean;
  /** The `after` of the request that continues this one; `null` when complete. */
  readonly next: Uint8Array | null;
  /** Set when the user may read only a part of the keys. */
  readonly isPartial?: true;
}

/** Reads the keys of any source, and writes those of an open connection. Every write is guarded. */
export interface KeysApi {
  /**
   * Streams the children of a prefix in pages as they are found. Reads only what it returns, never values; a server
   * before 3.7 walks its index over each requested range, so ranges are kept narrow. Returns only the parts of the
   * level that the user may read (`isPartial`). Fails with `Compacted`, `CertificateUserUnknown`, and with
   * `PermissionDenied` when the user may read none of it: `user` and `readable` in the detail name the user and the
   * keys it may read.
   */
  children(request: KeyChildrenRequest, options?: CallOptions): AsyncIterable<KeyChildrenPage>;
  /**
   * Returns one key, or `null` when it does not exist. A value that holds a Kubernetes Secret is masked unless `reveal`
   * is set. Fails with `Compacted`, `FutureRev`.
   */
  get(
    request: { readonly source: KeySource; readonly key: Uint8Array; readonly reveal: boolean },
    options?: CallOptions,
  ): Promise<{ readonly entry: KeyEntry | null; readonly revision: number }>;
  /**
   * Counts the keys that begin with a prefix. Before 3.7 the member walks its index over all of them (about 0.24 µs a
   * key) while writers wait; `tookMs` is the time it took, in milliseconds. Call it at the operator's request only,
   * never automatically. `isPartial`: the user may not read all of them, and only what it may read is counted.
   */
  count(
    request: { readonly source: KeySource; readonly prefix: Uint8Array },
    options?: CallOptions,
  ): Promise<{
    readonly count: number;
    readonly revision: number;
    readonly tookMs: number;
    readonly isPartial?: boolean;
  }>;
  /**
   * Streams every key beneath a prefix, without folders. With `readsValues` the member sends the values too; only their
   * sizes and the leases are returned.
   */
  list(
    request: {
      readonly source: KeySource;
      readonly prefix: Uint8Array;
      readonly after: Uint8Array | null;
      /** How many rows at most, 1 to 10,000. */
      readonly limit: number;
      readonly readsValues: boolean;
    },
    options?: CallOptions,
  ): AsyncIterable<KeyRowsPage>;
  /**
   * Looks up a name as the operator types it: whether the key exists, which keys begin with it, and which of the first
   * 50,000 beneath `within`, outside of Kubernetes' registries, contain it, ignoring case. Cheap enough for every pause
   * in typing: ranges are kept narrow, and no value is read. Leaves out keys that the user may not read, and reports
   * that.
   */
  glance(
    request: {
      readonly source: KeySource;
      readonly name: string;
      readonly within: Uint8Array;
      /** Ends after this many keys, 1 to 100. */
      readonly limit: number;
    },
    options?: CallOptions,
  ): AsyncIterable<KeyGlance>;
  /** Searches the keys beneath a prefix. Bounded and resumable; reports what it has not looked at. */
  search(request: KeySearchRequest, options?: CallOptions): AsyncIterable<KeySearchNotice>;
  /**
   * Writes a value if the key's modRevision is still `expectedModRevision`; 0 means that the key must not exist. Sent
   * once. If the answer is lost, the key's history shows whether the write was done (`wasAnswerLost`); if it does not,
   * the call fails with `OutcomeUnknown` (`journalEntry`, and `mayStillHappen` as 1 or 0, in the detail), and
   * `journal.corrections` follow. Fails with `Conflict` (`currentModRevision` in the detail), `NoSpace`,
   * `RequestTooLarge`, `PermissionDenied`, `LeaseNotFound`. Sends nothing and fails with `PlanRequired` when the key
   * belongs to a Kubernetes registry, and with `DiskFull` or `FileNotWritable` when the journal cannot be written.
   */
  put(
    request: {
      readonly connection: ConnectionId;
      readonly key: Uint8Array;
      readonly value: Uint8Array;
      readonly expectedModRevision: number;
      /** The key's lease after the write; `null`: none; `keep`: its present one. */
      readonly lease: LeaseId | null | 'keep';
    },
    options?: CallOptions,
  ): Promise<{
    readonly meta: KeyMeta;
    readonly revision: number;
    readonly wasAnswerLost: boolean;
    readonly journalEntry: string | null;
  }>;
  /** Deletes a key if its modRevision is still `expectedModRevision`. Sent once; fails as `put` does. */
  delete(
    request: {
      readonly connection: ConnectionId;
      readonly key: Uint8Array;
      readonly expectedModRevision: number;
    },
    options?: CallOptions,
  ): Promise<{ readonly revision: number; readonly wasAnswerLost: boolean; readonly journalEntry: string | null }>;
}

import type { CallOptions } from './abort.ts';
import type { KeyGlance } from './glance.ts';
import type { ConnectionId, LeaseId } from './ids.ts';
import type { KeySource } from './key-source.ts';
import type { ListedKey } from './listed-key.ts';
import type { KeySearchNotice, KeySearchRequest } from './search.ts';

/** Everything etcd keeps about a key but its value. */
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
   * A Kubernetes Secret lies in it, or may: the value is a text with the secret parts covered, and not what is stored. It
   * must never be written back: a write that holds covered data fails with `BadRequest`.
   */
  readonly isMasked: boolean;
  /** The size of the stored value in bytes, masked or not. */
  readonly bytes: number;
}

/** What stands beneath a prefix, up to the next delimiter. A folder is only a way to show keys; etcd has none. */
export type KeyChild =
  /** Keys share `prefix`, which ends with the delimiter; `name` is its last part, delimiter included. */
  | { readonly kind: 'folder'; readonly name: Uint8Array; readonly prefix: Uint8Array }
  | { readonly kind: 'key'; readonly name: Uint8Array; readonly meta: ListedKey };

/** A part of a level, in key order. */
export interface KeyChildrenPage {
  readonly children: readonly KeyChild[];
  /** The revision that every page of one answer is read at. */
  readonly revision: number;
  /** True on the last page when nothing is left beneath the prefix; false when the limit ended it. */
  readonly complete: boolean;
  /** Where to go on from: ask again with it as `after`. `null` when complete. */
  readonly next: Uint8Array | null;
  /** Set where the user may read a part of the level only: what it may read is all there is here. */
  readonly isPartial?: true;
}

/** Which level of the tree to read, and which part of it. */
export interface KeyChildrenRequest {
  readonly source: KeySource;
  readonly prefix: Uint8Array;
  /** One or more bytes; `/` by custom. Empty: no folders, every key beneath the prefix. */
  readonly delimiter: Uint8Array;
  /** Go on after this child (`next` of a page), or from the start. */
  readonly after: Uint8Array | null;
  /** How many children at most, 1 to 10,000. */
  readonly limit: number;
}

/** A row of the list: a key with its lease and the size of its value in bytes, each `null` where values were not read. */
export interface KeyRow extends ListedKey {
  readonly lease: LeaseId | null;
  readonly bytes: number | null;
}

/** A part of the keys beneath a prefix, in key order, all read at one revision. */
export interface KeyRowsPage {
  readonly rows: readonly KeyRow[];
  readonly revision: number;
  readonly complete: boolean;
  /** Where to go on from: ask again with it as `after`. `null` when complete. */
  readonly next: Uint8Array | null;
  /** Set where the user may read a part of the keys only. */
  readonly isPartial?: true;
}

/** Reading the keys of any source, and writing those of an open connection. Every write is guarded. */
export interface KeysApi {
  /**
   * The children of a prefix, streamed in pages as they are found. Reads only what it returns, never the values; a
   * server before 3.7 walks its index over each range asked, so ranges are kept narrow. Where the user may read parts of
   * the level only, it is of those (`isPartial`). Fails with `Compacted`, `CertificateUserUnknown`, and with
   * `PermissionDenied` where the user may read none of it: `user` and `readable` in the detail say what it may.
   */
  children(request: KeyChildrenRequest, options?: CallOptions): AsyncIterable<KeyChildrenPage>;
  /**
   * One key, or `null` where it does not exist. What holds a Kubernetes Secret comes masked unless `reveal` is set. Fails with
   * `Compacted`, `FutureRev`.
   */
  get(
    request: { readonly source: KeySource; readonly key: Uint8Array; readonly reveal: boolean },
    options?: CallOptions,
  ): Promise<{ readonly entry: KeyEntry | null; readonly revision: number }>;
  /**
   * How many keys begin with a prefix. Before 3.7 the member walks its index over all of them (about 0.24 µs a key) while
   * writers wait; `tookMs` says what it took. For when somebody asks, never by itself.
   */
  count(
    request: { readonly source: KeySource; readonly prefix: Uint8Array },
    options?: CallOptions,
  ): Promise<{ readonly count: number; readonly revision: number; readonly tookMs: number }>;
  /**
   * Every key beneath a prefix, without folders. With `readsValues` the member sends the values too, of which only sizes
   * and leases cross.
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
   * Glances at the names of keys for one that somebody types: whether it is there, which keys begin with it, and which of
   * the first 50,000 beneath `within`, outside of Kubernetes' registries, contain it, upper and lower case alike. Cheap
   * enough for every pause in typing: ranges are kept narrow, and no value is read. What its user may not read is left
   * out, and said.
   */
  glance(
    request: {
      readonly source: KeySource;
      readonly name: string;
      readonly within: Uint8Array;
      /** Ends after so many keys, 1 to 100. */
      readonly limit: number;
    },
    options?: CallOptions,
  ): AsyncIterable<KeyGlance>;
  /** Looks through the keys beneath a prefix: bounded, resumable, and honest about what it has not looked at. */
  search(request: KeySearchRequest, options?: CallOptions): AsyncIterable<KeySearchNotice>;
  /**
   * Writes a value if the key's modRevision is still the one given; 0 means that the key must not exist. Sent once; where
   * the answer is lost, the key's history tells whether it was done (`wasAnswerLost`), and where that does not tell it
   * fails with `OutcomeUnknown` (`journalEntry`, and `mayStillHappen` as 1 or 0, in its detail), and corrections of the
   * journal follow. Fails with `Conflict` (with `currentModRevision` in its detail) and `NoSpace`, `RequestTooLarge`,
   * `PermissionDenied`, `LeaseNotFound`, with `PlanRequired` where the key is of a Kubernetes registry, and with `DiskFull`
   * or `FileNotWritable` where the journal cannot be written: nothing was sent then.
   */
  put(
    request: {
      readonly connection: ConnectionId;
      readonly key: Uint8Array;
      readonly value: Uint8Array;
      readonly expectedModRevision: number;
      /** The lease that it has from now on, none, or the one that it has. */
      readonly lease: LeaseId | null | 'keep';
    },
    options?: CallOptions,
  ): Promise<{
    readonly meta: KeyMeta;
    readonly revision: number;
    readonly wasAnswerLost: boolean;
    readonly journalEntry: string | null;
  }>;
  /** Deletes a key if its modRevision is still the one given. Sent once; fails as `put` does. */
  delete(
    request: {
      readonly connection: ConnectionId;
      readonly key: Uint8Array;
      readonly expectedModRevision: number;
    },
    options?: CallOptions,
  ): Promise<{ readonly revision: number; readonly wasAnswerLost: boolean; readonly journalEntry: string | null }>;
}

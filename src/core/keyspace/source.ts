import type { CallOptions } from '../../contract/abort.ts';
import type { KeyChildrenPage, KeyValue } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';

/** Which part of a level is wanted. */
export interface ChildrenRequest {
  readonly prefix: Uint8Array;
  /** Empty: no folders. */
  readonly delimiter: Uint8Array;
  /** Go on behind this child, or from the start. Fails with `BadRequest` where it is not of the level. */
  readonly after: Uint8Array | null;
  readonly limit: number;
}

/** A part of a range, in key order. */
export interface KeysPage {
  readonly keys: readonly ListedKey[];
  readonly revision: number;
}

/**
 * Keys to look at, wherever they are: a live cluster at its head or at a past revision. Whatever is answered is answered
 * from one revision, however many pages it takes.
 */
export interface KeyspaceSource {
  /** The children of a prefix, as they are found. Reads no value, and of a large folder no more than that it is there. */
  children(request: ChildrenRequest, options?: CallOptions): AsyncIterable<KeyChildrenPage>;
  /** One key, or `null` where it does not exist. */
  get(key: Uint8Array, options?: CallOptions): Promise<{ readonly entry: KeyValue | null; readonly revision: number }>;
  /** Every key from `start` up to, not including, `end` (`null`: to the end), without values, in large pages. */
  keys(
    range: { readonly start: Uint8Array; readonly end: Uint8Array | null },
    options?: CallOptions,
  ): AsyncIterable<KeysPage>;
}

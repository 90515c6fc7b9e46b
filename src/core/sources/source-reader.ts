import type { CallOptions } from '../../contract/abort.ts';
import type { SourceOrigin } from '../../contract/key-source.ts';
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

/** Keys from `start` up to, not including, `end` (`null`: the end of the keyspace). */
export interface KeySpan {
  readonly start: Uint8Array;
  readonly end: Uint8Array | null;
  /** Set where it is the rest of a longer span, whose beginning was read before. */
  readonly isRest?: true;
}

/** A part of a span, in key order. */
export interface KeysPage {
  readonly keys: readonly ListedKey[];
  readonly revision: number;
  /** The number of keys in the span, where an answer contained it; otherwise `null`. */
  readonly total: number | null;
  /** Set where the user may read a part of the span only. */
  readonly isPartial?: true;
}

/** A part of a span with its values, in key order. */
export interface EntriesPage {
  readonly entries: readonly KeyValue[];
  readonly revision: number;
  readonly total: number | null;
  /** Set where the user may read a part of the span only. */
  readonly isPartial?: true;
}

/** What can be read of keys, wherever they are. One answer is of one revision, however many pages it takes. */
export interface SourceReads {
  /**
   * The children of a prefix, as they are found. Reads no value, and of a large folder no more than that it is there.
   */
  children(request: ChildrenRequest, options?: CallOptions): AsyncIterable<KeyChildrenPage>;
  /** One key, or `null` where it does not exist. */
  get(key: Uint8Array, options?: CallOptions): Promise<{ readonly entry: KeyValue | null; readonly revision: number }>;
  /** Every key of a span without values, by some thousands; at least one page. */
  keys(span: KeySpan, options?: CallOptions): AsyncIterable<KeysPage>;
  /**
   * The values of keys that stand next to each other in a page of `keys`, in parts of about a megabyte. Costs as many
   * bytes as they have; where only some keys of a page matter, ask for each run of them.
   */
  values(run: Pick<KeysPage, 'keys' | 'revision'>, options?: CallOptions): AsyncIterable<readonly KeyValue[]>;
  /** The values of keys of a page of `keys` wherever they stand, some at a time, in their order: one read each. */
  each(some: Pick<KeysPage, 'keys' | 'revision'>, options?: CallOptions): AsyncIterable<readonly KeyValue[]>;
  /** Every key of a span with its value: `keys`, and `values` of each page. */
  entries(span: KeySpan, options?: CallOptions): AsyncIterable<EntriesPage>;
  /** How many keys a span has. A member walks its index over all of them, and before 3.7 writers wait meanwhile. */
  count(
    span: KeySpan,
    options?: CallOptions,
  ): Promise<{ readonly count: number; readonly revision: number; readonly tookMs: number }>;
}

/** Reads the keys that a `KeySource` names. */
export interface SourceReader extends SourceReads {
  /** The revision that every answer is of; `null` where each is of the newest one. */
  readonly revision: number | null;
  /**
   * Returns a reader whose answers are all of one revision: the given one, or that of its first answer. What has one
   * revision only returns itself.
   */
  pin(revision?: number): SourceReader;
  /** Returns what the source is, by its own word. May cost a read of one key. */
  origin(options?: CallOptions): Promise<SourceOrigin>;
}

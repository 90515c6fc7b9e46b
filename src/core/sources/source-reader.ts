import type { CallOptions } from '../../contract/abort.ts';
import type { SourceOrigin } from '../../contract/key-source.ts';
import type { KeyChildrenPage, KeyValue } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import type { PackedEntries } from './packed-entries.ts';

/** The part of a level to read. */
export interface ChildrenRequest {
  readonly prefix: Uint8Array;
  /** Empty: no folders. */
  readonly delimiter: Uint8Array;
  /**
   * Continues behind this child; `null` starts at the beginning. Fails with `BadRequest` where it is not of the level.
   */
  readonly after: Uint8Array | null;
  readonly limit: number;
}

/** Keys from `start` up to, not including, `end` (`null`: the end of the keyspace). */
export interface KeySpan {
  readonly start: Uint8Array;
  readonly end: Uint8Array | null;
  /** Set where this is the rest of a longer span, whose beginning was read before. */
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
  /**
   * Returns a number for the value of the key at a place of `keys`; two sources that have one need not read values to
   * compare them: equal values have equal ones. `null` where there is none; left out where it would cost a read.
   */
  readonly digestOf?: (place: number) => number | null;
}

/** A part of a span with its values, in key order. */
export interface EntriesPage {
  readonly entries: readonly KeyValue[];
  readonly revision: number;
  readonly total: number | null;
  /** Set where the user may read a part of the span only. */
  readonly isPartial?: true;
}

/** The beginning of a span, with its values. Nobody else has its buffers, so that they can be moved to another thread. */
export interface FirstEntries {
  readonly packed: PackedEntries;
  readonly revision: number;
  /** How many keys of the span come behind these. */
  readonly rest: number;
}

/** Reads keys of any source. One answer is of one revision, however many pages it takes. */
export interface SourceReads {
  /**
   * Yields the children of a prefix as they are found. Reads no value, and no more of a large folder than that it
   * exists.
   */
  children(request: ChildrenRequest, options?: CallOptions): AsyncIterable<KeyChildrenPage>;
  /** Returns one key, or `null` where it does not exist. */
  get(key: Uint8Array, options?: CallOptions): Promise<{ readonly entry: KeyValue | null; readonly revision: number }>;
  /** Yields every key of a span without values, some thousands a page; at least one page. */
  keys(span: KeySpan, options?: CallOptions): AsyncIterable<KeysPage>;
  /**
   * Yields the values of adjacent keys of a page of `keys`, in parts of about a megabyte. Costs their bytes; where only
   * some keys of a page matter, ask for each run of them.
   */
  values(run: Pick<KeysPage, 'keys' | 'revision'>, options?: CallOptions): AsyncIterable<readonly KeyValue[]>;
  /** Yields the values of any keys of a page of `keys`, some at a time, in the given order: one read each. */
  each(some: Pick<KeysPage, 'keys' | 'revision'>, options?: CallOptions): AsyncIterable<readonly KeyValue[]>;
  /** Yields every key of a span with its value: `keys`, and `values` of each page. */
  entries(span: KeySpan, options?: CallOptions): AsyncIterable<EntriesPage>;
  /**
   * Returns the first `limit` entries of a span in one read; fewer where a member's answer would be too large, and at
   * least one where the span has any. Reads the span completely, or fails.
   */
  first(span: KeySpan, limit: number, options?: CallOptions): Promise<FirstEntries>;
  /**
   * Returns the number of keys in a span. A member walks its index over all of them, and before 3.7 writers wait
   * meanwhile. `isPartial`: only the keys that the user may read are counted.
   */
  count(
    span: KeySpan,
    options?: CallOptions,
  ): Promise<{
    readonly count: number;
    readonly revision: number;
    readonly tookMs: number;
    readonly isPartial?: boolean;
  }>;
}

/** Reads the keys of a `KeySource`. */
export interface SourceReader extends SourceReads {
  /** The revision of every answer; `null` where each is of the newest one. */
  readonly revision: number | null;
  /**
   * Returns a reader whose answers are all of one revision: the given one, or that of its first answer. A source with a
   * single revision returns itself.
   */
  pin(revision?: number): SourceReader;
  /** Returns what the source says about itself. May cost a read of one key. */
  origin(options?: CallOptions): Promise<SourceOrigin>;
}

import type { CallOptions } from './abort.ts';
import type { KeySource } from './key-source.ts';
import type { ListedKey } from './listed-key.ts';

/** One side of a comparison: the keys beneath a prefix, named by what follows it. */
export interface ComparedKeys {
  readonly source: KeySource;
  readonly prefix: Uint8Array;
}

/** A key that the two sides do not have alike; `name` is what follows the prefix. */
export interface KeyDifference {
  /**
   * `added`: only on the right; `removed`: only on the left; `changed`: the values differ; `rewritten`: written in between,
   * and the value is the same on both sides.
   */
  readonly kind: 'added' | 'removed' | 'changed' | 'rewritten';
  readonly name: Uint8Array;
  readonly left: ListedKey | null;
  readonly right: ListedKey | null;
}

/** How many keys of two prefixes are alike, and how many are not. */
export interface CompareCounts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Between two revisions of one keyspace only: elsewhere a modRevision says nothing, and the same value is `same`. */
  readonly rewritten: number;
  readonly same: number;
}

/** What a comparison says as it goes, in the order of names. */
export type CompareNotice =
  /** The revisions that the sides are read at. */
  | { readonly kind: 'started'; readonly leftRevision: number; readonly rightRevision: number }
  | { readonly kind: 'differences'; readonly differences: readonly KeyDifference[] }
  | { readonly kind: 'progress'; readonly counts: CompareCounts; readonly at: Uint8Array }
  /** `next`: where to go on from when the limit ended it, else `null`: everything was compared. */
  | { readonly kind: 'ended'; readonly counts: CompareCounts; readonly next: Uint8Array | null };

/** Comparing any two sources. */
export interface CompareApi {
  /**
   * Compares key by key, by value. Between two revisions of one keyspace the values of those keys are read that were
   * written in between; else the values of every key that both sides have. Fails with `Compacted`, `PermissionDenied`.
   */
  compare(
    request: {
      readonly left: ComparedKeys;
      readonly right: ComparedKeys;
      /** Go on behind this name, or from the start. */
      readonly after: Uint8Array | null;
      /**
       * Ends after so many differences, 1 to 10,000. Keys that were rewritten with the same value are none that end it: as
       * many of them come as well, and the others are only counted.
       */
      readonly limit: number;
    },
    options?: CallOptions,
  ): AsyncIterable<CompareNotice>;
}

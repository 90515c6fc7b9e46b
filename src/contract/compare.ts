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
  /** `added`: only on the right; `removed`: only on the left. */
  readonly kind: 'added' | 'removed' | 'changed';
  readonly name: Uint8Array;
  readonly left: ListedKey | null;
  readonly right: ListedKey | null;
}

export interface CompareCounts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
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
   * Compares key by key. Two revisions of one keyspace are compared by modRevision, without values; anything else by
   * value, which each member has to send whole. Fails with `Compacted`, `PermissionDenied`.
   */
  compare(
    request: {
      readonly left: ComparedKeys;
      readonly right: ComparedKeys;
      /** Go on behind this name, or from the start. */
      readonly after: Uint8Array | null;
      /** Ends after so many differences, 1 to 10,000. */
      readonly limit: number;
    },
    options?: CallOptions,
  ): AsyncIterable<CompareNotice>;
}

import type { CallOptions } from './abort.ts';
import type { KeyCoverage } from './key-coverage.ts';
import type { KeySource } from './key-source.ts';
import type { ListedKey } from './listed-key.ts';

/** One side of a comparison: the keys beneath a prefix, named by the rest of the key after it. */
export interface ComparedKeys {
  readonly source: KeySource;
  readonly prefix: Uint8Array;
}

/** A key that differs between the two sides; `name` is the rest of the key after the prefix. */
export interface KeyDifference {
  /**
   * `added`: only on the right; `removed`: only on the left; `changed`: the values differ; `rewritten`: written in
   * between, with the same value on both sides.
   */
  readonly kind: 'added' | 'removed' | 'changed' | 'rewritten';
  readonly name: Uint8Array;
  readonly left: ListedKey | null;
  readonly right: ListedKey | null;
}

/** How many keys of two prefixes are the same, and how many differ. */
export interface CompareCounts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /**
   * Only between two revisions of one keyspace, and of a snapshot and its cluster where their hashes show one history:
   * elsewhere modRevisions do not compare, and an equal value is `same`.
   */
  readonly rewritten: number;
  readonly same: number;
  /**
   * Keys that one side has and the other does not cover, as a file without Secrets: whether it lacks them is unknown.
   */
  readonly notCovered: number;
}

/** A notice of a comparison, in the order of names. */
export type CompareNotice =
  /** The revisions that both sides are read at, 0 where a file does not say its own; and what they cover. */
  | {
      readonly kind: 'started';
      readonly leftRevision: number;
      readonly rightRevision: number;
      readonly leftCoverage: KeyCoverage;
      readonly rightCoverage: KeyCoverage;
    }
  /**
   * The hashes of both sides at one revision, asked for first where both are whole keyspaces and one is a snapshot.
   * Where they are equal, so is every key, and nothing else is read.
   */
  | { readonly kind: 'hashed'; readonly isEqual: boolean; readonly revision: number }
  | { readonly kind: 'differences'; readonly differences: readonly KeyDifference[] }
  | { readonly kind: 'progress'; readonly counts: CompareCounts; readonly at: Uint8Array }
  /** `next`: where to continue when the limit ended it; `null` when everything was compared. */
  | { readonly kind: 'ended'; readonly counts: CompareCounts; readonly next: Uint8Array | null };

/** Compares any two sources. */
export interface CompareApi {
  /**
   * Compares key by key, by value. Between two revisions of one keyspace it reads only the values of keys written in
   * between; else the values of every key that both sides have, and beside a file without Secrets those that it lacks.
   * Whole keyspaces of which one is a snapshot are compared by their hashes first, which holds a member up for about a
   * second a million keys; where these show one history, they compare as two revisions of one keyspace do. Of two
   * snapshots no values are read: they are compared by a hash of 32 bits and their length.
   * Fails with `Compacted`, `PermissionDenied`.
   */
  compare(
    request: {
      readonly left: ComparedKeys;
      readonly right: ComparedKeys;
      /** Starts after this name; `null`: at the first. */
      readonly after: Uint8Array | null;
      /**
       * Ends after this many differences, 1 to 10,000. `rewritten` keys do not count: up to `limit` of them are sent
       * too, the others are only counted.
       */
      readonly limit: number;
    },
    options?: CallOptions,
  ): AsyncIterable<CompareNotice>;
}

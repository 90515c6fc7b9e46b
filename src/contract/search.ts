import type { LeaseId } from './ids.ts';
import type { KeySource } from './key-source.ts';
import type { ListedKey } from './listed-key.ts';

/** A pattern that a key's name or a value must contain. */
export type TextMatch =
  | { readonly kind: 'substring'; readonly text: string; readonly ignoresCase: boolean }
  /**
   * A regular expression in JavaScript's grammar with the flag `u`. It runs isolated, so that a slow one blocks
   * nothing.
   */
  | { readonly kind: 'expression'; readonly text: string; readonly ignoresCase: boolean }
  /** These bytes, in any encoding. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** A range of revisions, both ends included; `null`: open. */
export interface RevisionRange {
  readonly from: number | null;
  readonly to: number | null;
}

/** The conditions of a search; every one that is not `null` must hold. */
export interface KeyConditions {
  readonly name: TextMatch | null;
  /** Searches the decoded values; never searches masked data. Makes the member send every value. */
  readonly value: TextMatch | null;
  /** Keys on this lease. Makes the member send every value: not every version lists leases without values. */
  readonly lease: LeaseId | null;
  readonly modRevision: RevisionRange | null;
  readonly createRevision: RevisionRange | null;
}

/** What to search for, and in which part of the keyspace. */
export interface KeySearchRequest {
  readonly source: KeySource;
  readonly prefix: Uint8Array;
  readonly conditions: KeyConditions;
  /** Starts after this key (an earlier `next`, with that answer's revision in the source); `null`: at the first. */
  readonly after: Uint8Array | null;
  /** Ends after this many hits, 1 to 10,000. */
  readonly limit: number;
}

/** A key that meets every condition. */
export interface KeySearchHit {
  readonly key: ListedKey;
  readonly lease: LeaseId | null;
  /** The size of the value; `null` when values were not read. */
  readonly bytes: number | null;
  /** The line of the value with the match, shortened, and the place of the match in it, in UTF-16 units. */
  readonly excerpt: { readonly text: string; readonly from: number; readonly to: number } | null;
}

/** A notice of a search. Nothing counts as "not found" before it ends with `complete`. */
export type KeySearchNotice =
  | { readonly kind: 'hits'; readonly hits: readonly KeySearchHit[] }
  | {
      readonly kind: 'progress';
      readonly scanned: number;
      /** How many keys there are to look at; `null` while unknown. */
      readonly total: number | null;
      /** The last key looked at. */
      readonly at: Uint8Array;
      readonly revision: number;
    }
  | {
      readonly kind: 'ended';
      /** `complete`: it looked at every key; `limit`: it found enough, continue with `next`. */
      readonly reason: 'complete' | 'limit';
      readonly scanned: number;
      /** How many values it could not search: masked, encrypted, too slow for the expression, or costly. */
      readonly skippedValues: number;
      /** How many of `skippedValues` would exceed a bound on decoding (`CostBound`). */
      readonly costlyValues: number;
      readonly next: Uint8Array | null;
      readonly revision: number;
      /** Set when the user may read only a part of the keys: the others were not searched. */
      readonly isPartial?: true;
    };

import type { LeaseId } from './ids.ts';
import type { KeySource } from './key-source.ts';
import type { ListedKey } from './listed-key.ts';

/** What a key's name or a value must contain. */
export type TextMatch =
  | { readonly kind: 'substring'; readonly text: string; readonly ignoresCase: boolean }
  /** A regular expression in JavaScript's grammar with the flag `u`. It runs where it cannot hold anything up for long. */
  | { readonly kind: 'expression'; readonly text: string; readonly ignoresCase: boolean }
  /** These bytes, in any encoding. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** From and to, both included; `null`: open. */
export interface RevisionRange {
  readonly from: number | null;
  readonly to: number | null;
}

/** What a key must fulfil; every condition that is not `null` must hold. */
export interface KeyConditions {
  readonly name: TextMatch | null;
  /** Looks into the values as they are decoded; masked data is never looked into. Makes the member send every value. */
  readonly value: TextMatch | null;
  /** Keys on this lease. Makes the member send every value: no listing tells leases on every version. */
  readonly lease: LeaseId | null;
  readonly modRevision: RevisionRange | null;
  readonly createRevision: RevisionRange | null;
}

/** What to look for, and in which part of the keyspace. */
export interface KeySearchRequest {
  readonly source: KeySource;
  readonly prefix: Uint8Array;
  readonly conditions: KeyConditions;
  /** Go on behind this key (`next` of an earlier answer, with its revision as the source's), or from the start. */
  readonly after: Uint8Array | null;
  /** Ends after so many hits, 1 to 10,000. */
  readonly limit: number;
}

/** A key that fulfils every condition. */
export interface KeySearchHit {
  readonly key: ListedKey;
  readonly lease: LeaseId | null;
  /** Size of the value, where values were read. */
  readonly bytes: number | null;
  /** The line of the value with the match, shortened, and where in it the match is, in UTF-16 units. */
  readonly excerpt: { readonly text: string; readonly from: number; readonly to: number } | null;
}

/** What a search says as it goes. Nothing is "not found" before it ends with `complete`. */
export type KeySearchNotice =
  | { readonly kind: 'hits'; readonly hits: readonly KeySearchHit[] }
  | {
      readonly kind: 'progress';
      readonly scanned: number;
      /** How many keys there are to look at; `null` while that is not known. */
      readonly total: number | null;
      /** The last key looked at. */
      readonly at: Uint8Array;
      readonly revision: number;
    }
  | {
      readonly kind: 'ended';
      /** `complete`: everything was looked at; `limit`: enough was found, go on with `next`. */
      readonly reason: 'complete' | 'limit';
      readonly scanned: number;
      /** Values that could not be looked into: masked, encrypted, too slow for the expression, or costly. */
      readonly skippedValues: number;
      /** How many of `skippedValues` would exceed a bound on decoding (`CostBound`). */
      readonly costlyValues: number;
      readonly next: Uint8Array | null;
      readonly revision: number;
      /** Set where the user may read a part of the keys only: the others were not looked at. */
      readonly isPartial?: true;
    };

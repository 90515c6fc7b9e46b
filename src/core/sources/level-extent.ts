import { afterKey, compareBytes, concatBytes, startsWith } from '../bytes/bytes.ts';
import type { Level } from './level.ts';
import { NameRow } from './name-row.ts';

/** The facts about a level from the level above: one of its keys, and the most keys it can have. */
export interface LevelHint {
  readonly key: Uint8Array;
  readonly atMost: number;
}

/** What one range that held keys brought. */
export interface Found {
  /** Where it ended. */
  readonly end: Uint8Array | null;
  /** How many keys it has: the server walked over all of them. */
  readonly count: number;
  /** How many of them came with the answer. */
  readonly read: number;
  readonly children: number;
  readonly isLastAFolder: boolean;
}

/** What a server's index walks over in a millisecond (3.4 and 3.5, measured), and so what a round trip is worth. */
const keysPerMs = 4_000;
const leastRoundTripKeys = 3_000;
/** However slow the link is, no range is made wider for it than a server walks in about 10 ms. */
const mostRoundTripKeys = 40_000;
const fewKeys = 500;

/**
 * Decides how far the next range of a scan reaches. A server before 3.7 walks its index over the whole range for any
 * limit, while writers wait; an empty range costs it nothing, and us a round trip. So ranges begin narrow, about where
 * the next name should stand, and widen over emptiness; how narrow they begin follows from what the last ones cost.
 */
export class LevelExtent {
  readonly #level: Level;
  readonly #row: NameRow;
  #first: readonly Uint8Array[];
  /** Ranges begin at 2^this names behind the last one. */
  #exponent = 1;
  #tried = 0;
  #empty = 0;
  #isNewDepth = true;
  #roundTripMs = Number.POSITIVE_INFINITY;
  /** The end of a range whose rest is known to be small, and known not to be empty. */
  #restEnd: Uint8Array | null | undefined;

  constructor(level: Level, hint: LevelHint | null) {
    this.#level = level;
    this.#row = new NameRow(level.prefix.length);
    const isSmall = hint !== null && hint.atMost <= leastRoundTripKeys;
    this.#first = hint === null || isSmall ? firstEnds(level.prefix) : [afterKey(hint.key), ...firstEnds(level.prefix)];
    if (isSmall) this.#restEnd = level.end;
  }

  /** Where the range from `start` should end; `null` is the end of the keyspace. */
  endAfter(start: Uint8Array): Uint8Array | null {
    const { end } = this.#level;
    const rest = this.#restEnd;
    this.#restEnd = undefined;
    if (rest === null || (rest !== undefined && compareBytes(rest, start) > 0)) return rest;
    for (;;) {
      const guess = this.#guess(this.#tried++);
      if (guess === null) return end;
      if (compareBytes(guess, start) > 0) return end === null || compareBytes(guess, end) < 0 ? guess : end;
    }
  }

  /** Adds the next child: its key, or its folder without the delimiter. */
  saw(key: Uint8Array): void {
    const { depth } = this.#row;
    this.#row.add(key);
    if (this.#row.depth === depth) return;
    // Steps at another length of names are another measure.
    this.#exponent = 1;
    this.#isNewDepth = true;
  }

  wasEmpty(tookMs: number): void {
    this.#empty += 1;
    this.#roundTripMs = Math.min(this.#roundTripMs, tookMs);
    // On a slow link fewer and wider ranges: the operator waits for each.
    this.#tried += Math.min(3, Math.floor(this.#roundTripMs / 10));
  }

  wasFound({ end, count, read, children, isLastAFolder }: Found): void {
    const roundTripKeys = this.#roundTripKeys();
    if (!this.#isNewDepth) {
      const widened = growth(Math.max(0, this.#tried - 1));
      const here = this.#exponent + widened;
      if (count <= read && count < fewKeys) this.#exponent = Math.min(60, here + 3);
      else if (count > (this.#empty + 1) * 2 * roundTripKeys && count > 8 * read)
        this.#exponent = Math.max(1, here - 2);
      else if (count < this.#empty * roundTripKeys) this.#exponent += Math.ceil(widened / 2);
    }
    const rest = count - read;
    // A folder may be all that is left of a range; behind a key, or among many children, more is certain or likely.
    const hasRest = rest > 0 && (children > 1 || !isLastAFolder);
    if (hasRest && rest <= Math.max(roundTripKeys, 8 * read)) this.#restEnd = end;
    // Behind the empty name, a key that is the prefix itself, nothing is known yet either.
    this.#first = this.#row.lastLength === 0 ? firstEnds(this.#level.prefix) : [];
    this.#tried = 0;
    this.#empty = 0;
    this.#isNewDepth = false;
  }

  #guess(tried: number): Uint8Array | null {
    const first = this.#first[tried];
    if (first !== undefined) return first;
    const row = this.#row;
    if (row.depth !== null) return row.behindLast(2 ** (this.#exponent + growth(tried)));
    // One name tells nothing of where names part: one step at its end, then ever nearer to its beginning.
    const depth = Math.floor(row.lastLength / 2 ** tried);
    if (depth > 0) return row.behindLast(2, depth);
    return row.behindLast(2 ** (tried - Math.floor(Math.log2(Math.max(1, row.lastLength))) + 1), 1);
  }

  #roundTripKeys(): number {
    const ms = Number.isFinite(this.#roundTripMs) ? this.#roundTripMs : 0;
    return Math.min(mostRoundTripKeys, Math.max(leastRoundTripKeys, ms * keysPerMs));
  }
}

/** By how many doublings a range is wider after so many empty ones: one by one at first, faster where that is vain. */
function growth(tried: number): number {
  const more = Math.max(0, tried - 8);
  return Math.min(tried, 8) + (more * (more + 1)) / 2;
}

/** Where names usually begin: digits, capitals, small letters; each kind climbed by twice as much. */
const firstBytes = [0x2f, 0x30, 0x31, 0x33, 0x37, 0x41, 0x42, 0x44, 0x48, 0x50, 0x61, 0x62, 0x64, 0x68, 0x70, 0x80];
/** Above a Kubernetes cluster's keys any range but one inside `/registry/` would walk all of them. */
const registry = new TextEncoder().encode('/registry/');

function firstEnds(prefix: Uint8Array): readonly Uint8Array[] {
  const ends = (at: Uint8Array, bytes: readonly number[]): Uint8Array[] =>
    bytes.map((byte) => concatBytes(at, Uint8Array.of(byte)));
  if (prefix.length >= registry.length || !startsWith(registry, prefix)) return ends(prefix, firstBytes);
  return [registry, ...ends(registry, [0x62, 0x64, 0x68, 0x70]), ...ends(prefix, firstBytes)];
}

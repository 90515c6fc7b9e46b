import { afterKey, compareBytes, concatBytes, startsWith } from '../bytes/bytes.ts';
import type { Level } from './level.ts';
import { NameRow } from './name-row.ts';

/** What a scan of the level above found about a level: one of its keys, and the most keys it can have. */
export interface LevelHint {
  readonly key: Uint8Array;
  readonly atMost: number;
}

/** The answer to one range with keys. */
export interface Found {
  /** The range's end. */
  readonly end: Uint8Array | null;
  /** The number of its keys, all of which the server walked over. */
  readonly count: number;
  /** The number of keys in the answer. */
  readonly read: number;
  readonly children: number;
  readonly isLastAFolder: boolean;
}

/**
 * The keys that a server's index walks over in a millisecond (3.4 and 3.5, measured); converts a round trip to keys.
 */
const keysPerMs = 4_000;
const leastRoundTripKeys = 3_000;
/** The most keys that count for a round trip on a slow link: a server walks over them in about 10 ms. */
const mostRoundTripKeys = 40_000;
const fewKeys = 500;

/**
 * Decides how far the next range of a scan reaches. A server before 3.7 walks its index over the whole range for any
 * limit, while writers wait; an empty range costs it nothing, and this client a round trip. So ranges begin narrow,
 * about where the next name should be, and widen while they are empty; their initial width depends on the cost of the
 * last ones.
 */
export class LevelExtent {
  readonly #level: Level;
  readonly #row: NameRow;
  #first: readonly Uint8Array[];
  /** The first guess of a range's end is 2^this names behind the last one. */
  #exponent = 1;
  #tried = 0;
  #empty = 0;
  #isNewDepth = true;
  #roundTripMs = Number.POSITIVE_INFINITY;
  /** The end of a range whose rest is known to be small and not empty. */
  #restEnd: Uint8Array | null | undefined;

  constructor(level: Level, hint: LevelHint | null, likelyEnds: readonly Uint8Array[] = []) {
    this.#level = level;
    this.#row = new NameRow(level.prefix.length);
    const isSmall = hint !== null && hint.atMost <= leastRoundTripKeys;
    const known = hint === null || isSmall ? likelyEnds : [afterKey(hint.key)];
    this.#first = [...known, ...firstEnds(level.prefix)];
    if (isSmall) this.#restEnd = level.end;
  }

  /** Returns the end of the range from `start`; `null` is the end of the keyspace. */
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
    // Steps at another depth of names have another measure.
    this.#exponent = 1;
    this.#isNewDepth = true;
  }

  wasEmpty(tookMs: number): void {
    this.#empty += 1;
    this.#roundTripMs = Math.min(this.#roundTripMs, tookMs);
    // A slow link gets fewer and wider ranges, because the operator waits for each.
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
    // Behind a last folder the rest may be empty; behind a key it is not, and among many children probably not.
    const hasRest = rest > 0 && (children > 1 || !isLastAFolder);
    if (hasRest && rest <= Math.max(roundTripKeys, 8 * read)) this.#restEnd = end;
    // Behind the empty name (a key equal to the prefix), nothing is known yet either.
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
    // One name does not show where names differ: first a step at its end, then ever closer to its beginning.
    const depth = Math.floor(row.lastLength / 2 ** tried);
    if (depth > 0) return row.behindLast(2, depth);
    return row.behindLast(2 ** (tried - Math.floor(Math.log2(Math.max(1, row.lastLength))) + 1), 1);
  }

  #roundTripKeys(): number {
    const ms = Number.isFinite(this.#roundTripMs) ? this.#roundTripMs : 0;
    return Math.min(mostRoundTripKeys, Math.max(leastRoundTripKeys, ms * keysPerMs));
  }
}

/** Returns the doublings of a range's width after this many empty ones: one each at first, more after eight. */
function growth(tried: number): number {
  const more = Math.max(0, tried - 8);
  return Math.min(tried, 8) + (more * (more + 1)) / 2;
}

/** The usual first bytes of names: digits, upper case, lower case; each group in steps of doubling width. */
const firstBytes = [0x2f, 0x30, 0x31, 0x33, 0x37, 0x41, 0x42, 0x44, 0x48, 0x50, 0x61, 0x62, 0x64, 0x68, 0x70, 0x80];
/** Above a Kubernetes cluster's keys, any range except one inside `/registry/` would walk over all of them. */
const registry = new TextEncoder().encode('/registry/');

function firstEnds(prefix: Uint8Array): readonly Uint8Array[] {
  const ends = (at: Uint8Array, bytes: readonly number[]): Uint8Array[] =>
    bytes.map((byte) => concatBytes(at, Uint8Array.of(byte)));
  if (prefix.length > registry.length || !startsWith(registry, prefix)) return ends(prefix, firstBytes);
  // Its folders begin with lower-case letters.
  return [registry, ...ends(registry, [0x62, 0x64, 0x68, 0x70]), ...ends(prefix, firstBytes)];
}

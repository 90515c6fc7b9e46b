import { copyBytes } from '../bytes/bytes.ts';

/**
 * Bytes of a name that count: a row of longer ones is as good a guess, and would cost memory for each of their bytes.
 */
const mostPlaces = 1_024;

/**
 * The names of a level as numbers of a mixed radix, so that "so many names further" is a key: at each place the bytes
 * seen there count from low to high, and a digit or letter brings its whole kind. `pod-019` and 1 make `pod-020`. What
 * comes of it are guesses where the next name may stand, never what is there.
 */
export class NameRow {
  readonly #from: number;
  readonly #places: (readonly number[])[] = [];
  #last: Uint8Array | null = null;
  #depth: number | null = null;

  /** @param from how many bytes of a key come before its name */
  constructor(from: number) {
    this.#from = from;
  }

  /** How many bytes tell neighbours apart, at most; `null` before there are two. Names are counted at this length. */
  get depth(): number | null {
    return this.#depth;
  }

  /** Adds the next name of the level, as its key or as its folder without the delimiter. */
  add(key: Uint8Array): void {
    if (this.#last !== null) {
      this.#depth = Math.max(this.#depth ?? 0, sharedLength(this.#last, key) - this.#from + 1);
    }
    this.#last = key;
    for (let place = 0; place < this.#lengthOf(key); place++) {
      const byte = key[this.#from + place];
      const known = this.#places[place] ?? [];
      if (byte === undefined || known.includes(byte)) continue;
      this.#places[place] = [...new Set([...known, ...kindOf(byte)])].sort((a, b) => a - b);
    }
  }

  /**
   * The key that stands `steps` names behind the last one, `null` when names of this row do not reach so far. Counted
   * at `depth` bytes of a name, or at the row's own depth.
   */
  behindLast(steps: number, depth?: number): Uint8Array | null {
    const last = this.#last;
    if (last === null) return null;
    const key = copyBytes(last, 0, this.#from + Math.min(depth ?? last.length, this.#lengthOf(last)));
    let carry = steps;
    for (let at = key.length - 1; at >= this.#from && carry > 0; at--) {
      const bytes = this.#places[at - this.#from] ?? [];
      const sum = bytes.indexOf(key[at] ?? 0) + carry;
      key[at] = bytes[sum % bytes.length] ?? 0;
      carry = Math.floor(sum / bytes.length);
    }
    return carry > 0 ? null : key;
  }

  /** The length of the last name, as far as it counts. */
  get lastLength(): number {
    return this.#last === null ? 0 : Math.min(mostPlaces, this.#last.length - this.#from);
  }

  #lengthOf(key: Uint8Array): number {
    const length = Math.min(mostPlaces, key.length - this.#from);
    return this.#depth === null ? length : Math.min(this.#depth, length);
  }
}

function kindOf(byte: number): readonly number[] {
  for (const [first, size] of [
    [0x30, 10],
    [0x41, 26],
    [0x61, 26],
  ] as const) {
    if (byte >= first && byte < first + size) return Array.from({ length: size }, (_, i) => first + i);
  }
  return [byte];
}

function sharedLength(a: Uint8Array, b: Uint8Array): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

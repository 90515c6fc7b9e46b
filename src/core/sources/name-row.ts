import { copyBytes } from '../bytes/bytes.ts';

/** The bytes of a name that are used: more give no better guess, and each would cost memory. */
const mostPlaces = 1_024;

/**
 * The names of a level as mixed-radix numbers, so that a number of names further is a key: at each position the bytes
 * seen there are the digits, in ascending order, and a digit or letter adds its whole kind. `pod-019` and 1 make
 * `pod-020`. The results are guesses of where the next name may be.
 */
export class NameRow {
  readonly #from: number;
  readonly #places: (readonly number[])[] = [];
  #last: Uint8Array | null = null;
  #depth: number | null = null;

  /** @param from the offset of the name in a key */
  constructor(from: number) {
    this.#from = from;
  }

  /** The bytes within which neighbours differ, at most; `null` before there are two. Names count at this length. */
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
   * Returns the key `steps` names behind the last one, `null` where this row's names do not reach that far. Counts at
   * `depth` bytes of a name, or at the row's own depth.
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

  /** The used length of the last name. */
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

import { afterKey, compareBytes } from '../bytes/bytes.ts';
import type { KeySpan } from './source-reader.ts';

/** What an answer of a scan gave. */
export interface ScanAnswer {
  readonly length: number;
  /** Its first and last key; `null` where it has none. */
  readonly first: Uint8Array | null;
  readonly last: Uint8Array | null;
  readonly more: boolean;
}

/** From a part of the limit on, an answer tells how densely the keys lie. */
const tellingPart = 4;

/**
 * The ranges of a scan, one after the other. A member before 3.7 walks its index to the end of a range for every answer,
 * however few keys it gives of it. So a range ends a little behind where its limit will be reached, by how far the answer
 * before reached. A wrong guess costs an answer that is small, or a walk; no key is left out.
 */
export class ScanCursor {
  readonly #end: Uint8Array | null;
  #from: Uint8Array;
  #to: Uint8Array | null;
  /** How many answers in a row have told nothing. */
  #misses = 0;

  /** Begins with the whole span: its answer counts the keys. */
  constructor({ start, end }: KeySpan) {
    this.#from = start;
    this.#end = end;
    this.#to = end;
  }

  /** The range to ask for next. */
  get range(): KeySpan {
    return { start: this.#from, end: this.#to };
  }

  /** Moves behind an answer. `limit`: of the next one. Returns whether there is a next range. */
  advance({ length, first, last, more }: ScanAnswer, limit: number): boolean {
    const isWhole = this.#to === this.#end;
    if (more && last !== null) this.#from = afterKey(last);
    else if (isWhole || this.#to === null) return false;
    else this.#from = this.#to;
    const isTelling = first !== null && last !== null && (more || length >= limit / tellingPart);
    this.#misses = isTelling ? 0 : this.#misses + 1;
    const to = isTelling ? endAhead(first, last, limit / length) : endBeyond(this.#from, this.#misses);
    this.#to = to === null || this.#isBeyond(to) || compareBytes(to, this.#from) <= 0 ? this.#end : to;
    return true;
  }

  #isBeyond(key: Uint8Array): boolean {
    return this.#end !== null && compareBytes(key, this.#end) >= 0;
  }
}

/** Returns a key so far behind `last` as that is behind `first`, times a factor; `null` where there is none. */
function endAhead(first: Uint8Array, last: Uint8Array, factor: number): Uint8Array | null {
  let common = 0;
  while (common < first.length && first[common] === last[common]) common += 1;
  const reached = last[common] ?? 0;
  const step = Math.ceil((reached - (first[common] ?? 0)) * factor) + 1;
  return raised(last, common, step);
}

/** Steps behind a key before its last byte is left out. */
const steps = [1, 4, 16, 64];

/** Returns a key behind another, the further the more often nothing was found; `null` where there is none. */
function endBeyond(from: Uint8Array, misses: number): Uint8Array | null {
  const at = (misses - 1) % steps.length;
  const isLeftOut = misses > 1 && at === 0;
  return raised(from, from.length - (isLeftOut ? 2 : 1), steps[at] ?? 1);
}

/** Returns a key up to a place, with the byte there raised; the byte before it where that has no room. */
function raised(key: Uint8Array, place: number, by: number): Uint8Array | null {
  for (let at = place, step = by; at >= 0; at -= 1, step = 1) {
    const byte = (key[at] ?? 0) + step;
    if (byte > 0xff) continue;
    const end = key.slice(0, at + 1);
    end[at] = byte;
    return end;
  }
  return null;
}

import { afterKey, compareBytes } from '../bytes/bytes.ts';
import type { KeySpan } from './source-reader.ts';

/** What an answer of a scan gave. */
export interface ScanAnswer {
  readonly length: number;
  /** Its first and last key; `null` where it has none. */
  readonly first: Uint8Array | null;
  readonly last: Uint8Array | null;
  readonly more: boolean;
  /** The number of keys in its range, regardless of the limit. */
  readonly count: number;
}

/** From a part of the limit on, an answer tells how densely the keys lie. */
const tellingPart = 4;
/** An answer without keys takes as long as a walk over about so many. */
const keysOfMiss = 10_000;
/** How far a name's first letter is raised before the folder is left: as far as letters go. */
const mostRise = 16;

const delimiter = 0x2f;
const zero = 0x30;
const nine = 0x39;

/**
 * The ranges of a scan, one after the other. A member before 3.7 walks its index to the end of a range for every answer,
 * however few keys it gives of it. So a range ends a little behind where its limit will be reached, by how far the answer
 * before reached. A wrong guess costs an answer that is small, or a walk; no key is left out.
 */
export class ScanCursor {
  readonly #end: Uint8Array | null;
  #from: Uint8Array;
  #to: Uint8Array | null;
  /** How many keys may be left, by the count of the first answer. */
  #left: number | null = null;
  /** How many answers in a row have told nothing. */
  #misses = 0;
  /** By how much the first letter of a name is raised next. */
  #rise = 1;

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
  advance({ length, first, last, more, count }: ScanAnswer, limit: number): boolean {
    const isWhole = this.#to === this.#end;
    this.#left = (this.#left ?? count) - length;
    if (more && last !== null) this.#from = afterKey(last);
    else if (isWhole || this.#to === null) return false;
    else this.#from = this.#to;
    const isTelling = first !== null && last !== null && (more || length >= limit / tellingPart);
    this.#misses = isTelling ? 0 : this.#misses + 1;
    if (length > 0) this.#rise = 1;
    const isRestCheap = this.#left <= Math.max(limit, this.#misses * keysOfMiss);
    const ahead = isTelling ? endAhead(first, last, limit / length) : null;
    const to = isRestCheap ? null : this.#isAhead(ahead) ? ahead : this.#endBeyond();
    this.#to = to === null || this.#isBeyond(to) ? this.#end : to;
    return true;
  }

  #isAhead(key: Uint8Array | null): boolean {
    return key !== null && compareBytes(key, this.#from) > 0;
  }

  #isBeyond(key: Uint8Array): boolean {
    return this.#end !== null && compareBytes(key, this.#end) >= 0;
  }

  /**
   * Returns the end of the next range where little was found: it has everything that begins like the place reached without
   * its last byte, then without two, four and eight. A folder is left once no other name in it begins with a later letter.
   */
  #endBeyond(): Uint8Array | null {
    const from = this.#from;
    const first = from.lastIndexOf(delimiter) + 1;
    const place = from.length - 1 - 2 ** Math.max(0, this.#misses - 1);
    if (place > first) return raised(from, place, 1);
    if (from.length - 1 > first) this.#rise = 1;
    else if (from.length - 1 < first || this.#rise > mostRise) {
      this.#misses = 1;
      this.#rise = 1;
      return raised(from, first - 1, 1);
    }
    const by = this.#rise;
    this.#rise *= 4;
    return raised(from, first, by);
  }
}

/** Returns a key so far behind `last` as that is behind `first`, times a factor; `null` where there is none. */
function endAhead(first: Uint8Array, last: Uint8Array, factor: number): Uint8Array | null {
  let common = 0;
  while (common < first.length && first[common] === last[common]) common += 1;
  const reached = last[common] ?? 0;
  const step = (reached - (first[common] ?? 0)) * factor;
  // A digit alone would tell too little of how far it was.
  const areNumbers = [first[common], last[common], first[common + 1], last[common + 1]].every(isDigit);
  if (!areNumbers) return raised(last, common, Math.ceil(step) + 1);
  const beyond = ((last[common + 1] ?? 0) - (first[common + 1] ?? 0)) * factor;
  return raised(last, common + 1, Math.ceil(10 * step + beyond) + 1);
}

/** Returns a key up to a place, with the byte or the number there raised; the byte before it where that has no room. */
function raised(key: Uint8Array, place: number, by: number): Uint8Array | null {
  if (isDigit(key[place])) return raisedNumber(key, place, by);
  for (let at = place, step = by; at >= 0; at -= 1, step = 1) {
    const byte = (key[at] ?? 0) + step;
    if (byte <= 0xff) return endingWith(key, at, byte);
  }
  return null;
}

/** Numbers are mostly written with the same number of digits: where there is no such number, all of them are left out. */
function raisedNumber(key: Uint8Array, place: number, by: number): Uint8Array {
  const end = key.slice(0, place + 1);
  for (let at = place, step = by; isDigit(end[at]); at -= 1) {
    const sum = (end[at] ?? zero) - zero + step;
    end[at] = zero + (sum % 10);
    step = Math.floor(sum / 10);
    if (step === 0) return end;
    if (!isDigit(end[at - 1])) return endingWith(end, at, nine + 1);
  }
  return end;
}

function endingWith(key: Uint8Array, place: number, byte: number): Uint8Array {
  const end = key.slice(0, place + 1);
  end[place] = byte;
  return end;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= zero && byte <= nine;

import { viewOf } from '../bolt/integers.ts';
import { grown } from './growing.ts';

/** The distinct keys of a snapshot, numbered as they come. A hash table without an object for any of them. */
export class KeyTable {
  #bytes: Uint8Array;
  #view: DataView;
  #ends: Float64Array;
  #hashes: Uint32Array;
  /** Of each slot the number of its key and one more; 0: free. */
  #slots = new Uint32Array(4_096);
  #length = 0;
  /** Random, so that no file can give all its keys one hash. */
  readonly #seed = Math.floor(Math.random() * 2 ** 32);

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity * 32);
    this.#view = viewOf(this.#bytes);
    this.#ends = new Float64Array(capacity);
    this.#hashes = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** Every key, one behind the other, and where each ends. Longer than what is used of them. */
  get keys(): { readonly bytes: Uint8Array; readonly ends: Float64Array } {
    return { bytes: this.#bytes, ends: this.#ends };
  }

  /** Returns the number of a key, which gets one if it has none. */
  numberOf(view: DataView, from: number, to: number): number {
    const length = to - from;
    let hash = this.#seed ^ length;
    let at = from;
    for (const whole = to - 3; at < whole; at += 4) {
      hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    for (; at < to; at++) hash = Math.imul(hash ^ view.getUint8(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
    hash = (hash ^ (hash >>> 13)) >>> 0;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let taken = this.#slots[slot] ?? 0; taken !== 0; taken = this.#slots[slot] ?? 0) {
      if (this.#hashes[taken - 1] === hash && this.#is(taken - 1, view, from, length)) return taken - 1;
      slot = (slot + 1) & mask;
    }
    return this.#add(view, from, to, hash, slot);
  }

  #is(key: number, view: DataView, from: number, length: number): boolean {
    const start = key === 0 ? 0 : (this.#ends[key - 1] ?? 0);
    if ((this.#ends[key] ?? 0) - start !== length) return false;
    for (let at = 0; at < length; at++) if (this.#bytes[start + at] !== view.getUint8(from + at)) return false;
    return true;
  }

  #add(view: DataView, from: number, to: number, hash: number, slot: number): number {
    const key = this.#length++;
    if (key === this.#ends.length) {
      this.#ends = grown(this.#ends, (length) => new Float64Array(length), key + 1);
      this.#hashes = grown(this.#hashes, (length) => new Uint32Array(length), key + 1);
    }
    const start = key === 0 ? 0 : (this.#ends[key - 1] ?? 0);
    const end = start + to - from;
    if (end > this.#bytes.length) {
      this.#bytes = grown(this.#bytes, (length) => new Uint8Array(length), end);
      this.#view = viewOf(this.#bytes);
    }
    this.#copy(view, from, to, start);
    this.#ends[key] = end;
    this.#hashes[key] = hash;
    this.#slots[slot] = key + 1;
    if (this.#length * 2 > this.#slots.length) this.#spread();
    return key;
  }

  /** An array of each key's bytes would cost more than these. */
  #copy(view: DataView, from: number, to: number, start: number): void {
    const target = this.#view;
    let into = start;
    let at = from;
    for (const whole = to - 3; at < whole; at += 4, into += 4) target.setInt32(into, view.getInt32(at));
    for (; at < to; at++, into++) target.setUint8(into, view.getUint8(at));
  }

  #spread(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let key = 0; key < this.#length; key++) {
      let slot = (this.#hashes[key] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = key + 1;
    }
    this.#slots = slots;
  }
}

import { grown } from './growing.ts';
import type { HashColumns } from './record-hashes.ts';

const wide = (length: number): Float64Array => new Float64Array(length);
const narrow = (length: number): Uint32Array => new Uint32Array(length);
const flags = (length: number): Uint8Array => new Uint8Array(length);

/** Collects what HashKV is made of, record by record. */
export class HashCollector {
  #main: Float64Array;
  #register: Uint32Array;
  #bytes: Uint32Array;
  #isDeletion: Uint8Array;
  #next: Uint32Array;
  #length = 0;

  /** `capacity` is the number of records that there may be; there may be more. */
  constructor(capacity: number) {
    this.#main = wide(capacity);
    this.#register = narrow(capacity);
    this.#bytes = narrow(capacity);
    this.#isDeletion = flags(capacity);
    this.#next = narrow(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** Adds a record; returns its place. */
  add(main: number, isDeletion: boolean, register: number, bytes: number): number {
    const place = this.#length++;
    if (place === this.#main.length) this.#grow(place + 1);
    this.#main[place] = main;
    this.#register[place] = register;
    this.#bytes[place] = bytes;
    this.#isDeletion[place] = isDeletion ? 1 : 0;
    return place;
  }

  /** Notes that a record is followed by another one of the same key. */
  follow(place: number, next: number): void {
    this.#next[place] = next + 1;
  }

  columns(): HashColumns {
    const length = this.#length;
    return {
      main: this.#main.slice(0, length),
      register: this.#register.slice(0, length),
      bytes: this.#bytes.slice(0, length),
      isDeletion: this.#isDeletion.slice(0, length),
      next: this.#next.slice(0, length),
    };
  }

  #grow(least: number): void {
    this.#main = grown(this.#main, wide, least);
    this.#register = grown(this.#register, narrow, least);
    this.#bytes = grown(this.#bytes, narrow, least);
    this.#isDeletion = grown(this.#isDeletion, flags, least);
    this.#next = grown(this.#next, narrow, least);
  }
}

import { grown } from './growing.ts';

const wide = (length: number): Float64Array => new Float64Array(length);
const narrow = (length: number): Uint32Array => new Uint32Array(length);
const flags = (length: number): Uint8Array => new Uint8Array(length);

/** What is known of a record of the key bucket. */
export interface RecordFacts {
  readonly main: number;
  readonly sub: number;
  readonly isDeletion: boolean;
  readonly createRevision: number;
  readonly version: number;
  readonly leaseLow: number;
  readonly leaseHigh: number;
  readonly valueOffset: number;
  readonly valueLength: number;
  readonly valueHash: number;
}

/** The records of a key bucket in the order in which they are stored, which is that of their revisions. */
export class RecordColumns {
  key: Uint32Array;
  main: Float64Array;
  sub: Uint32Array;
  isDeletion: Uint8Array;
  createRevision: Float64Array;
  version: Float64Array;
  leaseLow: Uint32Array;
  leaseHigh: Uint32Array;
  valueOffset: Float64Array;
  valueLength: Uint32Array;
  valueHash: Uint32Array;
  length = 0;

  constructor(capacity: number) {
    this.key = narrow(capacity);
    this.main = wide(capacity);
    this.sub = narrow(capacity);
    this.isDeletion = flags(capacity);
    this.createRevision = wide(capacity);
    this.version = wide(capacity);
    this.leaseLow = narrow(capacity);
    this.leaseHigh = narrow(capacity);
    this.valueOffset = wide(capacity);
    this.valueLength = narrow(capacity);
    this.valueHash = narrow(capacity);
  }

  add(key: number, facts: RecordFacts): void {
    const at = this.length++;
    if (at === this.key.length) this.#grow(at + 1);
    this.key[at] = key;
    this.main[at] = facts.main;
    this.sub[at] = facts.sub;
    this.isDeletion[at] = facts.isDeletion ? 1 : 0;
    this.createRevision[at] = facts.createRevision;
    this.version[at] = facts.version;
    this.leaseLow[at] = facts.leaseLow;
    this.leaseHigh[at] = facts.leaseHigh;
    this.valueOffset[at] = facts.valueOffset;
    this.valueLength[at] = facts.valueLength;
    this.valueHash[at] = facts.valueHash;
  }

  #grow(least: number): void {
    this.key = grown(this.key, narrow, least);
    this.main = grown(this.main, wide, least);
    this.sub = grown(this.sub, narrow, least);
    this.isDeletion = grown(this.isDeletion, flags, least);
    this.createRevision = grown(this.createRevision, wide, least);
    this.version = grown(this.version, wide, least);
    this.leaseLow = grown(this.leaseLow, narrow, least);
    this.leaseHigh = grown(this.leaseHigh, narrow, least);
    this.valueOffset = grown(this.valueOffset, wide, least);
    this.valueLength = grown(this.valueLength, narrow, least);
    this.valueHash = grown(this.valueHash, narrow, least);
  }
}

import { grown } from './growing.ts';

const wide = (length: number): Float64Array => new Float64Array(length);
const narrow = (length: number): Uint32Array => new Uint32Array(length);
const flags = (length: number): Uint8Array => new Uint8Array(length);

/** What is known of the record of the key bucket that is read now. */
export class CurrentRecord {
  main = 0;
  sub = 0;
  isDeletion = false;
  createRevision = 0;
  version = 0;
  leaseLow = 0;
  leaseHigh = 0;
  valueOffset = 0;
  valueLength = 0;
  valueHash = 0;
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

  /** Adds a record of a key; returns its place. */
  add(key: number, facts: CurrentRecord): number {
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
    return at;
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

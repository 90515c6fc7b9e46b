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
  key = narrow(1_024);
  main = wide(1_024);
  sub = narrow(1_024);
  isDeletion = flags(1_024);
  createRevision = wide(1_024);
  version = wide(1_024);
  leaseLow = narrow(1_024);
  leaseHigh = narrow(1_024);
  valueOffset = wide(1_024);
  valueLength = narrow(1_024);
  valueHash = narrow(1_024);
  length = 0;

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

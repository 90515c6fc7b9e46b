import { bigEndian64 } from './bolt/integers.ts';
import { leafKeyAt, leafKeyLength, leafValueLength, type Page } from './bolt/page.ts';
import { afterBytes, crcOver, crcStart, crcValue } from './crc32c.ts';
import type { Findings } from './findings.ts';
import { groupRecords } from './index/group-records.ts';
import { grown } from './index/growing.ts';
import { KeyTable } from './index/key-table.ts';
import { RecordColumns, type RecordFacts } from './index/record-columns.ts';
import type { HashColumns } from './index/record-hashes.ts';
import { checkFollows } from './index/version-chain.ts';
import { KeyValueMessage } from './key-value.ts';
import type { IndexColumns } from './snapshot-index.ts';

/** The bytes of a revision: main, `_`, sub. A deletion has a `t` more. */
const revisionBytes = 17;
const underscore = 0x5f;
const deletionMark = 0x74;

const wide = (length: number): Float64Array => new Float64Array(length);
const narrow = (length: number): Uint32Array => new Uint32Array(length);
const flags = (length: number): Uint8Array => new Uint8Array(length);

/** What was counted in the key bucket. */
export interface KeyBucketFigures {
  /** 0: there is no record. */
  readonly lastRevision: number;
  readonly revisions: number;
  readonly deletions: number;
  readonly liveKeys: number;
  readonly hasEmptyKey: boolean;
}

/** What a record looks like, before anything of it is believed. */
interface RecordForm {
  readonly isRevision: boolean;
  readonly isMessage: boolean;
  readonly isDeletion: boolean;
  readonly isEmpty: boolean;
  readonly main: number;
  readonly sub: number;
}

/** Reads the records of the key bucket, page by page: checks, index, and what the hashes are made of. */
export class KeyBucket {
  readonly #compactRevision: number;
  readonly #findings: Findings;
  readonly #keys: KeyTable;
  readonly #records: RecordColumns;
  readonly #message = new KeyValueMessage();
  /** Of each key its last record, and one more. */
  #lastRecord: Uint32Array;
  /** Of each record of the index its place among all. */
  #placeOfRecord: Uint32Array;
  #main: Float64Array;
  #register: Uint32Array;
  #bytes: Uint32Array;
  #isDeletion: Uint8Array;
  #next: Uint32Array;
  #count = 0;
  #deletions = 0;
  #lastRevision = 0;
  #bumps = 0;

  /** `capacity` is the number of records that there may be; there may be more. */
  constructor(compactRevision: number, findings: Findings, capacity: number) {
    this.#compactRevision = compactRevision;
    this.#findings = findings;
    this.#keys = new KeyTable(capacity);
    this.#records = new RecordColumns(capacity);
    this.#lastRecord = narrow(capacity);
    this.#placeOfRecord = narrow(capacity);
    this.#main = wide(capacity);
    this.#register = narrow(capacity);
    this.#bytes = narrow(capacity);
    this.#isDeletion = flags(capacity);
    this.#next = narrow(capacity);
  }

  /** Takes the records of a leaf; returns the status hash's register after them. */
  take(page: Page, status: number): number {
    let register = status;
    for (let index = 0; index < page.count; index++) {
      const at = leafKeyAt(page, index);
      const keyLength = leafKeyLength(page, index);
      const length = keyLength + leafValueLength(page, index);
      const own = this.#record(page, at, at + keyLength, at + length);
      register = afterBytes(register, own, length);
    }
    return register;
  }

  /** Returns the record's own register. */
  #record(page: Page, at: number, valueAt: number, end: number): number {
    const { view } = page;
    const place = this.#count++;
    if (place === this.#main.length) this.#grow(place + 1);
    const isDeletion = valueAt - at === revisionBytes + 1 && view.getUint8(at + revisionBytes) === deletionMark;
    const isRevision = (valueAt - at === revisionBytes || isDeletion) && view.getUint8(at + 8) === underscore;
    const main = isRevision ? bigEndian64(view, at) : 0;
    const sub = isRevision ? bigEndian64(view, at + 9) : 0;
    const message = this.#message;
    const isMessage = message.read(view, valueAt, end);
    const { valueFrom, valueTo } = message;
    const valueLength = isMessage ? valueTo - valueFrom : 0;
    // The bytes of a value count for two hashes, and are gone over once.
    const valueRegister = valueLength === 0 ? 0 : crcOver(0, view, valueFrom, valueTo);
    const register =
      valueLength === 0
        ? crcOver(0, view, at, end)
        : crcOver(afterBytes(crcOver(0, view, at, valueFrom), valueRegister, valueLength), view, valueTo, end);
    this.#main[place] = main;
    this.#register[place] = register;
    this.#bytes[place] = end - at;
    this.#isDeletion[place] = isDeletion ? 1 : 0;
    if (isDeletion) this.#deletions++;
    const what = this.#damageOf({ isRevision, isMessage, isDeletion, isEmpty: end === valueAt, main, sub });
    if (isRevision && Number.isSafeInteger(main)) this.#lastRevision = main;
    if (what !== null) {
      const name = isRevision ? `revision ${main}_${sub}` : 'a record';
      this.#findings.add('RecordDamaged', page.id, `${name} ${what}`);
      return register;
    }
    const facts: RecordFacts = {
      main,
      sub,
      isDeletion,
      createRevision: message.createRevision,
      version: message.version,
      leaseLow: message.leaseLow,
      leaseHigh: message.leaseHigh,
      valueOffset: page.position + (valueFrom - page.start),
      valueLength,
      valueHash: crcValue(afterBytes(crcStart, valueRegister, valueLength)),
    };
    this.#index(page, facts, place);
    return register;
  }

  /** Returns what is wrong with the record that was read last; `null`: nothing. */
  #damageOf({ isRevision, isMessage, isDeletion, isEmpty, main, sub }: RecordForm): string | null {
    const { keyFrom, keyTo, createRevision, modRevision, version } = this.#message;
    if (!isRevision || !Number.isSafeInteger(main) || sub > 0xffff_ffff) return 'has a key that is no revision';
    if (!isMessage) return 'has a value that is no KeyValue message';
    if (isDeletion) return modRevision === 0 && version === 0 ? null : 'is a deletion that has revisions';
    if (isEmpty) {
      this.#bumps++;
      return null;
    }
    if (keyFrom === keyTo) return 'is of no key';
    if (modRevision !== main) return `has the modRevision ${modRevision}`;
    if (createRevision < 1 || createRevision > main) return `has the createRevision ${createRevision}`;
    return version < 1 || version > main ? `has the version ${version}` : null;
  }

  #index(page: Page, facts: RecordFacts, place: number): void {
    const { bytes, view } = page;
    const { keyFrom, keyTo } = this.#message;
    const key = this.#keys.numberOf(bytes, view, keyFrom, keyTo);
    if (key >= this.#lastRecord.length) this.#lastRecord = grown(this.#lastRecord, narrow, key + 1);
    const records = this.#records;
    const last = this.#lastRecord[key] ?? 0;
    const before = last - 1;
    // The empty key of a raised revision has no versions.
    if (keyFrom !== keyTo) {
      const lastOne =
        last === 0
          ? null
          : {
              main: records.main[before] ?? 0,
              isDeletion: records.isDeletion[before] === 1,
              createRevision: records.createRevision[before] ?? 0,
              version: records.version[before] ?? 0,
            };
      const { main, sub } = facts;
      if (lastOne !== null && lastOne.main >= main) {
        const message = `revision ${main}_${sub} of a key comes after its revision ${lastOne.main}`;
        this.#findings.add('OrderBroken', page.id, message);
        return;
      }
      const compactRevision = this.#compactRevision;
      checkFollows(facts, lastOne, { compactRevision, findings: this.#findings, page: page.id });
    }
    if (last > 0) this.#next[this.#placeOfRecord[before] ?? 0] = place + 1;
    records.add(key, facts);
    if (records.length > this.#placeOfRecord.length) {
      this.#placeOfRecord = grown(this.#placeOfRecord, narrow, records.length);
    }
    this.#placeOfRecord[records.length - 1] = place;
    this.#lastRecord[key] = records.length;
  }

  /** How many records of `--bump-revision` there are. */
  get bumps(): number {
    return this.#bumps;
  }

  figures(): KeyBucketFigures {
    const { bytes: _, ends } = this.#keys.keys;
    let liveKeys = 0;
    let hasEmptyKey = false;
    for (let key = 0; key < this.#keys.length; key++) {
      const last = (this.#lastRecord[key] ?? 0) - 1;
      if (last < 0 || this.#records.isDeletion[last] === 1) continue;
      if ((ends[key] ?? 0) === (key === 0 ? 0 : (ends[key - 1] ?? 0))) hasEmptyKey = true;
      else liveKeys++;
    }
    const revisions = this.#count;
    return { lastRevision: this.#lastRevision, revisions, deletions: this.#deletions, liveKeys, hasEmptyKey };
  }

  hashColumns(): HashColumns {
    const length = this.#count;
    return {
      main: this.#main.slice(0, length),
      register: this.#register.slice(0, length),
      bytes: this.#bytes.slice(0, length),
      isDeletion: this.#isDeletion.slice(0, length),
      next: this.#next.slice(0, length),
    };
  }

  /** Makes the index of what was taken, and ends the taking. */
  index(): IndexColumns {
    return groupRecords(this.#keys, this.#records);
  }

  #grow(least: number): void {
    this.#main = grown(this.#main, wide, least);
    this.#register = grown(this.#register, narrow, least);
    this.#bytes = grown(this.#bytes, narrow, least);
    this.#isDeletion = grown(this.#isDeletion, flags, least);
    this.#next = grown(this.#next, narrow, least);
  }
}

import { bigEndian64 } from './bolt/integers.ts';
import { leafKeyAt, leafKeyLength, leafValueLength, type Page } from './bolt/page.ts';
import { afterBytes, crcOver, crcStart, crcValue } from './crc32c.ts';
import type { Findings } from './findings.ts';
import { groupRecords } from './index/group-records.ts';
import { grown } from './index/growing.ts';
import { HashCollector } from './index/hash-collector.ts';
import { KeyTable } from './index/key-table.ts';
import { CurrentRecord, RecordColumns } from './index/record-columns.ts';
import type { HashColumns } from './index/record-hashes.ts';
import { checkFollows } from './index/version-chain.ts';
import { KeyValueMessage } from './key-value.ts';
import type { IndexColumns } from './snapshot-index.ts';

/** The bytes of a revision: main, `_`, sub. A deletion has a `t` more. */
const revisionBytes = 17;
const underscore = 0x5f;
const deletionMark = 0x74;

const narrow = (length: number): Uint32Array => new Uint32Array(length);

/** What was counted in the key bucket. */
export interface KeyBucketFigures {
  /** 0: there is no record. */
  readonly lastRevision: number;
  readonly revisions: number;
  readonly deletions: number;
  readonly liveKeys: number;
  readonly hasEmptyKey: boolean;
}

/**
 * Reads the records of the key bucket, page by page: checks, index, and what the hashes are made of. One record is read
 * into the same objects as the one before it: there are millions.
 */
export class KeyBucket {
  readonly #compactRevision: number;
  readonly #findings: Findings;
  readonly #keys: KeyTable;
  readonly #records: RecordColumns;
  readonly #hashes: HashCollector;
  readonly #message = new KeyValueMessage();
  readonly #record = new CurrentRecord();
  /** Of each key its last record, and one more. */
  #lastRecord: Uint32Array;
  /** Of each record of the index its place among the hashes. */
  #placeOfRecord: Uint32Array;
  #deletions = 0;
  #lastRevision = 0;
  #bumps = 0;

  /** `capacity` is the number of records that there may be; there may be more. */
  constructor(compactRevision: number, findings: Findings, capacity: number) {
    this.#compactRevision = compactRevision;
    this.#findings = findings;
    this.#keys = new KeyTable(capacity);
    this.#records = new RecordColumns(capacity);
    this.#hashes = new HashCollector(capacity);
    this.#lastRecord = narrow(capacity);
    this.#placeOfRecord = narrow(capacity);
  }

  /** 0: there is no record yet. */
  get lastRevision(): number {
    return this.#lastRevision;
  }

  /** How many records of `--bump-revision` there are. */
  get bumps(): number {
    return this.#bumps;
  }

  /** Takes the records of a leaf; returns the status hash's register after them. */
  take(page: Page, status: number): number {
    let register = status;
    for (let index = 0; index < page.count; index++) {
      const at = leafKeyAt(page, index);
      const keyLength = leafKeyLength(page, index);
      const length = keyLength + leafValueLength(page, index);
      const own = this.#take(page, at, at + keyLength, at + length);
      register = afterBytes(register, own, length);
    }
    return register;
  }

  /** Returns the record's own register. */
  #take(page: Page, at: number, valueAt: number, end: number): number {
    const { view } = page;
    const record = this.#record;
    const isDeletion = valueAt - at === revisionBytes + 1 && view.getUint8(at + revisionBytes) === deletionMark;
    const isRevision = (valueAt - at === revisionBytes || isDeletion) && view.getUint8(at + 8) === underscore;
    record.main = isRevision ? bigEndian64(view, at) : 0;
    record.sub = isRevision ? bigEndian64(view, at + 9) : 0;
    record.isDeletion = isDeletion;
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
    const place = this.#hashes.add(record.main, isDeletion, register, end - at);
    if (isDeletion) this.#deletions++;
    const isExact = isRevision && Number.isSafeInteger(record.main) && record.sub <= 0xffff_ffff;
    if (isExact) this.#lastRevision = record.main;
    const isBump = isExact && end === valueAt && !isDeletion;
    if (isBump) this.#bumps++;
    const damage = isExact ? this.#damageOf(isMessage, isBump) : 'has a key that is no revision';
    if (damage !== null) {
      const name = isRevision ? `revision ${record.main}_${record.sub}` : 'a record';
      this.#findings.add('RecordDamaged', page.id, `${name} ${damage}`);
      return register;
    }
    record.createRevision = message.createRevision;
    record.version = message.version;
    record.leaseLow = message.leaseLow;
    record.leaseHigh = message.leaseHigh;
    record.valueOffset = page.position + (valueFrom - page.start);
    record.valueLength = valueLength;
    record.valueHash = crcValue(afterBytes(crcStart, valueRegister, valueLength));
    this.#index(page, place);
    return register;
  }

  /** Returns what is wrong with the record that was read last; `null`: nothing. */
  #damageOf(isMessage: boolean, isBump: boolean): string | null {
    const { main, isDeletion } = this.#record;
    const { keyFrom, keyTo, createRevision, modRevision, version } = this.#message;
    if (!isMessage) return 'has a value that is no KeyValue message';
    if (isDeletion) return modRevision === 0 && version === 0 ? null : 'is a deletion that has revisions';
    if (isBump) return null;
    if (keyFrom === keyTo) return 'is of no key';
    if (modRevision !== main) return `has the modRevision ${modRevision}`;
    if (createRevision < 1 || createRevision > main) return `has the createRevision ${createRevision}`;
    return version < 1 || version > main ? `has the version ${version}` : null;
  }

  #index(page: Page, place: number): void {
    const { keyFrom, keyTo } = this.#message;
    const record = this.#record;
    const records = this.#records;
    const key = this.#keys.numberOf(page.view, keyFrom, keyTo);
    if (key >= this.#lastRecord.length) this.#lastRecord = grown(this.#lastRecord, narrow, key + 1);
    const before = (this.#lastRecord[key] ?? 0) - 1;
    // The empty key of a raised revision has no versions.
    if (keyFrom !== keyTo) {
      const mainBefore = before < 0 ? 0 : (records.main[before] ?? 0);
      if (mainBefore >= record.main) {
        const message = `revision ${record.main}_${record.sub} of a key comes after its revision ${mainBefore}`;
        this.#findings.add('OrderBroken', page.id, message);
        return;
      }
      const missing = checkFollows(record, { records, before }, this.#compactRevision);
      if (missing !== null) {
        const message = `revision ${record.main}_${record.sub} ${missing}: a record is missing or altered`;
        this.#findings.add('RecordMissing', page.id, message);
      }
    }
    if (before >= 0) this.#hashes.follow(this.#placeOfRecord[before] ?? 0, place);
    const at = records.add(key, record);
    if (at >= this.#placeOfRecord.length) this.#placeOfRecord = grown(this.#placeOfRecord, narrow, at + 1);
    this.#placeOfRecord[at] = place;
    this.#lastRecord[key] = at + 1;
  }

  figures(): KeyBucketFigures {
    const { ends } = this.#keys.keys;
    let liveKeys = 0;
    let hasEmptyKey = false;
    for (let key = 0; key < this.#keys.length; key++) {
      const last = (this.#lastRecord[key] ?? 0) - 1;
      if (last < 0 || this.#records.isDeletion[last] === 1) continue;
      if ((ends[key] ?? 0) === (key === 0 ? 0 : (ends[key - 1] ?? 0))) hasEmptyKey = true;
      else liveKeys++;
    }
    const revisions = this.#hashes.length;
    return { lastRevision: this.#lastRevision, revisions, deletions: this.#deletions, liveKeys, hasEmptyKey };
  }

  hashColumns(): HashColumns {
    return this.#hashes.columns();
  }

  /** Makes the index of what was taken, and ends the taking. */
  index(): IndexColumns {
    return groupRecords(this.#keys, this.#records);
  }
}

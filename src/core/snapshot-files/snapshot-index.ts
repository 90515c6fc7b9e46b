import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import { compareBytes } from '../bytes/bytes.ts';

/** A column of numbers that are exact: of 32 bits, where none of them is larger. */
export type WideColumn = Float64Array | Uint32Array;

/**
 * The records of a snapshot's key bucket as columns, grouped by key: keys in order, and of each key its records, the
 * oldest first. Made in a worker and moved, not copied.
 */
export interface IndexColumns {
  /** Every key, one behind the other. */
  readonly keyBytes: Uint8Array;
  /** Where each key ends in `keyBytes`. */
  readonly keyEnds: WideColumn;
  /** The place of each key's first record, and behind the last one the number of records. */
  readonly firstRecord: Uint32Array;
  /** Of each record: its revision, main and sub. */
  readonly main: WideColumn;
  readonly sub: Uint32Array;
  /** 1 for a deletion, which has no other facts. */
  readonly isDeletion: Uint8Array;
  readonly createRevision: WideColumn;
  readonly version: WideColumn;
  /** 0: none. */
  readonly lease: BigInt64Array;
  /** The place of the value in the file. */
  readonly valueOffset: WideColumn;
  readonly valueLength: Uint32Array;
  /** CRC-32C of the value: equal values have equal ones, whatever the lineage of their files. */
  readonly valueHash: Uint32Array;
}

/** The facts of one record that is no deletion. */
export interface IndexedRecord {
  readonly createRevision: number;
  readonly modRevision: number;
  readonly version: number;
  readonly lease: LeaseId | null;
  readonly valueOffset: number;
  readonly valueLength: number;
  readonly valueHash: number;
}

/** What spares looking at all keys: those that are live at one revision, and some of all keys. */
export interface Shortcuts {
  readonly revision: number;
  /** Of each of them, in order, how many keys before it are not: zeros where all are live, which take no place in a cache. */
  readonly skipped: Uint32Array;
  /** Every 64th key, one behind the other, and where each ends: a search for a key begins with these. */
  readonly sampleBytes: Uint8Array;
  readonly sampleEnds: WideColumn;
}

/** How many keys there are from one sample to the next. */
export const sampleStride = 64;

/** Returns how many samples so many keys have. */
export const samplesOf = (keys: number): number => Math.ceil(keys / sampleStride);

/** The name of a column of which parts are read. */
export type PartName = keyof IndexColumns | Exclude<keyof Shortcuts, 'revision'>;

/** Reads parts of a column that are not in it yet. */
export interface ColumnParts {
  /** Reads elements, up to and without `to`; returns `false` where they are damaged. */
  need(from: number, to: number): boolean;
}

/** What reads the parts of an index. */
export interface IndexParts {
  readonly columns: Readonly<Record<PartName, ColumnParts>>;
  /** Reads what `SnapshotIndex.record` returns; returns `false` where it is damaged. */
  needRecord(record: number): boolean;
  /** Throws away what is damaged. Fails with `Cancelled` where it is closed. */
  discard(): void;
  close(): Promise<void>;
}

/** Where an index was kept whose parts are read as they are needed. */
export interface IndexOrigin {
  readonly file: string;
  readonly parts: IndexParts;
  /** Returns the columns whole, from the snapshot. Fails as `readSnapshot`. */
  readonly reread: () => Promise<WholeColumns>;
}

/** What an index is made of. */
export interface WholeColumns {
  readonly columns: IndexColumns;
  /** `null`: nobody looked yet. */
  readonly shortcuts: Shortcuts | null;
}

/**
 * The keys of a snapshot and all their stored states; values stay in the file. What is read of one that was kept fails
 * with `IndexDamaged` where it is damaged: `ready` reads it from the snapshot again.
 */
export class SnapshotIndex {
  #columns: IndexColumns;
  #shortcuts: Shortcuts | null;
  /** `null`: all of it is in memory. */
  #origin: IndexOrigin | null;
  #isDamaged = false;
  #rereading: Promise<void> | null = null;

  constructor({ columns, shortcuts }: WholeColumns, origin: IndexOrigin | null = null) {
    this.#columns = columns;
    this.#shortcuts = shortcuts;
    this.#origin = origin;
  }

  /** Waits until a damaged index is whole again. Fails as `readSnapshot`. */
  async ready(): Promise<void> {
    if (!this.#isDamaged || this.#origin === null) return;
    this.#rereading ??= this.#reread(this.#origin).finally(() => {
      this.#rereading = null;
    });
    await this.#rereading;
  }

  /** Closes what parts are read from. */
  async close(): Promise<void> {
    await this.#origin?.parts.close();
  }

  /** The number of keys, those included that have no value at some revision. */
  get length(): number {
    return this.#columns.keyEnds.length;
  }

  /** What it takes of memory once all of it is read. */
  get bytes(): number {
    const { skipped, sampleBytes, sampleEnds } = this.#shortcuts ?? {};
    return [...Object.values(this.#columns), skipped, sampleBytes, sampleEnds].reduce(
      (sum: number, column) => sum + (column?.byteLength ?? 0),
      0,
    );
  }

  /** The newest revision; `null` where it is not known beforehand which keys are live then. */
  get newestRevision(): number | null {
    return this.#shortcuts?.revision ?? null;
  }

  /** How many keys are live at the newest revision. */
  get newestLength(): number {
    return this.#shortcuts?.skipped.length ?? 0;
  }

  /** Returns the place of a key that is live at the newest revision, by its number among those; `undefined` behind them. */
  livePlace(at: number): number | undefined {
    const skipped = this.#shortcuts?.skipped;
    if (skipped === undefined || !(at < skipped.length)) return undefined;
    this.#need(this.#parts?.skipped, at, at + 1);
    return at + (skipped[at] ?? 0);
  }

  /** Returns the key at a place, as a view. */
  key(place: number): Uint8Array {
    const { keyBytes, keyEnds } = this.#columns;
    this.#need(this.#parts?.keyEnds, Math.max(0, place - 1), place + 1);
    const from = place === 0 ? 0 : (keyEnds[place - 1] ?? 0);
    const to = keyEnds[place] ?? 0;
    if (from > to || to > keyBytes.length) throw this.#damaged();
    this.#need(this.#parts?.keyBytes, from, to);
    return keyBytes.subarray(from, to);
  }

  /** Returns the place of the first key that is not before `key`; `length` where there is none. */
  placeOf(key: Uint8Array): number {
    let { low, high } = this.#between(key);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareBytes(this.key(middle), key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Returns between which places the first key is that is not before `key`, by the samples. */
  #between(key: Uint8Array): { low: number; high: number } {
    if (this.#shortcuts === null) return { low: 0, high: this.length };
    let low = 0;
    let high = this.#shortcuts.sampleEnds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareBytes(this.#sample(middle, this.#shortcuts), key) < 0) low = middle + 1;
      else high = middle;
    }
    // Behind the last sample that is before it, and no further than the next one.
    if (low === 0) return { low: 0, high: 0 };
    return { low: (low - 1) * sampleStride + 1, high: Math.min(low * sampleStride, this.length) };
  }

  #sample(at: number, { sampleBytes, sampleEnds }: Shortcuts): Uint8Array {
    this.#need(this.#parts?.sampleEnds, Math.max(0, at - 1), at + 1);
    const from = at === 0 ? 0 : (sampleEnds[at - 1] ?? 0);
    const to = sampleEnds[at] ?? 0;
    if (from > to || to > sampleBytes.length) throw this.#damaged();
    this.#need(this.#parts?.sampleBytes, from, to);
    return sampleBytes.subarray(from, to);
  }

  /** Returns the record that a key has at a revision; `null` where it has no value then. Revisions ascend by main. */
  recordAt(place: number, revision: number): number | null {
    const { firstRecord } = this.#columns;
    this.#needRecordsOf(place, place + 1);
    return this.#recordAmong(firstRecord[place] ?? 0, firstRecord[place + 1] ?? 0, revision);
  }

  /**
   * Puts the places of keys that have a value at a revision into `into`, behind the first `length` ones: of the keys
   * from one place up to another. Returns how many there are then. Most keys have one record, and millions are asked.
   */
  placesAt(revision: number, from: number, to: number, into: Uint32Array, length: number): number {
    const { firstRecord, main, isDeletion } = this.#columns;
    this.#needRecordsOf(from, to);
    let count = length;
    for (let place = from; place < to; place++) {
      const first = firstRecord[place] ?? 0;
      const behind = firstRecord[place + 1] ?? 0;
      const isThere =
        behind === first + 1
          ? (main[first] ?? 0) <= revision && isDeletion[first] === 0
          : this.#recordAmong(first, behind, revision) !== null;
      if (isThere) into[count++] = place;
    }
    return count;
  }

  /** Returns the places of a key's records, the oldest first: from, up to and without. */
  recordsOf(place: number): { readonly from: number; readonly to: number } {
    const { firstRecord } = this.#columns;
    this.#needRecordsOf(place, place + 1);
    return { from: firstRecord[place] ?? 0, to: firstRecord[place + 1] ?? 0 };
  }

  isDeletion(record: number): boolean {
    this.#need(this.#parts?.isDeletion, record, record + 1);
    return this.#columns.isDeletion[record] === 1;
  }

  /** The second number of a record's revision: its place among the changes of one transaction. */
  subOf(record: number): number {
    this.#need(this.#parts?.sub, record, record + 1);
    return this.#columns.sub[record] ?? 0;
  }

  mainOf(record: number): number {
    this.#need(this.#parts?.main, record, record + 1);
    return this.#columns.main[record] ?? 0;
  }

  /** Returns the facts of a record that is no deletion. */
  record(record: number): IndexedRecord {
    const { main, createRevision, version, lease, valueOffset, valueLength, valueHash } = this.#columns;
    if (this.#origin?.parts.needRecord(record) === false) throw this.#damaged();
    const id = lease[record] ?? 0n;
    return {
      createRevision: createRevision[record] ?? 0,
      modRevision: main[record] ?? 0,
      version: version[record] ?? 0,
      // The cast is sound: an id of sixteen digits is a lease's.
      lease: id === 0n ? null : (BigInt.asUintN(64, id).toString(16).padStart(16, '0') as LeaseId),
      valueOffset: valueOffset[record] ?? 0,
      valueLength: valueLength[record] ?? 0,
      valueHash: valueHash[record] ?? 0,
    };
  }

  /** As `recordAt`, of the records from one up to another. */
  #recordAmong(first: number, behind: number, revision: number): number | null {
    const { main, isDeletion } = this.#columns;
    let low = first;
    let high = behind;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((main[middle] ?? 0) <= revision) low = middle + 1;
      else high = middle;
    }
    return low === first || isDeletion[low - 1] === 1 ? null : low - 1;
  }

  /** Needs where the records of keys are, from one key up to another, their revisions, and which are deletions. */
  #needRecordsOf(from: number, to: number): void {
    const parts = this.#parts;
    if (parts === undefined) return;
    const { firstRecord, main } = this.#columns;
    this.#need(parts.firstRecord, from, to + 1);
    const begin = firstRecord[from] ?? 0;
    const end = firstRecord[to] ?? 0;
    if (begin > end || end > main.length) throw this.#damaged();
    this.#need(parts.main, begin, end);
    this.#need(parts.isDeletion, begin, end);
  }

  /** `undefined`: all of it is in memory. */
  get #parts(): IndexParts['columns'] | undefined {
    return this.#origin?.parts.columns;
  }

  #need(column: ColumnParts | undefined, from: number, to: number): void {
    if (column?.need(from, to) === false) throw this.#damaged();
  }

  #damaged(): Error {
    if (this.#origin === null) return new Error('an index in memory has places outside of it');
    const { file, parts } = this.#origin;
    parts.discard();
    this.#isDamaged = true;
    const message = `the index that was kept of ${file} is damaged`;
    return new EtcdeckError({ code: 'IndexDamaged', message, retry: true, detail: { file } });
  }

  async #reread({ parts, reread }: IndexOrigin): Promise<void> {
    const { columns, shortcuts } = await reread();
    // Those of the same file: places stay what they are.
    this.#columns = columns;
    this.#shortcuts = shortcuts;
    this.#origin = null;
    await parts.close();
  }
}

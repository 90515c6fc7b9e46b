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
  /** Of each record: its main revision. */
  readonly main: WideColumn;
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

/** Reads parts of an index that are not in its columns yet. Each returns `false` where they are damaged. */
export interface IndexParts {
  /** Reads bytes of keys, up to and without `to`. */
  needKey(from: number, to: number): boolean;
  /** Reads what `record` returns of a record. */
  needRecord(record: number): boolean;
  close(): Promise<void>;
}

/** Where an index comes from whose keys and records are read as they are needed. */
export interface IndexOrigin {
  readonly file: string;
  readonly parts: IndexParts;
  /** Returns the columns whole. Fails as `readSnapshot`. */
  readonly reread: () => Promise<IndexColumns>;
}

/**
 * The keys of a snapshot and all their stored states; values stay in the file. Where it was kept, keys and records fail
 * with `IndexDamaged` that are damaged: `ready` reads them from the snapshot again.
 */
export class SnapshotIndex {
  #columns: IndexColumns;
  /** `null`: all of it is in memory. */
  #origin: IndexOrigin | null;
  #isDamaged = false;
  #rereading: Promise<void> | null = null;

  constructor(columns: IndexColumns, origin: IndexOrigin | null = null) {
    this.#columns = columns;
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

  get bytes(): number {
    return Object.values(this.#columns).reduce((sum: number, column) => sum + column.byteLength, 0);
  }

  /** Returns the key at a place, as a view. */
  key(place: number): Uint8Array {
    const { keyBytes, keyEnds } = this.#columns;
    const from = place === 0 ? 0 : (keyEnds[place - 1] ?? 0);
    const to = keyEnds[place] ?? 0;
    if (this.#origin?.parts.needKey(from, to) === false) throw this.#damaged(this.#origin);
    return keyBytes.subarray(from, to);
  }

  /** Returns the place of the first key that is not before `key`; `length` where there is none. */
  placeOf(key: Uint8Array): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareBytes(this.key(middle), key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Returns the record that a key has at a revision; `null` where it has no value then. Revisions ascend by main. */
  recordAt(place: number, revision: number): number | null {
    const { firstRecord, main, isDeletion } = this.#columns;
    const first = firstRecord[place] ?? 0;
    let low = first;
    let high = firstRecord[place + 1] ?? 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((main[middle] ?? 0) <= revision) low = middle + 1;
      else high = middle;
    }
    return low === first || isDeletion[low - 1] === 1 ? null : low - 1;
  }

  /**
   * Puts the places of keys that have a value at a revision into `into`, behind the first `length` ones: of the keys
   * from one place up to another. Returns how many there are then. Most keys have one record, and millions are asked.
   */
  placesAt(revision: number, from: number, to: number, into: Uint32Array, length: number): number {
    const { firstRecord, main, isDeletion } = this.#columns;
    let count = length;
    for (let place = from; place < to; place++) {
      const first = firstRecord[place] ?? 0;
      const isSingle = firstRecord[place + 1] === first + 1;
      const isThere = isSingle
        ? (main[first] ?? 0) <= revision && isDeletion[first] === 0
        : this.recordAt(place, revision) !== null;
      if (isThere) into[count++] = place;
    }
    return count;
  }

  /** Returns the places of a key's records, the oldest first: from, up to and without. */
  recordsOf(place: number): { readonly from: number; readonly to: number } {
    const { firstRecord } = this.#columns;
    return { from: firstRecord[place] ?? 0, to: firstRecord[place + 1] ?? 0 };
  }

  isDeletion(record: number): boolean {
    return this.#columns.isDeletion[record] === 1;
  }

  mainOf(record: number): number {
    return this.#columns.main[record] ?? 0;
  }

  /** Returns the facts of a record that is no deletion. */
  record(record: number): IndexedRecord {
    if (this.#origin?.parts.needRecord(record) === false) throw this.#damaged(this.#origin);
    const { main, createRevision, version, lease, valueOffset, valueLength, valueHash } = this.#columns;
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

  #damaged({ file }: IndexOrigin): EtcdeckError {
    this.#isDamaged = true;
    const message = `the index that was kept of ${file} is damaged`;
    return new EtcdeckError({ code: 'IndexDamaged', message, retry: true, detail: { file } });
  }

  async #reread({ parts, reread }: IndexOrigin): Promise<void> {
    // Those of the same file: places stay what they are.
    this.#columns = await reread();
    this.#origin = null;
    await parts.close();
  }
}

import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { KeyMeta, KeyValue } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { toClusterId, toLeaseId } from './ids.ts';

const empty: Uint8Array = new Uint8Array();
const noPlace: KeyPlace = {
  ...{ keyStart: 0, keyEnd: 0, valueStart: 0, valueEnd: 0 },
  ...{ createRevision: 0, modRevision: 0, version: 0, lease: null },
};
/** A hundred times the largest request; the list of their positions then has 80 MB. */
const mostKeys = 5_000_000;

/** The parts of a range request that its answer is checked against. */
export interface AskedRange {
  readonly key: Uint8Array;
  readonly rangeEnd?: Uint8Array;
  readonly revision?: number;
  readonly countOnly?: boolean;
}

/** Where a key and its value are in an answer's bytes, with the facts about the key. */
export interface KeyPlace extends Omit<KeyMeta, 'key'> {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/**
 * The bytes of a RangeResponse, read on demand. Unread keys never become objects: protobufjs' objects for a million
 * keys take seconds and half a gigabyte.
 */
export class RangeAnswer {
  readonly #bytes: Uint8Array;
  readonly #keyValues: readonly number[];
  /** The store's revision when the member answered; `null` in all but the last part of a streamed answer. */
  readonly revision: number | null;
  /** Whether the range continues behind the last key. */
  readonly more: boolean;
  /** The number of keys in the range, regardless of the limit. */
  readonly count: number;

  /** Fails with `Internal` where the bytes are not a RangeResponse, `AnswerTooLarge` beyond five million keys. */
  constructor(bytes: Uint8Array) {
    // A Buffer's `slice` would share the memory of its source.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const reader = new FieldReader(this.#bytes, 0, bytes.length);
    const keyValues: number[] = [];
    let revision: number | null = null;
    let more = false;
    let count = 0;
    while (reader.next()) {
      if (reader.field === 1) revision = revisionOf(reader.message());
      else if (reader.field === 2) {
        keyValues.push(reader.start, reader.end);
        if (keyValues.length > 2 * mostKeys) throw tooMany(bytes.length);
      } else if (reader.field === 3) more = reader.number !== 0;
      else if (reader.field === 4) count = reader.exact();
    }
    this.#keyValues = keyValues;
    this.revision = revision;
    this.more = more;
    this.count = count;
  }

  /** Returns a part of a streamed answer, from a RangeStreamResponse. */
  static ofStream(bytes: Uint8Array): RangeAnswer {
    return new RangeAnswer(rangeInStream(bytes));
  }

  /**
   * Checks the answer against its request: the keys are in the range, in ascending order, and no newer than the
   * revision; where more remain, at least one came. So a caller that continues behind the last key always advances.
   * Fails with `Internal`.
   */
  checkAgainst({ key, rangeEnd, revision = 0, countOnly = false }: AskedRange): void {
    if (this.length === 0) {
      if (this.more && !countOnly) throw malformed('it says that there are more keys, and gives none');
      return;
    }
    const first = this.#placeAt(0);
    const last = this.length === 1 ? first : this.#placeAt(this.length - 1);
    if (this.length > 1 && compareBytes(first.key, last.key) >= 0) throw malformed('its keys are not in order');
    const isWithin =
      rangeEnd === undefined
        ? this.length === 1 && compareBytes(first.key, key) === 0
        : compareBytes(first.key, key) >= 0 && (isOpen(rangeEnd) || compareBytes(last.key, rangeEnd) < 0);
    if (!isWithin) throw malformed('it has keys that were not asked for');
    if (revision > 0 && Math.max(first.modRevision, last.modRevision) > revision) {
      throw malformed('it has keys that are newer than the revision asked for');
    }
  }

  /** The number of keys in the answer. */
  get length(): number {
    return this.#keyValues.length / 2;
  }

  /** The size of the answer, in bytes. */
  get bytes(): number {
    return this.#bytes.length;
  }

  /** The first key of the answer, `null` where it has none. */
  get firstKey(): Uint8Array | null {
    return this.length === 0 ? null : this.keyAt(0).key;
  }

  /** The last key of the answer, `null` where it has none. */
  get lastKey(): Uint8Array | null {
    return this.length === 0 ? null : this.keyAt(this.length - 1).key;
  }

  /** Returns a key without its value, by its place; 0 is the first. */
  keyAt(place: number): ListedKey {
    const { key, createRevision, modRevision, version } = this.#read(place);
    return { key, createRevision, modRevision, version };
  }

  /** Returns the keys from one place up to, not including, another. */
  keys(from = 0, to: number = this.length): ListedKey[] {
    const keys: ListedKey[] = [];
    for (let place = from; place < to; place++) keys.push(this.keyAt(place));
    return keys;
  }

  /** Returns the keys with their values. */
  keyValues(): KeyValue[] {
    return Array.from({ length: this.length }, (_, place) => this.#read(place));
  }

  /** The bytes of the answer; the places of `eachPlace` are in them. */
  get contents(): Uint8Array {
    return this.#bytes;
  }

  /** Tells where each key is, in order. What is told is valid until the next one: nothing is allocated for a key. */
  eachPlace(tell: (place: KeyPlace) => void): void {
    const found: { -readonly [Fact in keyof KeyPlace]: KeyPlace[Fact] } = { ...noPlace };
    const reader = new FieldReader(this.#bytes, 0, 0);
    for (let place = 0; place < this.length; place++) {
      const start = this.#keyValues[place * 2] ?? 0;
      reader.enter(start, this.#keyValues[place * 2 + 1] ?? start);
      // One by one: to assign all of an object takes longer than to read a key.
      found.keyStart = found.keyEnd = found.valueStart = found.valueEnd = 0;
      found.createRevision = found.modRevision = found.version = 0;
      found.lease = null;
      while (reader.next()) {
        if (reader.field === 1) {
          found.keyStart = reader.start;
          found.keyEnd = reader.end;
        } else if (reader.field === 2) found.createRevision = reader.exact();
        else if (reader.field === 3) found.modRevision = reader.exact();
        else if (reader.field === 4) found.version = reader.exact();
        else if (reader.field === 5) {
          found.valueStart = reader.start;
          found.valueEnd = reader.end;
        } else if (reader.field === 6) found.lease = toLeaseId(reader.decimal());
      }
      tell(found);
    }
  }

  /** Yields views; copies nothing. */
  #placeAt(place: number): { readonly key: Uint8Array; readonly modRevision: number } {
    const start = this.#keyValues[place * 2] ?? 0;
    const reader = new FieldReader(this.#bytes, start, this.#keyValues[place * 2 + 1] ?? start);
    let key = empty;
    let modRevision = 0;
    while (reader.next()) {
      if (reader.field === 1) key = this.#bytes.subarray(reader.start, reader.end);
      else if (reader.field === 3) modRevision = reader.exact();
    }
    return { key, modRevision };
  }

  #read(place: number): KeyValue {
    const start = this.#keyValues[place * 2] ?? 0;
    const reader = new FieldReader(this.#bytes, start, this.#keyValues[place * 2 + 1] ?? start);
    let key: Uint8Array = empty;
    let value: Uint8Array = empty;
    let createRevision = 0;
    let modRevision = 0;
    let version = 0;
    let lease: KeyMeta['lease'] = null;
    while (reader.next()) {
      if (reader.field === 1) key = this.#part(reader);
      else if (reader.field === 2) createRevision = reader.exact();
      else if (reader.field === 3) modRevision = reader.exact();
      else if (reader.field === 4) version = reader.exact();
      else if (reader.field === 5) value = this.#part(reader);
      else if (reader.field === 6) lease = toLeaseId(reader.decimal());
    }
    return { key, createRevision, modRevision, version, lease, value };
  }

  /** A view would keep the whole answer in memory, and cloning it to a window would clone it all. */
  #part({ start, end }: FieldReader): Uint8Array {
    return this.#bytes.slice(start, end);
  }
}

/** Returns the RangeResponse in a RangeStreamResponse. */
export function rangeInStream(bytes: Uint8Array): Uint8Array {
  const reader = new FieldReader(bytes, 0, bytes.length);
  let answer: Uint8Array = empty;
  while (reader.next()) if (reader.field === 1) answer = bytes.subarray(reader.start, reader.end);
  return answer;
}

/** Returns the cluster id in a RangeResponse; `null` where it has none, or the bytes are not one. */
export function headerClusterId(bytes: Uint8Array): ClusterId | null {
  try {
    const reader = new FieldReader(bytes, 0, bytes.length);
    while (reader.next()) if (reader.field === 1) return clusterIdOf(reader.message());
    return null;
  } catch {
    // Reading the answer reports the damage.
    return null;
  }
}

function clusterIdOf(header: FieldReader): ClusterId | null {
  while (header.next()) if (header.field === 1 && header.number !== 0) return toClusterId(header.decimal());
  return null;
}

function revisionOf(header: FieldReader): number {
  let revision = 0;
  while (header.next()) if (header.field === 3) revision = header.exact();
  return revision;
}

/**
 * Iterates over the fields of one protobuf message. Separate from the Kubernetes codec's `WireReader`, because an
 * answer has millions of fields of two wire types, none of which may cost an object, and damage to one is the member's
 * `Internal`.
 */
class FieldReader {
  readonly #bytes: Uint8Array;
  #position: number;
  #end: number;
  /** The number of the current field. */
  field = 0;
  /** The value of a varint field; beyond 2^53 no longer exact. */
  number = 0;
  /** Where the field's contents, or its varint, begin and end. */
  start = 0;
  end = 0;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#position = start;
    this.#end = end;
  }

  /** Goes on with another message. */
  enter(start: number, end: number): void {
    this.#position = start;
    this.#end = end;
  }

  /** Advances to the next field; false at the end. */
  next(): boolean {
    if (this.#position >= this.#end) return false;
    const tag = this.#varint();
    this.field = tag >>> 3;
    this.start = this.#position;
    const number = this.#varint();
    if ((tag & 7) === 0) {
      this.number = number;
      this.end = this.#position;
    } else if ((tag & 7) === 2 && number <= this.#end - this.#position) {
      this.start = this.#position;
      this.end = this.#position + number;
      this.#position = this.end;
    } else {
      throw malformed();
    }
    return true;
  }

  /** Returns the field's varint. Fails where it is not exact as a number. */
  exact(): number {
    if (!Number.isSafeInteger(this.number)) throw malformed();
    return this.number;
  }

  /** Returns all 64 bits of the field's varint, in decimal. */
  decimal(): string {
    let value = 0n;
    for (let at = this.end - 1; at >= this.start; at--) value = (value << 7n) | BigInt((this.#bytes[at] ?? 0) & 0x7f);
    return value.toString();
  }

  /** Returns a cursor over the message in the field. */
  message(): FieldReader {
    return new FieldReader(this.#bytes, this.start, this.end);
  }

  #varint(): number {
    let value = 0;
    for (let scale = 1; this.#position < this.#end; scale *= 128) {
      const byte = this.#bytes[this.#position++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw malformed();
  }
}

function tooMany(bytes: number): EtcdeckError {
  const message = `the answer has more than ${mostKeys} keys`;
  return new EtcdeckError({
    code: 'AnswerTooLarge',
    message,
    operation: 'range',
    detail: { bytes, most: mostKeys * 11 },
  });
}

/** A single zero byte means the end of the keyspace. */
function isOpen(rangeEnd: Uint8Array): boolean {
  return rangeEnd.length === 1 && rangeEnd[0] === 0;
}

function malformed(reason?: string): EtcdeckError {
  const message =
    reason === undefined ? 'the answer is not a range' : `the answer is not the range asked for: ${reason}`;
  return new EtcdeckError({ code: 'Internal', message, operation: 'range' });
}

import { malformed } from './malformed.ts';
import { wire } from './wire.ts';

/**
 * One field's place in a message. `start` is at its tag, `at` at its value: at the first byte of the length where it
 * has one.
 */
export interface Entry {
  readonly number: number;
  readonly wireType: number;
  readonly start: number;
  readonly at: number;
  readonly end: number;
}

/**
 * Reads protobuf's wire format from `position` on. Nothing is read past `end`, and nothing is allocated by a length.
 * Separate from the reader of etcd's answers (`etcd/range-answer.ts`), because stored values have every wire type, and
 * damage to one is `ValueMalformed` with its offset.
 */
export class WireReader {
  position: number;
  readonly bytes: Uint8Array;
  /** The offset of the bytes in the whole value. */
  readonly #origin: number;
  /** The upper half of the last varint. */
  high = 0;

  constructor(bytes: Uint8Array, position = 0, origin = 0) {
    this.bytes = bytes;
    this.position = position;
    this.#origin = origin;
  }

  /** Returns a position's offset in the whole value. */
  offsetOf(position: number): number {
    return this.#origin + position;
  }

  fail(what: string, at = this.position): Error {
    return malformed(what, this.offsetOf(at));
  }

  /** Reads a varint and returns its lower half, signed; the upper half is left in `high`. */
  varint(end: number): number {
    const { bytes } = this;
    let position = this.position;
    let byte = position < end ? (bytes[position++] ?? 0) : this.#cutOff();
    this.high = 0;
    if (byte < 0x80) {
      this.position = position;
      return byte;
    }
    let low = byte & 0x7f;
    for (let shift = 7; shift < 70; shift += 7) {
      byte = position < end ? (bytes[position++] ?? 0) : this.#cutOff();
      if (shift < 28) low |= (byte & 0x7f) << shift;
      else if (shift === 28) {
        low |= (byte & 0x7f) << 28;
        this.high = (byte & 0x7f) >>> 4;
      } else this.high |= (byte & 0x7f) << (shift - 32);
      if (byte < 0x80) {
        this.position = position;
        return low;
      }
    }
    throw this.fail('A number longer than ten bytes');
  }

  /** Reads a signed 64-bit number; returns a `bigint` only where a number is not exact. */
  int64(end: number): number | bigint {
    const low = this.varint(end);
    const value = (this.high | 0) * 2 ** 32 + (low >>> 0);
    return Number.isSafeInteger(value) ? value : (BigInt(this.high | 0) << 32n) | BigInt(low >>> 0);
  }

  double(end: number): number {
    return this.fixed(8, end).getFloat64(0, true);
  }

  /** Reads a value of 4 or 8 bytes, which are in the order of little ends. */
  fixed(length: 4 | 8, end: number): DataView {
    const at = this.position;
    this.#advance(length, end);
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + at, length);
  }

  /** Reads a field's number and wire type. */
  tag(end: number): number {
    const at = this.position;
    const first = at < end ? (this.bytes[at] ?? 0) : 0;
    // Most tags have one byte, whose field is not 0.
    if (first >= 8 && first < 0x80) {
      this.position = at + 1;
      return first;
    }
    const tag = this.varint(end);
    if (this.high !== 0 || tag >>> 3 === 0) throw this.fail('No field has this number', at);
    return tag >>> 0;
  }

  /** Reads a length, and returns the end of the contents that follow. */
  lengthDelimitedEnd(end: number): number {
    const at = this.position;
    const first = at < end ? (this.bytes[at] ?? 0) : 0x80;
    if (first < 0x80 && first < end - at) {
      this.position = at + 1;
      return at + 1 + first;
    }
    const length = this.varint(end) >>> 0;
    if (this.high !== 0 || length > end - this.position) throw this.fail('A length that reaches beyond the end', at);
    return this.position + length;
  }

  /** Moves past the value of a field. */
  skip(tag: number, end: number): void {
    switch (tag & 7) {
      case wire.varint:
        this.varint(end);
        return;
      case wire.lengthDelimited:
        this.position = this.lengthDelimitedEnd(end);
        return;
      case wire.fixed64:
        this.#advance(8, end);
        return;
      case wire.fixed32:
        this.#advance(4, end);
        return;
      case wire.groupStart:
        this.#skipGroup(end);
        return;
      default:
        throw this.fail(`A field of wire type ${tag & 7}`);
    }
  }

  /** Moves to the value of a field's last occurrence before `end`. Returns `false` where it does not occur. */
  seekLast(number: number, wireType: number, end: number): boolean {
    let at = -1;
    while (this.position < end) {
      const tag = this.tag(end);
      if (tag >>> 3 === number) {
        if ((tag & 7) !== wireType) throw this.fail(`Field ${number} has the wire type ${tag & 7}`);
        at = this.position;
      }
      this.skip(tag, end);
    }
    if (at >= 0) this.position = at;
    return at >= 0;
  }

  /** Reads the next field; returns `null` at the end. */
  entry(end: number): Entry | null {
    if (this.position >= end) return null;
    const start = this.position;
    const tag = this.tag(end);
    const at = this.position;
    this.skip(tag, end);
    return { number: tag >>> 3, wireType: tag & 7, start, at, end: this.position };
  }

  /** Returns the contents of a length-delimited field. */
  contents(entry: Entry): Uint8Array {
    this.position = entry.at;
    const end = this.lengthDelimitedEnd(entry.end);
    const contents = this.bytes.subarray(this.position, end);
    this.position = end;
    return contents;
  }

  /** No Kubernetes type has proto 2's groups; they are skipped, as in Go. */
  #skipGroup(end: number): void {
    for (let depth = 1; depth > 0; ) {
      const tag = this.tag(end);
      if ((tag & 7) === wire.groupStart) depth++;
      else if ((tag & 7) === wire.groupEnd) depth--;
      else this.skip(tag, end);
    }
  }

  #advance(length: number, end: number): void {
    if (length > end - this.position) throw this.#cut();
    this.position += length;
  }

  #cut(): Error {
    return this.fail('The bytes end in the middle of a field');
  }

  #cutOff(): never {
    throw this.#cut();
  }
}

/** Returns the fields of a message, in stored order. */
export function readEntries(bytes: Uint8Array): readonly Entry[] {
  const reader = new WireReader(bytes);
  const entries: Entry[] = [];
  for (let entry = reader.entry(bytes.length); entry !== null; entry = reader.entry(bytes.length)) entries.push(entry);
  return entries;
}

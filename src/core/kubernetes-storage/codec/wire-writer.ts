import { wire } from './wire.ts';

/** The memory of the last writer that ended, for the next one: most values are smaller than it. */
let spare: Uint8Array | null = null;
const mostSpare = 65_536;
const none = new Uint8Array();

/** Writes protobuf's wire format. */
export class WireWriter {
  #bytes: Uint8Array;
  #length = 0;

  constructor() {
    this.#bytes = spare ?? new Uint8Array(4096);
    spare = null;
  }

  /** Returns a copy of the bytes written; ends the writer. */
  finish(): Uint8Array {
    const written = this.#bytes.slice(0, this.#length);
    if (this.#bytes.length <= mostSpare) spare = this.#bytes;
    this.#bytes = none;
    this.#length = 0;
    return written;
  }

  copy(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  tag(number: number, wireType: number): void {
    this.varint((number << 3) | wireType);
  }

  /** Writes an unsigned number of up to 32 bits. */
  varint(value: number): void {
    this.#reserve(5);
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  /** Writes a signed number of 64 bits. */
  int64(value: bigint): void {
    this.#reserve(10);
    let rest = BigInt.asUintN(64, value);
    while (rest > 0x7fn) {
      this.#bytes[this.#length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.#bytes[this.#length++] = Number(rest);
  }

  double(value: number): void {
    this.#reserve(8);
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** Writes a value of 4 or 8 bytes. */
  fixed(length: 4 | 8, set: (view: DataView) => void): void {
    const view = new DataView(new ArrayBuffer(length));
    set(view);
    this.copy(new Uint8Array(view.buffer));
  }

  /** Writes a field of bytes or of text. */
  field(number: number, content: Uint8Array | string): void {
    this.tag(number, wire.lengthDelimited);
    this.contents(typeof content === 'string' ? Buffer.from(content) : content);
  }

  /** Writes bytes behind their length. */
  contents(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.copy(bytes);
  }

  /** Begins a field of unknown length. Pass the result to `close`. */
  open(number: number): number {
    this.tag(number, wire.lengthDelimited);
    this.#reserve(1);
    this.#length++;
    return this.#length;
  }

  /** Ends the field that `open` began; a length longer than one byte gets its room now. */
  close(start: number): void {
    const length = this.#length - start;
    let extra = 0;
    for (let rest = length >>> 7; rest > 0; rest >>>= 7) extra++;
    this.#reserve(extra);
    if (extra > 0) this.#bytes.copyWithin(start + extra, start, this.#length);
    this.#length = start - 1;
    this.varint(length);
    this.#length += length;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    wider.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = wider;
  }
}

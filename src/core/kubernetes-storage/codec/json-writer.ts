import { malformed } from './malformed.ts';
import { printString } from './print/printer.ts';

const quote = 0x22;

/** The most bytes of JSON at once. */
const longest = 64 * 2 ** 20;

/** The buffer kept between two values. */
const kept = 2 ** 20;

/** Whether a byte of a string is written as it is, by Go too. */
const isPlain = Uint8Array.from({ length: 128 }, (_, code) =>
  code >= 0x20 && !'"\\<>&'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** Collects JSON: what was printed, and what is around it. */
export class JsonWriter {
  length = 0;
  #buffer: Buffer = Buffer.allocUnsafe(4096);

  /** Returns the text written as UTF-8, in `memory` where there is room for it, and empties the writer. */
  takeBytes(memory?: Uint8Array): Uint8Array {
    const { length } = this;
    const isRoom = memory !== undefined && memory.length >= length;
    const bytes = isRoom ? memory.subarray(0, length) : new Uint8Array(length);
    bytes.set(this.#buffer.subarray(0, length));
    this.length = 0;
    if (this.#buffer.length > kept) this.#buffer = Buffer.allocUnsafe(4096);
    return bytes;
  }

  /** Writes JSON in ASCII. */
  literal(text: string): void {
    this.#reserve(text.length);
    // Up to about this length, a call to the native write costs more than it saves.
    if (text.length > 48) this.#buffer.write(text, this.length, 'latin1');
    else for (let i = 0; i < text.length; i++) this.#buffer[this.length + i] = text.charCodeAt(i);
    this.length += text.length;
  }

  /** Writes JSON in UTF-8 as it is. */
  copy(json: Uint8Array): void {
    this.#reserve(json.length);
    this.#buffer.set(json, this.length);
    this.length += json.length;
  }

  /** Writes a text as a JSON string, escaped as Go escapes it. */
  text(text: string): void {
    this.#reserve(text.length + 2);
    const buffer = this.#buffer;
    let length = this.length;
    buffer[length++] = quote;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (isPlain[code] !== 1) {
        printString(Buffer.from(text), ({ json }) => this.copy(json));
        return;
      }
      buffer[length++] = code;
    }
    buffer[length++] = quote;
    this.length = length;
  }

  #reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.#buffer.length) return;
    if (needed > longest) throw malformed('More JSON than can be shown', 0);
    const wider = Buffer.allocUnsafe(Math.min(longest, Math.max(needed, this.#buffer.length * 2)));
    this.#buffer.copy(wider, 0, 0, this.length);
    this.#buffer = wider;
  }
}

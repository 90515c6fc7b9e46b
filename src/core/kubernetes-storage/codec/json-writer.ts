import { malformed } from './malformed.ts';
import { type Printed, printString } from './print/printer.ts';

const quote = 0x22;

/** The most bytes of JSON at once. */
const longest = 64 * 2 ** 20;

/** The buffer kept between two values. */
const kept = 2 ** 20;

/** The letters that Go escapes and that cells of tables are full of, such as those of `<none>`. */
const escapes: ReadonlyMap<number, string> = new Map(
  Object.entries({ '"': '\\"', '\\': '\\\\', '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' }).map(
    ([letter, escaped]) => [letter.charCodeAt(0), escaped],
  ),
);
/** Whether a byte of a string is written as it is, by Go too. */
const isPlain = Uint8Array.from({ length: 128 }, (_, code) => (code >= 0x20 && !escapes.has(code) ? 1 : 0));
/** What an escape takes at most, and how long a text is that this much is reserved for. */
const longestEscape = 6;
const shortText = 1_024;

/** Collects JSON: what was printed, and what is around it. */
export class JsonWriter {
  length = 0;
  #buffer: Buffer = Buffer.allocUnsafe(4096);
  readonly #copy = ({ json }: Printed): void => this.copy(json);

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
    // A call to the kernel costs ten times as much as a short text.
    if (text.length > shortText || !this.#wroteShort(text)) printString(Buffer.from(text), this.#copy);
  }

  /** Writes a short text; returns `false`, with nothing written, where it has other than ASCII, or controls. */
  #wroteShort(text: string): boolean {
    this.#reserve(longestEscape * text.length + 2);
    const buffer = this.#buffer;
    let length = this.length;
    buffer[length++] = quote;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (isPlain[code] === 1) {
        buffer[length++] = code;
        continue;
      }
      const escaped = escapes.get(code);
      if (escaped === undefined) return false;
      for (let place = 0; place < escaped.length; place++) buffer[length++] = escaped.charCodeAt(place);
    }
    buffer[length++] = quote;
    this.length = length;
    return true;
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

import { toBase64 } from '../../bytes/base64.ts';
import { malformed } from './malformed.ts';
import { characterLength } from './utf8.ts';

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const openBracket = 0x5b;
const comma = 0x2c;

/** The most bytes of JSON for one value. A few hostile bytes can ask for very many empty members. */
const longest = 64 * 2 ** 20;

/** The buffer kept between two values. */
const kept = 2 ** 20;

const hex = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`;

/** Go's escapes, by code, for bytes below 0x80 that a string may not contain as they are. */
const escapes = Array.from({ length: 0x80 }, (_, code): Uint8Array | null => {
  const char = String.fromCharCode(code);
  if (char === '"' || char === '\\') return Buffer.from(`\\${char}`);
  if (code < 0x20) return Buffer.from(JSON.stringify(char).slice(1, -1));
  return '<>&'.includes(char) ? Buffer.from(hex(code)) : null;
});

/** Whether a byte of a string cannot simply be copied. */
const needsCare = Uint8Array.from({ length: 256 }, (_, code) => (code >= 0x80 || escapes[code] !== null ? 1 : 0));

const replacement = Buffer.from('\\ufffd');
const lineSeparator = Buffer.from('\\u2028');
const paragraphSeparator = Buffer.from('\\u2029');

/** Writes compact JSON, escaped as Go escapes it, from UTF-8 as it lies in the bytes. */
export class JsonWriter {
  length = 0;
  #buffer: Buffer = Buffer.allocUnsafe(4096);
  #isAscii = true;

  /** Returns the text written, and empties the writer. */
  take(): string {
    const text = this.#buffer.toString(this.#isAscii ? 'latin1' : 'utf8', 0, this.length);
    this.reset();
    return text;
  }

  /** Returns the text written as UTF-8, in `memory` where there is room for it, and empties the writer. */
  takeBytes(memory?: Uint8Array): Uint8Array {
    const { length } = this;
    const isRoom = memory !== undefined && memory.length >= length;
    const bytes = isRoom ? memory.subarray(0, length) : new Uint8Array(length);
    bytes.set(this.#buffer.subarray(0, length));
    this.reset();
    return bytes;
  }

  /** Discards everything written, and frees the memory of a large value. */
  reset(): void {
    this.length = 0;
    this.#isAscii = true;
    if (this.#buffer.length > kept) this.#buffer = Buffer.allocUnsafe(4096);
  }

  /** Discards everything written since `length` was this. */
  rewind(length: number): void {
    this.length = length;
  }

  /** Returns up to `count` characters written since `length` was this. */
  since(length: number, count: number): string {
    return this.#buffer.toString('latin1', length, Math.min(this.length, length + count));
  }

  /** Returns a copy of the bytes written since `length` was this. */
  bytesSince(length: number): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#buffer, length, this.length);
  }

  openObject(): void {
    this.#byte(openBrace);
  }

  closeObject(): void {
    this.#byte(0x7d);
  }

  openArray(): void {
    this.#byte(openBracket);
  }

  closeArray(): void {
    this.#byte(0x5d);
  }

  /** Writes the comma between two members or elements. */
  separate(): void {
    const last = this.#buffer[this.length - 1];
    if (last !== openBrace && last !== openBracket && this.length > 0) this.#byte(comma);
  }

  colon(): void {
    this.#byte(0x3a);
  }

  /** Writes a member's name: quoted, in ASCII and with its colon. */
  label(label: Uint8Array): void {
    this.#reserve(label.length + 1);
    const buffer = this.#buffer;
    let length = this.length;
    const last = length > 0 ? buffer[length - 1] : openBrace;
    if (last !== openBrace && last !== openBracket) buffer[length++] = comma;
    for (let i = 0; i < label.length; i++) buffer[length++] = label[i] ?? 0;
    this.length = length;
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
  copy(json: Uint8Array, isAscii = false): void {
    if (!isAscii) this.#isAscii = false;
    this.#reserve(json.length);
    this.#buffer.set(json, this.length);
    this.length += json.length;
  }

  /** Writes a JSON string. A byte that is not UTF-8 becomes U+FFFD, as in Go. */
  string(bytes: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start + 2);
    const buffer = this.#buffer;
    let length = this.length;
    buffer[length++] = quote;
    let at = start;
    for (; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (needsCare[byte] === 1) break;
      buffer[length++] = byte;
    }
    this.length = length;
    if (at < end) this.#restOfString(bytes, at, end);
    this.#byte(quote);
  }

  /** Writes a text as a JSON string. */
  text(text: string): void {
    this.#reserve(text.length + 2);
    const buffer = this.#buffer;
    let length = this.length;
    buffer[length++] = quote;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= 0x80 || needsCare[code] === 1) {
        const bytes = Buffer.from(text);
        this.string(bytes, 0, bytes.length);
        return;
      }
      buffer[length++] = code;
    }
    buffer[length++] = quote;
    this.length = length;
  }

  /** Writes bytes as base64. */
  base64(bytes: Uint8Array): void {
    this.#byte(quote);
    this.literal(toBase64(bytes));
    this.#byte(quote);
  }

  /** Writes JSON known to be well-formed, without its white space, and escaped as Go does. */
  compact(json: Uint8Array): void {
    let isInString = false;
    for (let at = 0; at < json.length; at++) {
      const byte = json[at] ?? 0;
      if (!isInString && (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)) continue;
      if (byte === quote) isInString = !isInString;
      else if (byte === backslash) {
        this.#byte(byte);
        at++;
      } else if (needsCare[byte] === 1) {
        at += this.#character(json, at, json.length) - 1;
        continue;
      }
      this.#byte(json[at] ?? 0);
    }
  }

  #restOfString(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; ) {
      const byte = bytes[at] ?? 0;
      if (needsCare[byte] === 1) at += this.#character(bytes, at, end);
      else {
        this.#byte(byte);
        at++;
      }
    }
  }

  /** Writes a character that cannot simply be copied. Returns its number of bytes. */
  #character(bytes: Uint8Array, at: number, end: number): number {
    const byte = bytes[at] ?? 0;
    const escaped = escapes[byte];
    if (escaped) {
      this.#ascii(escaped);
      return 1;
    }
    const length = characterLength(bytes, at, end);
    if (length === 0) {
      this.#ascii(replacement);
      return 1;
    }
    const isSeparator = byte === 0xe2 && bytes[at + 1] === 0x80 && ((bytes[at + 2] ?? 0) & 0xfe) === 0xa8;
    if (isSeparator) this.#ascii(bytes[at + 2] === 0xa8 ? lineSeparator : paragraphSeparator);
    else {
      this.#isAscii = false;
      for (let i = 0; i < length; i++) this.#byte(bytes[at + i] ?? 0);
    }
    return length;
  }

  #ascii(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    const buffer = this.#buffer;
    let length = this.length;
    for (let i = 0; i < bytes.length; i++) buffer[length++] = bytes[i] ?? 0;
    this.length = length;
  }

  #byte(byte: number): void {
    if (this.length === this.#buffer.length) this.#reserve(1);
    this.#buffer[this.length++] = byte;
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

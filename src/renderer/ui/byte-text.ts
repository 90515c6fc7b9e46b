const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** The text of bytes that are UTF-8, to the last of them, or `null`. */
export function utf8Of(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

export const bytesOf = (text: string): Uint8Array => encoder.encode(text);

/** Bytes in one line of text, and whether some of them are not plainly readable. */
export interface EscapedBytes {
  readonly text: string;
  readonly isBinary: boolean;
}

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What cannot be seen, or moves what can: controls, separators, format and private characters. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u;

const plain = /^[ -~]*$/;

const hexEscape = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/**
 * Any bytes as a line that can be read, typed and told apart from every other: `unescapeBytes` gives the same bytes back.
 * What is not UTF-8, or cannot be seen, becomes `\xNN`; a backslash is doubled.
 */
export function escapeBytes(bytes: Uint8Array): EscapedBytes {
  const whole = utf8Of(bytes);
  // Most keys: no letter has to be looked at.
  if (whole !== null && plain.test(whole) && !whole.includes('\\')) return { text: whole, isBinary: false };
  let text = '';
  let isBinary = false;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes[at] ?? 0);
    const sequence = bytes.subarray(at, at + length);
    const letter = sequence.length === length ? utf8Of(sequence) : null;
    if (letter === null) {
      text += hexEscape(bytes.subarray(at, at + 1));
      isBinary = true;
      at += 1;
      continue;
    }
    if (letter === '\\') text += '\\\\';
    else if (unseen.test(letter)) {
      text += short[letter] ?? hexEscape(sequence);
      isBinary = true;
    } else text += letter;
    at += length;
  }
  return { text, isBinary };
}

const sequenceLength = (lead: number): number => (lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4);

/** The bytes that `escapeBytes` wrote so, or `null` where a backslash begins nothing known. */
export function unescapeBytes(text: string): Uint8Array | null {
  const parts: Uint8Array[] = [];
  const pattern = /\\x([0-9a-fA-F]{2})|\\([\\nrt])|[^\\]+|\\/g;
  for (const [whole, hex, letter] of text.matchAll(pattern)) {
    if (hex !== undefined) parts.push(Uint8Array.of(Number.parseInt(hex, 16)));
    else if (letter !== undefined) parts.push(bytesOf({ n: '\n', r: '\r', t: '\t' }[letter] ?? letter));
    else if (whole === '\\') return null;
    else parts.push(bytesOf(whole));
  }
  return joinBytes(parts);
}

export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array => joinBytes(parts);

/** As many parts as there are: a call takes some hundred thousand arguments. */
function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Their order byte by byte: negative, 0 or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && compareBytes(a, b) === 0;

export const startsWithBytes = (bytes: Uint8Array, prefix: Uint8Array): boolean =>
  bytes.length >= prefix.length && equalBytes(bytes.subarray(0, prefix.length), prefix);

/** Where `part` begins at or after `from`, or -1. */
export function indexOfBytes(bytes: Uint8Array, part: Uint8Array, from: number): number {
  for (let at = from; at + part.length <= bytes.length; at++) {
    if (equalBytes(bytes.subarray(at, at + part.length), part)) return at;
  }
  return -1;
}

export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += digitsOf[byte] ?? '';
  return hex;
}

const digitsOf: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The bytes of an even number of hexadecimal digits, or `null`. */
export function fromHex(hex: string): Uint8Array | null {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(hex)) return null;
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}

export function toBase64(bytes: Uint8Array): string {
  const chunk = 0x8000;
  let binary = '';
  for (let at = 0; at < bytes.length; at += chunk) binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(binary);
}

/** The bytes that `toBase64` wrote so, or `null`. */
export function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

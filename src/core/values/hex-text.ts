import { placeOf, unreadable } from './unreadable.ts';

const bytesALine = 16;
const digits = '0123456789abcdef';
const [space, lineBreak] = [0x20, 0x0a];

/** Bytes as pairs of digits, sixteen a line. */
export function toHexText(bytes: Uint8Array): string {
  if (bytes.length === 0) return '';
  // Digits and separators are written as bytes: a separate text for each pair would take a hundred times as long.
  const text = Buffer.allocUnsafe(bytes.length * 3 - 1);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    text[at * 3] = digits.charCodeAt(byte >> 4);
    text[at * 3 + 1] = digits.charCodeAt(byte & 0xf);
    if (at + 1 < bytes.length) text[at * 3 + 2] = (at + 1) % bytesALine === 0 ? lineBreak : space;
  }
  return text.toString('latin1');
}

/**
 * Returns the bytes of a text of digits: pairs with any space between them, in either case, also with `0x` and commas.
 * Fails with `ValueNotEncodable`.
 */
export function fromHexText(text: string): Uint8Array {
  const pairs = /(?:0x)?([0-9a-fA-F]{2})|[\s,]+/y;
  const bytes = new Uint8Array(Math.ceil(text.length / 2));
  let count = 0;
  while (pairs.lastIndex < text.length) {
    const at = pairs.lastIndex;
    const found = pairs.exec(text);
    if (found === null) throw notDigits(text, at);
    const [, pair] = found;
    if (pair !== undefined) bytes[count++] = Number.parseInt(pair, 16);
  }
  return bytes.slice(0, count);
}

function notDigits(text: string, at: number) {
  const [one = ''] = text.slice(at);
  const isLone = /[0-9a-fA-F]/.test(one);
  return unreadable(
    isLone ? 'A digit without its second' : `${JSON.stringify(one)} is no digit of a byte`,
    placeOf(text, at),
  );
}

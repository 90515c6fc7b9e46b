import { placeOf, unreadable } from './unreadable.ts';

const bytesALine = 16;

/** Bytes as pairs of digits, sixteen a line. */
export function toHexText(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return digits.replace(/../g, (pair, at: number) => {
    const next = at / 2 + 1;
    if (next === bytes.length) return pair;
    return next % bytesALine === 0 ? `${pair}\n` : `${pair} `;
  });
}

/**
 * The bytes of a text of digits: pairs as far apart as one likes, in either case, `0x` and commas between them too. Fails
 * with `ValueNotEncodable`.
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

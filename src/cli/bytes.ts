import { EtcdError } from '../contract/failure.ts';

/** How a key is spelt as an argument. */
export const keyEncodings = ['utf8', 'base64', 'hex'] as const;
export type KeyEncoding = (typeof keyEncodings)[number];

/** The bytes of a key given as an argument. Fails with `BadRequest` where they are not of the encoding. */
export function parseKey(argument: string, encoding: KeyEncoding): Uint8Array {
  const bytes = Buffer.from(argument, encoding);
  // Buffer skips what it cannot read, and so would ask for another key than the one meant.
  const isExact =
    encoding === 'utf8' ||
    (encoding === 'hex'
      ? bytes.toString('hex') === argument.toLowerCase()
      : bytes.toString('base64').replace(/=+$/, '') === argument.replace(/=+$/, ''));
  if (!isExact) throw new EtcdError({ code: 'BadRequest', message: `${argument} is not ${encoding}` });
  // A plain array as it comes over a wire: a Buffer's `slice` is not the one that the contract's type promises.
  return new Uint8Array(bytes);
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** The text that bytes are as UTF-8, exactly, or `null`. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Bytes as a terminal may show them, on one line: what is no character, or would steer the terminal, is written `\xNN`. */
export function printable(bytes: Uint8Array): string {
  const text = textOf(bytes);
  if (text !== null) return text.replace(steering, escaped);
  // Not UTF-8: each byte stands for itself.
  return Array.from(bytes, (byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : hex(byte))).join('');
}

/** The same, or every byte as `\xNN` where that was asked for. */
export function readable(bytes: Uint8Array, isHex: boolean): string {
  return isHex ? Array.from(bytes, hex).join('') : printable(bytes);
}

/** A key and its value as etcdctl prints them: each on a line of its own, byte by byte. */
export function simpleKeyValue(key: Uint8Array, value: Uint8Array, isHex: boolean): Uint8Array {
  const line = (bytes: Uint8Array): readonly Uint8Array[] => [
    isHex ? Buffer.from(readable(bytes, true)) : bytes,
    newline,
  ];
  return Buffer.concat([...line(key), ...line(value)]);
}

const newline = Uint8Array.of(0x0a);

/** Text as a terminal may show it: line ends and tabs stay, all else that steers a terminal is written out. */
export function printableText(text: string): string {
  return text.replace(steering, (character) =>
    character === '\n' || character === '\t' ? character : escaped(character),
  );
}

/** Control characters, and the invisible ones that turn text round. */
const steering = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

function escaped(character: string): string {
  return Array.from(new TextEncoder().encode(character), hex).join('');
}

function hex(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

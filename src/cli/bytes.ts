import { EtcdeckError } from '../contract/failure.ts';
import { fromUnpaddedBase64 } from '../core/bytes/base64.ts';
import { bytesOf, textOf } from '../core/bytes/bytes.ts';
import { type Printable, printableLine, printableLines, words } from '../core/terminal/printable.ts';
import { inHex } from '../core/terminal/steering.ts';

/** How a key is written as an argument. */
export const keyEncodings = ['utf8', 'base64', 'hex'] as const;
export type KeyEncoding = (typeof keyEncodings)[number];

/** Returns the bytes of a key given as an argument. Fails with `BadRequest` where they are not of the encoding. */
export function parseKey(argument: string, encoding: KeyEncoding): Uint8Array {
  const bytes = keyBytes[encoding](argument);
  if (bytes === null) throw new EtcdeckError({ code: 'BadRequest', message: `${argument} is not ${encoding}` });
  return bytes;
}

const keyBytes: Readonly<Record<KeyEncoding, (argument: string) => Uint8Array | null>> = {
  utf8: bytesOf,
  base64: fromUnpaddedBase64,
  hex(argument) {
    const bytes = Buffer.from(argument, 'hex');
    // A Buffer skips invalid digits, and so would name another key.
    return bytes.toString('hex') === argument.toLowerCase() ? new Uint8Array(bytes) : null;
  },
};

/**
 * Returns the text that bytes are; where they are none, each stands for itself, those that are not printable ASCII as
 * `\xNN`.
 */
export function inText(bytes: Uint8Array): string {
  return (
    textOf(bytes) ??
    Array.from(bytes, (byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : inHex(byte))).join('')
  );
}

/** Returns bytes as safe terminal text on one line; every byte as `\xNN` where requested. */
export function readable(bytes: Uint8Array, isHex: boolean): Printable {
  return printableLine(textFor(bytes, isHex));
}

/** Returns bytes as text, which is not safe for a terminal yet; every byte as `\xNN` where requested. */
export const textFor = (bytes: Uint8Array, isHex: boolean): string => (isHex ? hexOf(bytes) : inText(bytes));

/** Output bytes for a program, and their readable form for a screen. */
export interface RawOutput {
  readonly bytes: Uint8Array;
  readonly onScreen: Printable;
}

/** Returns raw bytes; on a screen text with its lines. */
export function raw(bytes: Uint8Array): RawOutput {
  return { bytes, onScreen: printableLines(inText(bytes)) };
}

/** Returns a key and its value as etcdctl prints them: each on its own line, byte by byte. */
export function simpleKeyValue(key: Uint8Array, value: Uint8Array, isHex: boolean): RawOutput {
  const line = (bytes: Uint8Array): readonly Uint8Array[] => [isHex ? bytesOf(hexOf(bytes)) : bytes, newline];
  const shownValue = isHex ? readable(value, true) : printableLines(inText(value));
  return {
    bytes: Buffer.concat([...line(key), ...line(value)]),
    onScreen: words`${readable(key, isHex)}\n${shownValue}\n`,
  };
}

const newline = Uint8Array.of(0x0a);

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, inHex).join('');
}

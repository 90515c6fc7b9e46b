import { expect, it } from 'vitest';
import { fromBase64, fromUnpaddedBase64, toBase64 } from './base64.ts';
import { bytesOf, lossyTextOf, textOf } from './bytes.ts';
import { plainTextOf } from './text-form.ts';

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

it('reads text exactly, or not at all', () => {
  expect(textOf(bytes(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
  expect(textOf(bytes(0x61, 0))).toBe('a\0');
  expect(textOf(bytes(0xff))).toBeNull();
  expect(textOf(bytes(0xed, 0xa0, 0x80))).toBeNull();
  expect(plainTextOf(bytes(0x61, 0))).toBeNull();
  expect(plainTextOf(bytesOf('clé\n'))).toBe('clé\n');
  expect(lossyTextOf(bytes(0x61, 0xff))).toBe('a\ufffd');
});

it('writes the bytes of a part, and no others, as base64', () => {
  expect(toBase64(bytes(1, 0, 255).subarray(1))).toBe('AP8=');
});

it('reads base64 exactly, or not at all', () => {
  expect(fromBase64('AP8=')).toEqual(bytes(0, 255));
  for (const text of ['AP8', 'AP8=!', 'A P8=', 'A', 'AP9=']) expect(fromBase64(text)).toBeNull();
  expect(fromUnpaddedBase64('AP8')).toEqual(bytes(0, 255));
  expect(fromUnpaddedBase64('AP9')).toBeNull();
});

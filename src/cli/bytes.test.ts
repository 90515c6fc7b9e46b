import { describe, expect, it } from 'vitest';
import { EtcdError } from '../contract/failure.ts';
import { base64, parseKey, printable, printableText, textOf } from './bytes.ts';

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

describe('parseKey', () => {
  it('reads a key in each encoding', () => {
    expect([...parseKey('/é', 'utf8')]).toEqual([0x2f, 0xc3, 0xa9]);
    expect([...parseKey('00FF', 'hex')]).toEqual([0, 255]);
    expect([...parseKey('AP8=', 'base64')]).toEqual([0, 255]);
    expect([...parseKey('AP8', 'base64')]).toEqual([0, 255]);
  });

  it.each([
    ['abc', 'hex'],
    ['zz', 'hex'],
    ['A', 'base64'],
    ['AP8=!', 'base64'],
  ] as const)('refuses %s as %s instead of asking for another key', (argument, encoding) => {
    expect(() => parseKey(argument, encoding)).toThrow(EtcdError);
  });
});

describe('what a terminal is shown', () => {
  it('writes out what would steer it', () => {
    expect(printable(new TextEncoder().encode('a\u001b[31m\n'))).toBe('a\\x1b[31m\\x0a');
    expect(printable(new TextEncoder().encode('\u202egnp'))).toBe('\\xe2\\x80\\xaegnp');
    expect(printable(bytes(0x61, 0xff))).toBe('a\\xff');
    expect(printable(new TextEncoder().encode('/clé'))).toBe('/clé');
  });

  it('keeps the lines of a text', () => {
    expect(printableText('a:\n\tb\r\u0007')).toBe('a:\n\tb\\x0d\\x07');
  });

  it('knows text from bytes, exactly', () => {
    expect(textOf(bytes(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
    expect(textOf(bytes(0xff))).toBeNull();
    expect(base64(bytes(1, 0, 255).subarray(1))).toBe('AP8=');
  });
});

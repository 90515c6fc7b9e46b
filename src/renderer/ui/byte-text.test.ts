import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  compareBytes,
  escapeBytes,
  fromHex,
  indexOfBytes,
  startsWithBytes,
  toBase64,
  toHex,
  unescapeBytes,
  utf8Of,
} from './byte-text.ts';

describe('escapeBytes', () => {
  it('leaves readable text as it is', () => {
    expect(escapeBytes(bytesOf('/registry/pods/größe 日本'))).toEqual({
      text: '/registry/pods/größe 日本',
      isBinary: false,
    });
  });

  it('marks what is not UTF-8, or cannot be seen', () => {
    expect(escapeBytes(Uint8Array.of(0x61, 0xff, 0x00, 0x0a))).toEqual({ text: 'a\\xff\\x00\\n', isBinary: true });
    expect(escapeBytes(bytesOf('a\u202eb'))).toEqual({ text: 'a\\xe2\\x80\\xaeb', isBinary: true });
    expect(escapeBytes(Uint8Array.of(0xe2, 0x80))).toEqual({ text: '\\xe2\\x80', isBinary: true });
  });

  it('doubles a backslash, so that no two keys look alike', () => {
    expect(escapeBytes(bytesOf('a\\xff')).text).toBe('a\\\\xff');
  });

  it('is read back to the same bytes', () => {
    let seed = 11;
    for (let round = 0; round < 500; round++) {
      const bytes = Uint8Array.from({ length: round % 24 }, () => {
        seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
        return (seed >> 8) & 0xff;
      });
      expect(unescapeBytes(escapeBytes(bytes).text)).toEqual(bytes);
    }
    expect(unescapeBytes(escapeBytes(bytesOf('😀\\\u2028')).text)).toEqual(bytesOf('😀\\\u2028'));
  });
});

it('refuses a backslash that begins nothing', () => {
  expect(unescapeBytes('a\\q')).toBeNull();
  expect(unescapeBytes('a\\x1')).toBeNull();
  expect(unescapeBytes('a\\')).toBeNull();
});

it('decodes UTF-8 without losing a byte order mark, and nothing else', () => {
  expect(utf8Of(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
  expect(utf8Of(Uint8Array.of(0xc3, 0x28))).toBeNull();
});

it('orders and finds bytes', () => {
  expect(compareBytes(bytesOf('a/b'), bytesOf('a/b/'))).toBeLessThan(0);
  expect(compareBytes(Uint8Array.of(0xff), bytesOf('a'))).toBeGreaterThan(0);
  expect(startsWithBytes(bytesOf('abc'), bytesOf('ab'))).toBe(true);
  expect(startsWithBytes(bytesOf('a'), bytesOf('ab'))).toBe(false);
  expect(indexOfBytes(bytesOf('a//b'), bytesOf('//'), 0)).toBe(1);
  expect(indexOfBytes(bytesOf('a/b'), bytesOf('/'), 2)).toBe(-1);
});

it('writes hexadecimal and base64', () => {
  const bytes = Uint8Array.of(0, 1, 0xfe, 0xff);
  expect(toHex(bytes)).toBe('0001feff');
  expect(fromHex('0001feff')).toEqual(bytes);
  expect(fromHex('0')).toBeNull();
  expect(fromHex('zz')).toBeNull();
  expect(toBase64(bytes)).toBe('AAH+/w==');
  expect(toBase64(new Uint8Array(200_000)).length).toBe(266_668);
});

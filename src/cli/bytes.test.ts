import { describe, expect, it } from 'vitest';
import { EtcdeckError } from '../contract/failure.ts';
import { contentOf } from '../core/terminal/printable.ts';
import { inText, parseKey, readable } from './bytes.ts';

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
    expect(() => parseKey(argument, encoding)).toThrow(EtcdeckError);
  });
});

describe('bytes', () => {
  it('are read as text, or byte by byte', () => {
    expect(inText(bytes(0x61, 0xff, 0x1b))).toBe('a\\xff\\x1b');
  });

  it('are shown on one line, with what would steer the terminal written out', () => {
    const shown = (text: string): string => contentOf(readable(new TextEncoder().encode(text), false));
    expect(shown('a\u001b[31m\n')).toBe('a\\x1b[31m\\x0a');
    expect(shown('\u202egnp')).toBe('\\xe2\\x80\\xaegnp');
    expect(shown('/clé')).toBe('/clé');
    expect(contentOf(readable(bytes(0x61, 0xff), false))).toBe('a\\xff');
    expect(contentOf(readable(bytes(0x61, 0xff), true))).toBe('\\x61\\xff');
  });
});

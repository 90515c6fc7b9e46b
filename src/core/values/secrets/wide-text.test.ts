import { describe, expect, it } from 'vitest';
import { seeded } from '../../../testing/random.ts';
import { isWide } from './wide-text.ts';

/** Bytes without a zero, so many characters in UTF-16, and bytes without a zero. */
const around = (before: number, characters: number, behind: number): Buffer =>
  Buffer.concat([
    Buffer.alloc(before, 0x80),
    Buffer.from('e'.repeat(characters), 'utf16le'),
    Buffer.alloc(behind, 0x80),
  ]);

const places = Array.from({ length: 160 }, (_, place) => place);

describe('wide text', () => {
  it('is found wherever it begins and ends', () => {
    expect(places.filter((before) => !isWide(around(before, 20, 0)))).toEqual([]);
    expect(places.filter((before) => !isWide(around(before, 20, 70)))).toEqual([]);
    expect(places.filter((before) => !isWide(around(before, 300, before)))).toEqual([]);
  });

  it('is found in the other byte order', () => {
    const swapped = (before: number): Buffer =>
      Buffer.concat([Buffer.alloc(before, 0x80), Buffer.from('e'.repeat(21), 'utf16le').swap16()]);
    expect(places.filter((before) => !isWide(swapped(before)))).toEqual([]);
  });

  it('is no shorter run, however many zeros there are', () => {
    expect(places.filter((before) => isWide(around(before, 19, 70)))).toEqual([]);
    expect(places.filter((before) => isWide(Buffer.concat([around(before, 19, 1), around(0, 19, 9)])))).toEqual([]);
    expect(isWide(Buffer.alloc(500))).toBe(false);
  });

  it('is found exactly where each place is looked at', () => {
    const random = seeded(20);
    const word = 'e\0\0\0c\0\0\0r\0\0\0e\0\0\0t';
    const parts = [
      ...([word, word.slice(1), 'e\0'.repeat(19), 'e\0'.repeat(20), '\0e'] as const),
      ...(['\0\0\0', '\0', 'ecrt', '\x80', 'e\0\0\0'] as const),
    ] as const;
    const found = { wide: 0, other: 0 };
    for (let made = 0; made < 20_000; made++) {
      const length = random.between(0, 40);
      const bytes = Buffer.from(Array.from({ length }, () => random.oneOf(parts)).join(''), 'latin1');
      expect(isWide(bytes), bytes.toString('hex')).toBe(isWideBySlowLook(bytes));
      found[isWide(bytes) ? 'wide' : 'other'] += 1;
    }
    expect(Math.min(found.wide, found.other)).toBeGreaterThan(1_000);
  });
});

/** Twenty ASCII characters with a zero behind each, or the word in UTF-32, anywhere. */
function isWideBySlowLook(bytes: Buffer): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for.
  return /(?:[\u0001-\u007f]\0){20}|e\0{3}c\0{3}r\0{3}e\0{3}t/.test(bytes.toString('latin1'));
}

import { describe, expect, it } from 'vitest';
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
});

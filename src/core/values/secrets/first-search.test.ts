import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { firstSearch } from './first-search.ts';

const digest = 'ab'.repeat(32);
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
const widest = (text: string): Buffer => Buffer.concat(Array.from(text, (char) => Buffer.from(`${char}\0\0\0`)));

/** A value at every place of a block of sixteen bytes, with something before and behind it. */
function places(value: Uint8Array): readonly Buffer[] {
  return Array.from({ length: 17 }, (_, before) =>
    Buffer.concat([Buffer.alloc(before, '.'), value, Buffer.alloc(20, '.')]),
  );
}

describe('the first search', () => {
  it.each<[string, string | Uint8Array, number]>([
    ['nothing', '', 0],
    ['a text', 'secret: Se Sec Secre U2Vj, a "quoted" \\"text\\"', 0],
    ['single zeros', 'a\0b.c\0\0d', 0],
    ['a run that is too short', digest.slice(0, 39), 0],
    ['a digest', digest, 2 * 600 + 63 * 11],
    ['a digest in a text', `sha256:${digest}`, 2 * 600 + 63 * 11],
    ['a name', 'a-name-of-forty-digits-or-more-in-one-piece', 4 * 600 + (32 + 31 + 30 + 30) * 11],
  ])('decides about %s', (_, value, work) => {
    for (const bytes of places(Buffer.from(value))) expect(firstSearch(bytes)).toBe(work);
  });

  it.each<[string, string | Uint8Array]>([
    ['a name of the kind', 'Secret'],
    ['the same in base64', 'U2VjcmV0'],
    ['an escaped letter', '\\u0053'],
    ['an escaped line end', '\\\n'],
    ['gzip', gzipSync('hello')],
    ['UTF-16', wide('a text of twenty characters')],
    ['UTF-16, big ends', wide('a text of twenty characters').swap16()],
    ['UTF-32', widest('Secret')],
    ['base64', Buffer.from(`{"kind":"Secret","data":{${' '.repeat(20)}}}`).toString('base64')],
    ['base64 behind other letters', `abc${Buffer.from(`${'.'.repeat(20)} Secret`).toString('base64')}`],
    [
      'base64 in lines',
      `${Buffer.from(`${'.'.repeat(30)} Se`).toString('base64')}\n${Buffer.from('cret').toString('base64')}`,
    ],
    ['hexadecimal digits', Buffer.from(`${'.'.repeat(20)} Secret`).toString('hex')],
    ['an escape in a run', `${'A'.repeat(40)}\\n${'A'.repeat(40)}`],
    ['base64 in base64', Buffer.from(Buffer.from('.'.repeat(40)).toString('base64')).toString('base64')],
    ['a very long run', 'A'.repeat(20_000)],
  ])('leaves %s to the search itself', (_, value) => {
    for (const bytes of places(Buffer.from(value))) expect(firstSearch(bytes)).toBeNull();
  });

  it('leaves long values to the search itself', () => {
    expect(firstSearch(Buffer.alloc(300_000, '.'))).toBeNull();
  });

  it('sees nothing of the value before', () => {
    expect(firstSearch(Buffer.from(`${' '.repeat(30)}Secret`))).toBeNull();
    for (let length = 0; length < 32; length++) expect(firstSearch(Buffer.alloc(length, ' '))).toBe(0);
  });
});

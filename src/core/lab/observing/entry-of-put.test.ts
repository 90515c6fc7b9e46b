import { describe, expect, it } from 'vitest';
import { isEntryOf } from './entry-of-put.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const field = (tag: readonly number[], content: Uint8Array): Uint8Array =>
  Uint8Array.from([
    ...tag,
    ...(content.length < 128 ? [content.length] : [(content.length & 127) | 128, content.length >> 7]),
    ...content,
  ]);
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

/** A request's header, whose id begins with the last four digits of the member's. */
const header = (member: bigint): Uint8Array => {
  const bytes = [0x08];
  for (let left = ((member & 0xffffn) << 48n) | 12_345n; ; left >>= 7n) {
    if (left < 128n) return field([0xa2, 0x06], Uint8Array.from([...bytes, Number(left)]));
    bytes.push(Number(left & 127n) | 128);
  }
};
const put = (key: string, value: string): Uint8Array =>
  field([0x22], joined(field([0x0a], text(key)), field([0x12], text(value))));

const own = { key: text('/one'), value: text('value'), via: 'aa871b12e63c5a21' };
const via = 0xaa871b12e63c5a21n;

describe('an entry of raft’s log', () => {
  it('is the put of this key and value that this member proposed', () => {
    expect(isEntryOf(joined(put('/one', 'value'), header(via)), own)).toBe(true);
    expect(isEntryOf(put('/one', 'value'), { ...own, via: null })).toBe(true);
  });

  it('is another one by its key, its value, its member, or its kind', () => {
    expect(isEntryOf(joined(put('/two', 'value'), header(via)), own)).toBe(false);
    expect(isEntryOf(joined(put('/one', 'valus'), header(via)), own)).toBe(false);
    expect(isEntryOf(joined(put('/one', 'value and more'), header(via)), own)).toBe(false);
    expect(isEntryOf(joined(put('/one', 'value'), header(0x19dd48db4ca2649fn)), own)).toBe(false);
    expect(isEntryOf(header(via), own)).toBe(false);
    expect(isEntryOf(field([0x2a], field([0x0a], text('/one'))), own)).toBe(false);
    expect(isEntryOf(new Uint8Array(), own)).toBe(false);
  });

  it('is known by its beginning where its value is long', () => {
    const value = 'x'.repeat(5_000);
    const long = { ...own, value: text(value) };
    expect(isEntryOf(put('/one', value).subarray(0, 1_000), long)).toBe(true);
    expect(isEntryOf(put('/one', `y${value.slice(1)}`).subarray(0, 1_000), long)).toBe(false);
    expect(isEntryOf(put('/one', `${value}x`).subarray(0, 1_000), long)).toBe(false);
  });

  it('with an empty value has none', () => {
    const empty = { ...own, value: new Uint8Array() };
    expect(isEntryOf(field([0x22], field([0x0a], text('/one'))), empty)).toBe(true);
    expect(isEntryOf(put('/one', 'value'), empty)).toBe(false);
  });

  it('may be any bytes', () => {
    for (const bytes of [
      [0x22, 0xff],
      [0xff, 0xff, 0xff],
      [0x22, 0x05, 0x0a, 0xff],
      [0xa2, 0x06, 0x02, 0x0a, 0x00],
    ]) {
      expect(isEntryOf(Uint8Array.from(bytes), own)).toBe(false);
    }
  });
});

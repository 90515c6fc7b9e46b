import { expect, it } from 'vitest';
import { seeded } from '../../../testing/random.ts';
import { compareBytes, copyBytes } from '../../bytes/bytes.ts';
import { viewOf } from '../bolt/integers.ts';
import { KeyTable } from './key-table.ts';
import { sortedKeys } from './sort-keys.ts';

const random = seeded(7);
const prefixes = ['', '\0', '\0\0\0\0', '/registry/pods/', '/registry/pods/kube-system/', '\xff\xff\xff\xff'];

/** Keys with long shared beginnings, ends in zeros, and each many times. */
const keys = Array.from({ length: 20_000 }, () => {
  const tail = Buffer.alloc(random.between(0, 9), 0).map(() => random.oneOf([0, 1, 47, 97, 255]));
  return Buffer.concat([Buffer.from(random.oneOf(['', ...prefixes]), 'latin1'), tail]);
});

it('numbers each key once, and sorts them byte by byte', () => {
  const table = new KeyTable(16);
  const numbers = keys.map((key) => table.numberOf(viewOf(key), 0, key.length));
  const first = new Map<string, number>();
  for (const [index, key] of keys.entries()) {
    const name = key.toString('latin1');
    const number = first.get(name) ?? first.size;
    first.set(name, number);
    expect(numbers[index]).toBe(number);
  }
  expect(table.length).toBe(first.size);
  const { bytes, ends } = table.keys;
  const sorted = [...sortedKeys(bytes, ends, table.length)].map((key) =>
    Buffer.from(copyBytes(bytes, key === 0 ? 0 : (ends[key - 1] ?? 0), ends[key])).toString('latin1'),
  );
  const expected = [...first.keys()].sort((a, b) => compareBytes(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1')));
  expect(sorted).toEqual(expected);
});

it('is slowed down by no file: who writes the keys does not know the hash', () => {
  const keys = 300_000;
  const bytes = new Uint8Array(keys * 8);
  const view = viewOf(bytes);
  for (let key = 0; key < keys; key++) {
    // With the start that FNV has, all of them have the same hash.
    const mixed = Math.imul(0x811c9dc5 ^ 8 ^ key, 0x9e3779b1);
    view.setInt32(key * 8, key, true);
    view.setInt32(key * 8 + 4, mixed ^ (mixed >>> 15), true);
  }
  const table = new KeyTable(16);
  for (let key = 0; key < keys; key++) table.numberOf(view, key * 8, key * 8 + 8);
  expect(table.length).toBe(keys);
});

import { expect, it } from 'vitest';
import { hash53, TextSet } from './text-set.ts';

it('knows what was added, and nothing else, however many there are', () => {
  const set = new TextSet();
  const uid = (index: number) => `0f9b5c1e-7d42-4c0a-9a51-${index.toString(16).padStart(12, '0')}`;
  const count = 100_000;
  for (let index = 0; index < count; index++) set.add(uid(index));
  set.add(uid(0));
  const indexes = Array.from({ length: count }, (_, index) => index);
  expect(indexes.every((index) => set.has(uid(index)))).toBe(true);
  expect(indexes.filter((index) => set.has(uid(index + count)))).toEqual([]);
  expect(set.hasHash(hash53(uid(7)))).toBe(true);
  expect(set.hasHash(hash53(''))).toBe(false);
});

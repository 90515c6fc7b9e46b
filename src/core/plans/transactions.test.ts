import { describe, expect, it } from 'vitest';
import { type Change, ChangeList } from './change-list.ts';
import { countTransactions, fitting, transactionsOf } from './transactions.ts';

const change = (more: Partial<Change> = {}): Change => ({
  kind: 'create',
  key: Uint8Array.of(1),
  expectedModRevision: 0,
  value: new Uint8Array(),
  lease: null,
  isJoined: false,
  ...more,
});
const some = (count: number): readonly Change[] => Array.from({ length: count }, () => change());
const large = change({ value: new Uint8Array(1_000) });
const joined = change({ kind: 'delete', value: null, isJoined: true });
const limits = { ops: 4, bytes: 2_500 };

describe('a transaction takes', () => {
  it.each([
    ['as many operations as the server does', some(9), 4],
    ['what there is', some(2), 2],
    ['as many bytes as the server does', [large, large, large], 2],
    ['one that is too large by itself, for the server to refuse', [change({ value: new Uint8Array(9_000) }), large], 1],
    ['what is joined with what it is joined to', [...some(3), change(), joined], 3],
    ['a pair where there is room', [...some(2), change(), joined, change()], 4],
  ])('%s', (_, changes, count) => {
    expect(fitting(changes, limits)).toBe(count);
  });

  it('a pair apart where the server takes one operation only', () => {
    expect(fitting([change(), joined], { ops: 1, bytes: 2_500 })).toBe(1);
  });
});

it('goes through a list in order, and by what the limits have become', async () => {
  const list = new ChangeList();
  for (let n = 0; n < 20; n++) list.add(change({ key: Uint8Array.of(n) }));
  expect(await countTransactions(list, limits)).toBe(5);
  const sizes: number[] = [];
  const seen: number[] = [];
  let ops = 8;
  for (const part of transactionsOf(list, () => ({ ops, bytes: 9_999 }))) {
    sizes.push(part.length);
    for (const { key } of part) seen.push(key[0] ?? -1);
    ops = 3;
  }
  expect(sizes).toEqual([8, 3, 3, 3, 3]);
  expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

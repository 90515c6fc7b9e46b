import { expect, it } from 'vitest';
import type { LeaseId } from '../../contract/ids.ts';
import { seeded } from '../../testing/random.ts';
import { type Change, ChangeList } from './change-list.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it('gives back what was put into it, exactly and in order', () => {
  const random = seeded(7);
  const list = new ChangeList();
  const changes = Array.from({ length: 500 }, (): Change => {
    const kind = random.oneOf(['create', 'overwrite', 'delete'] as const);
    const some = (most: number) => new Uint8Array(random.between(0, most)).fill(random.between(0, 255));
    return {
      kind,
      key: some(40),
      expectedModRevision: random.between(0, 1) * (2 ** 53 - 1 - random.between(0, 9)),
      value: kind === 'delete' ? null : some(random.oneOf([0, 10, 5_000, 400_000])),
      lease: random.oneOf([null, 'keep', 'ffffffffffffffff' as LeaseId, '00000000000000ff' as LeaseId]),
      isJoined: random.oneOf([true, false]),
    };
  });
  for (const change of changes) list.add(change);
  expect(list.length).toBe(500);
  const given = [...list];
  expect(given).toHaveLength(500);
  for (const [place, { key, value, ...rest }] of changes.entries()) {
    const { key: gotKey, value: gotValue, ...got } = given[place] ?? { key, value };
    expect(got).toEqual(rest);
    expect(Buffer.compare(gotKey, key)).toBe(0);
    expect(gotValue === null).toBe(value === null);
    expect(Buffer.compare(gotValue ?? key, value ?? key)).toBe(0);
  }
});

it('shows the first of them, and what would be overwritten however late it comes', () => {
  const list = new ChangeList();
  const change = { expectedModRevision: 1, value: bytes('v'), lease: null, isJoined: false } as const;
  list.skip({ key: bytes('s'), bytes: 3 });
  for (let n = 0; n < 150; n++) list.add({ ...change, kind: 'create', key: bytes(`c${n}`) });
  list.add({ ...change, kind: 'overwrite', key: bytes('late'), from: bytes('origin') });
  expect(list.counts).toEqual({ create: 150, overwrite: 1, delete: 0, skip: 1 });
  expect(list.valueBytes).toBe(151);
  expect(list.samples).toHaveLength(101);
  expect(list.samples[0]).toMatchObject({ kind: 'create', bytes: 1, from: null });
  expect(list.conflicts).toEqual([
    { kind: 'overwrite', key: bytes('late'), from: bytes('origin'), bytes: 1, expectedModRevision: 1 },
  ]);
});

it('shows what is changed before what is left alone, each in the order of keys', () => {
  const list = new ChangeList();
  const change = { expectedModRevision: 0, value: bytes('v'), lease: null, isJoined: false } as const;
  for (let n = 0; n < 150; n++) list.skip({ key: bytes(`s${n}`), bytes: 1 });
  for (const key of ['x', 'y']) list.add({ ...change, kind: 'create', key: bytes(key) });
  const keys = list.samples.map(({ key }) => Buffer.from(key).toString());
  expect(keys).toHaveLength(102);
  expect(list.samples[2]).toMatchObject({ kind: 'skip', bytes: 1, from: null });
  expect([...keys.slice(0, 3), keys[101]]).toEqual(['x', 'y', 's0', 's99']);
});

it('refuses what does not fit in memory', () => {
  const value = new Uint8Array(16 * 1024 * 1024);
  const list = new ChangeList();
  const add = (): void =>
    list.add({ kind: 'create', key: bytes('k'), expectedModRevision: 0, value, lease: null, isJoined: false });
  for (let n = 0; n < 15; n++) add();
  expect(add).toThrow(expect.objectContaining({ code: 'PlanTooLarge' }));
});

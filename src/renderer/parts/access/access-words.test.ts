import { describe, expect, it } from 'vitest';
import type { OwnAccess, PermittedRange } from '../../../contract/access.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { mayReadAll, permissionWords, placeOf, rangeText, writeNote } from './access-words.ts';

const aRange = (key: string, end: string | null, facts: Partial<PermittedRange> = {}): PermittedRange => ({
  role: 'r',
  key: bytesOf(key),
  end: end === null ? null : bytesOf(end),
  canRead: true,
  canWrite: false,
  ...facts,
});
const limited = (...ranges: readonly PermittedRange[]): Extract<OwnAccess, { kind: 'limited' }> => ({
  kind: 'limited',
  user: 'ann',
  isOfCertificate: false,
  ranges,
  complete: true,
});

describe('a range', () => {
  it.each([
    [aRange('/app/', '/app0'), '/app/', '/app/'],
    [aRange('/one', '/one\0'), 'the key /one', '/one'],
    [aRange('/a', '/m'), '/a up to /m', null],
    [aRange('/m', null), 'all from /m on', null],
    [aRange('\0', null), 'every key', null],
    [aRange('\0', '/m'), 'all before /m', null],
  ])('is said as what it is, and gone to where it is a prefix or a key (%#)', (range, words, place) => {
    expect(rangeText(range)).toBe(words);
    expect(placeOf(range)).toEqual(place === null ? null : bytesOf(place));
  });
});

it('knows whether all beneath a prefix may be read, by several ranges as well', () => {
  const access = limited(
    aRange('/b', '/c'),
    aRange('/a', '/b'),
    aRange('/w/', '/w0', { canRead: false, canWrite: true }),
  );
  expect(mayReadAll(access, bytesOf('/a'))).toBe(true);
  expect(mayReadAll(access, bytesOf('/'))).toBe(false);
  expect(mayReadAll(access, bytesOf('/w/'))).toBe(false);
  expect(mayReadAll(limited(aRange('\0', '/a'), aRange('/', null)), bytesOf(''))).toBe(true);
  expect(mayReadAll(limited(aRange('/a', null)), bytesOf(''))).toBe(false);
});

describe('before a write', () => {
  const access = limited(aRange('/app/', '/app0'), aRange('/app/mine/', '/app/mine0', { canWrite: true }));
  it.each([
    ['/app/x', 'Your user, ann, may read this key (role r) and not write it. etcd will refuse a change.'],
    ['/other', 'Your user, ann, may not write this key. etcd will refuse it.'],
    ['/app/mine/x', null],
    ['', null],
  ])('says of %j whether it will be refused', (key, note) => {
    expect(writeNote(access, bytesOf(key))).toBe(note);
  });

  it('says nothing where it is not known', () => {
    expect(writeNote(null, bytesOf('/x'))).toBeNull();
    expect(writeNote({ kind: 'whole', user: 'root' }, bytesOf('/x'))).toBeNull();
    expect(writeNote({ ...limited(), complete: false }, bytesOf('/x'))).toBeNull();
  });
});

it.each([
  [aRange('/app/', '/app0', { canWrite: true }), 'Read and write everything under /app/'],
  [aRange('/app/', '/app0'), 'Read everything under /app/'],
  [aRange('/one', '/one\0', { canRead: false, canWrite: true }), 'Write the key /one'],
  [aRange('\0', null), 'Read every key'],
  [aRange('/a', '/m'), 'Read /a up to /m'],
  [aRange('\0', '/m'), 'Read all before /m'],
])('says a permission as a sentence (%#)', (range, words) => {
  expect(permissionWords(range)).toBe(words);
});

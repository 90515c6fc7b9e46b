import { expect, it } from 'vitest';
import { type CoveredKeys, coverageBelow, coversBelow, coversKey, everyKey } from './key-coverage.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const below = (prefix: string): CoveredKeys => ({ kind: 'prefix', prefix: bytes(prefix) });
const of = (keys: CoveredKeys) => ({ keys, secrets: 'leftOut' }) as const;

it.each<readonly [CoveredKeys, string, ReturnType<typeof coversKey>]>([
  [everyKey.keys, '', 'covered'],
  [below('/a/'), '/a/b', 'covered'],
  [below('/a/'), '/a', 'outside'],
  [below('/a/'), '/b', 'outside'],
  [{ kind: 'chosen' }, '/a', 'outside'],
  [{ kind: 'unknown' }, '/a', 'unknown'],
])('%j covers the key %s: %s', (keys, key, covers) => {
  expect(coversKey(of(keys), bytes(key))).toBe(covers);
});

it.each<readonly [CoveredKeys, string, ReturnType<typeof coversBelow>, CoveredKeys]>([
  [below('/a/'), '/a/b', 'whole', below('/a/b')],
  [below('/a/'), '/', 'part', below('/a/')],
  [below('/a/'), '/b/', 'none', { kind: 'chosen' }],
  [{ kind: 'chosen' }, '/a/', 'part', { kind: 'chosen' }],
  [{ kind: 'unknown' }, '/a/', 'unknown', { kind: 'unknown' }],
])('%j covers what begins with %s: %s', (keys, prefix, covers, left) => {
  expect(coversBelow(of(keys), bytes(prefix))).toBe(covers);
  expect(coverageBelow(of(keys), bytes(prefix))).toEqual(of(left));
});

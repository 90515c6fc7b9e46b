import { describe, expect, it } from 'vitest';
import type { PermittedRange } from '../../contract/access.ts';
import { accessTo, rangesOfRoles, requestedSpan } from './range-access.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const aRange = (role: string, key: string, end: string | null, may = 'r'): PermittedRange => ({
  ...{ role, key: bytes(key), end: end === null ? null : bytes(end) },
  ...{ canRead: may.includes('r'), canWrite: may.includes('w') },
});
const span = (key: string, end: string | null) => requestedSpan(bytes(key), end === null ? null : bytes(end));
const said = (ranges: readonly PermittedRange[], key: string, end: string | null) => {
  const { read, write } = accessTo(ranges, span(key, end));
  return [read, write].map(({ extent, by }) => [extent, ...by.map(({ role }) => role)].join(' '));
};

describe('what ranges permit of another', () => {
  it('is all of it where they touch, a part where a gap is left, and says by which roles', () => {
    const ranges = [aRange('a', '/a', '/b', 'rw'), aRange('b', '/b', '/c')];
    expect(said(ranges, '/a', '/c')).toEqual(['whole a b', 'part a']);
    expect(said(ranges, '/a', '/d')).toEqual(['part a b', 'part a']);
    expect(said(ranges, '/c', '/d')).toEqual(['none', 'none']);
    expect(said([aRange('a', '/a', '/b'), aRange('b', '/b\0', '/c')], '/a', '/c')).toEqual(['part a b', 'none']);
  });

  it('reaches the end of the keyspace only by a range that does', () => {
    expect(said([aRange('a', '\0', null, 'w')], '', null)).toEqual(['none', 'whole a']);
    expect(said([aRange('a', '\0', '\xff')], '', null)).toEqual(['part a', 'none']);
  });

  it('is everything for the role root, whatever its ranges and whether it exists', () => {
    expect(said(rangesOfRoles(['root'], []), '', null)).toEqual(['whole root', 'whole root']);
    expect(said(rangesOfRoles(['gone'], []), '', null)).toEqual(['none', 'none']);
  });

  it('is not asked for a range without a key', () => {
    expect(() => span('/b', '/a')).toThrow('no key lies in it');
  });
});

import { expect, it } from 'vitest';
import { aKnownLease, aLeaseRow } from '../../testing/lease-builders.ts';
import { countLeases, filterLeases, isExpiring, leftMs } from './lease-rows.ts';

it('counts down from what was answered, and not below nothing', () => {
  const known = aKnownLease({ ttl: 10 }, 1_000);
  expect(leftMs(known, 4_000)).toBe(7_000);
  expect(leftMs(known, 60_000)).toBe(0);
  expect(leftMs(null, 0)).toBeNull();
});

it.each([
  ['its client renews it', { grantedTTL: 30, ttl: 21 }, false],
  ['less than a third is left', { grantedTTL: 30, ttl: 9 }, true],
  ['less than a third is left, and still minutes', { grantedTTL: 3_600, ttl: 900 }, false],
  ['a minute of hours is left', { grantedTTL: 3_600, ttl: 60 }, true],
] as const)('says of a lease of which %s whether it is about to expire', (_, state, is) => {
  expect(isExpiring(aKnownLease(state, 0), 0)).toBe(is);
});

it('filters and counts those that have been asked, and finds ids and first keys', () => {
  const rows = [
    aLeaseRow('694d000000000001', aKnownLease({ grantedTTL: 30, ttl: 3, keyCount: 1, firstKeys: ['/app/LOCK'] }, 0)),
    aLeaseRow('694d000000000002', aKnownLease({ grantedTTL: 30, ttl: 29 }, 0)),
    aLeaseRow('694d000000000003', null),
  ];
  expect(countLeases(rows, 0)).toEqual({ asked: 2, expiring: 1, empty: 1 });
  const ids = (...filter: Parameters<typeof filterLeases> extends [unknown, ...infer R] ? R : never) =>
    filterLeases(rows, ...filter).map(({ id }) => id.slice(-1));
  expect(ids('all', '', 0)).toEqual(['1', '2', '3']);
  expect(ids('expiring', '', 0)).toEqual(['1']);
  expect(ids('empty', '', 0)).toEqual(['2']);
  expect(ids('all', '0003', 0)).toEqual(['3']);
  expect(ids('all', 'app/lock', 0)).toEqual(['1']);
});

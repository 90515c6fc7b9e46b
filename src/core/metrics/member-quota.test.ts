import { expect, it } from 'vitest';
import { isQuotaTold, quotaOf } from './member-quota.ts';

it.each([
  ['3.5.30', null, 7, { quota: 7, quotaFrom: 'metrics' }],
  ['3.6.5', 9, 7, { quota: 7, quotaFrom: 'metrics' }],
  ['3.6.5', 9, null, { quota: 9, quotaFrom: 'status' }],
  ['3.6.6', 9, 7, { quota: 9, quotaFrom: 'status' }],
  ['3.7.1', 9, 7, { quota: 9, quotaFrom: 'status' }],
  [null, null, null, { quota: null, quotaFrom: null }],
  ['3.4.23', null, 0, { quota: null, quotaFrom: null }],
])('of %s with %s in its status and %s in its metrics', (version, dbSizeQuota, inMetrics, known) => {
  expect(quotaOf({ version, dbSizeQuota }, inMetrics)).toEqual(known);
});

it('need not ask for metrics where the status is right', () => {
  expect(isQuotaTold({ version: '3.6.14', dbSizeQuota: 9 })).toBe(true);
  expect(isQuotaTold({ version: '3.6.0', dbSizeQuota: 9 })).toBe(false);
});

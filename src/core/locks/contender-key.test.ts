import { expect, it } from 'vitest';
import type { LeaseId } from '../../contract/ids.ts';
import { bytesOf, textOf } from '../bytes/bytes.ts';
import { contestOf } from './contender-key.ts';

// Made up.
const lease = '0000694d7f3a1b2c' as LeaseId;

it.each([
  ['/jobs/694d7f3a1b2c', '/jobs/'],
  ['lock/694d7f3a1b2c', 'lock/'],
  ['/694d7f3a1b2c', '/'],
  ['694d7f3a1b2c', null],
  ['/jobs/0000694d7f3a1b2c', null],
  ['/jobs/x694d7f3a1b2c', null],
  ['/jobs/694D7F3A1B2C', null],
  ['/jobs/694d7f3a1b2c/x', null],
  ['/jobs/ffff', null],
])('takes %s for one in line for %j', (key, prefix) => {
  const found = contestOf(bytesOf(key), lease);
  expect(found === null ? null : textOf(found)).toBe(prefix);
});

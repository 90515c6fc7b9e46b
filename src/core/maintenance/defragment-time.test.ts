import { expect, it } from 'vitest';
import { defragmentDeadlineMs, defragmentMs } from './defragment-time.ts';

const gib = 1024 ** 3;

it.each([
  [null, 12_100],
  ['3.4.23', 12_100],
  ['3.5.30', 10_100],
  ['3.6.14', 7_100],
  ['3.9.0', 7_100],
])('expects for a GiB in use on %s %d ms', (version, ms) => expect(defragmentMs(gib, version)).toBe(ms));

it('waits a minute and another for each GiB of the file, twice', () => {
  expect(defragmentDeadlineMs(0)).toBe(120_000);
  expect(defragmentDeadlineMs(4 * gib)).toBe(600_000);
});

import { expect, it } from 'vitest';
import type { MemberStatus } from '../../../contract/cluster.ts';
import { PagesWatch } from './still-pages.ts';

/** Only these are looked at. */
const rows = (...inUse: readonly (number | null)[]) => ({
  members: inUse.map((dbSizeInUse, at) => ({
    id: `${at}`,
    name: `etcd-${at}`,
    peerURLs: [],
    dbSize: 100_000,
    dbSizeInUse,
  })) as unknown as readonly MemberStatus[],
});

it('waits until no part in use has fallen for four seconds', () => {
  const watch = new PagesWatch();
  expect(watch.falling(rows(90_000, 90_000), 0)).toBe('etcd-0');
  expect(watch.falling(rows(90_000, 80_000), 3_000)).toBe('etcd-0');
  expect(watch.falling(rows(90_000, 80_000), 4_000)).toBe('etcd-1');
  expect(watch.falling(rows(95_000, 79_900), 7_000)).toBe(null);
});

it('does not wait for a member that does not tell, nor for what ordinary writes free', () => {
  const watch = new PagesWatch();
  watch.falling(rows(90_000, null), 0);
  expect(watch.falling(rows(89_600, null), 4_000)).toBe(null);
  expect(watch.falling(rows(80_000, null), 5_000)).toBe('etcd-0');
});

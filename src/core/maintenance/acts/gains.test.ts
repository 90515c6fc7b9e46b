import { expect, it } from 'vitest';
import type { MemberStatus } from '../../../contract/cluster.ts';
import { defragmentOutlook, reclaimOutlook } from './gains.ts';

const mib = 1024 * 1024;
/** Only these are looked at. */
const aRow = (name: string, dbSize: number | null, dbSizeInUse: number | null): MemberStatus =>
  ({ id: name, name, peerURLs: [], dbSize, dbSizeInUse, version: '3.5.30' }) as unknown as MemberStatus;

it('adds up what is free, and names the largest for time and disk', () => {
  expect(defragmentOutlook([aRow('a', 1_024 * mib, 512 * mib), aRow('b', 100 * mib, 99 * mib)])).toEqual({
    consequences: ['SilencesMembers', 'NeedsDisk', 'GainsSpace'],
    figures: { longestMs: 5_100, needed: 512 * mib, gain: 513 * mib },
  });
});

it('says where there is next to nothing to win', () => {
  const few = [aRow('a', 100 * mib, 99 * mib), aRow('b', 40_000, 8_000), aRow('c', null, null)];
  expect(defragmentOutlook(few).consequences).toContain('GainsNothing');
});

it('knows which members stay full where nothing is compacted, and not what a compaction frees', () => {
  const full = [aRow('a', 100 * mib, 99 * mib), aRow('b', 100 * mib, 10 * mib)];
  const quotas = full.map((row) => ({ row, quota: 99 * mib }));
  const known = reclaimOutlook(full, quotas, false);
  expect(known.consequences.slice(2)).toEqual(['GainsSpace', 'StillFull']);
  expect(known.figures).toMatchObject({ members: 'a' });
  const unknown = reclaimOutlook(full.slice(0, 1), quotas.slice(0, 1), true);
  expect(unknown.consequences.slice(2)).toEqual(['GainsSpace']);
  const untold = quotas.map(({ row }) => ({ row, quota: null }));
  expect(reclaimOutlook(full, untold, false).consequences).not.toContain('StillFull');
});

import { expect, it } from 'vitest';
import type { ClusterId, ConnectionId } from '../../contract/ids.ts';
import type { CataloguedSnapshot, ScheduleState } from '../../contract/snapshots.ts';
import { checkSnapshots } from './snapshots-check.ts';

// Any ids will do.
const [connection, clusterId] = ['c' as ConnectionId, 'c0ffee' as ClusterId];
const now = 1_000_000_000_000;

const aSnapshot = (changes: Partial<CataloguedSnapshot>): CataloguedSnapshot => ({
  ...{ file: '/backups/a.db', bytes: 40_000, sha256: null, revision: null, member: null, clusterId, connection: null },
  ...{ etcdVersion: null, at: now, origin: 'saved', checked: null, rehearsed: null, copies: [], isThere: true },
  ...changes,
});
const noSchedule: ScheduleState = {
  ...{ connection, schedule: null, nextAt: null, isRunning: false, lastSuccess: null, lastFailure: null, missed: 0 },
  due: [],
};

async function foundOf(...snapshots: readonly CataloguedSnapshot[]): Promise<readonly string[]> {
  const known = {
    catalogue: async () => ({ snapshots, folders: [], isCut: false }),
    schedule: async () => noSchedule,
  };
  const parts = { snapshots: known, clock: { now: () => now } };
  const signal = new AbortController().signal;
  const { findings } = await checkSnapshots({ connection, clusterId, folder: null }, parts, signal);
  return findings.map(({ code }) => code);
}

it('counts the snapshots that name this cluster, and no file that may be of any', async () => {
  expect(await foundOf(aSnapshot({}))).toEqual([]);
  expect(await foundOf(aSnapshot({ origin: 'folder', clusterId: null }))).toEqual(['NoSnapshot']);
  const old = aSnapshot({ at: now - 48 * 3_600_000 });
  expect(await foundOf(aSnapshot({ origin: 'folder', clusterId: null }), old)).toEqual(['SnapshotOld']);
});

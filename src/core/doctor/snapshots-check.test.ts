import { expect, it } from 'vitest';
import type { ClusterId, ConnectionId } from '../../contract/ids.ts';
import type { CataloguedSnapshot, ScheduleState, SnapshotVerdict } from '../../contract/snapshots.ts';
import type { FoundFile } from '../snapshots/catalogue/found-files.ts';
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

const foundOf = (...snapshots: readonly CataloguedSnapshot[]) => foundBeside([], snapshots);

/** Finds with these files in the operator's folder, or in none. */
async function foundBeside(
  files: readonly FoundFile[],
  snapshots: readonly CataloguedSnapshot[],
): Promise<readonly string[]> {
  const known = {
    catalogue: async () => ({ snapshots, folders: [], isCut: false }),
    schedule: async () => noSchedule,
    filesIn: async () => files,
  };
  const parts = { snapshots: known, clock: { now: () => now } };
  const signal = new AbortController().signal;
  const folder = files.length === 0 ? null : '/backups';
  const { findings } = await checkSnapshots({ connection, clusterId, folder }, parts, signal);
  return findings.map(({ code }) => code);
}

it('counts the snapshots that name this cluster, and no file that may be of any', async () => {
  expect(await foundOf(aSnapshot({}))).toEqual([]);
  expect(await foundOf(aSnapshot({ origin: 'folder', clusterId: null }))).toEqual(['NoSnapshot']);
  const old = aSnapshot({ at: now - 48 * 3_600_000 });
  expect(await foundOf(aSnapshot({ origin: 'folder', clusterId: null }), old)).toEqual(['SnapshotOld']);
});

it('counts the newest file of the operator’s folder that is not known to be damaged', async () => {
  const file = (name: string, hours: number): FoundFile => ({
    ...{ file: `/backups/${name}`, bytes: 40_000, description: null },
    modifiedAt: now - hours * 3_600_000,
  });
  expect(await foundBeside([file('old.db', 48), file('new.db', 1), file('older.db', 72)], [])).toEqual([]);
  expect(await foundBeside([file('old.db', 48)], [])).toEqual(['SnapshotOld']);
  const checked: SnapshotVerdict = {
    ...{ verdict: 'damaged', at: now, revision: null, compactRevision: null, liveKeys: null, hashKV: null },
    message: 'page 3 is damaged',
  };
  const damaged = aSnapshot({ file: '/backups/new.db', checked });
  expect(await foundBeside([file('old.db', 48), file('new.db', 1)], [damaged])).toContain('SnapshotOld');
});

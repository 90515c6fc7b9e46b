import { basename } from 'node:path';
import type { ClusterId, ConnectionId } from '../../contract/ids.ts';
import { type CataloguedSnapshot, namesCluster, type SnapshotsApi } from '../../contract/snapshots.ts';
import type { Clock } from '../ports.ts';
import type { SnapshotCatalogue } from '../snapshots/catalogue/catalogue.ts';
import type { FoundFile } from '../snapshots/catalogue/found-files.ts';
import type { PartFound } from './check-results.ts';
import { noSnapshot, snapshotOld } from './rules/snapshot-age.ts';
import { snapshotDamaged } from './rules/snapshot-damaged.ts';
import { snapshotScheduleFails } from './rules/snapshot-schedule.ts';

/** What is known of snapshots. */
export type SnapshotsKnown = Pick<SnapshotsApi, 'catalogue' | 'schedule'> & Pick<SnapshotCatalogue, 'filesIn'>;

type Newest = { readonly file: string; readonly at: number } | null;

/** What the snapshots are of. */
export interface SnapshotsOf {
  readonly connection: ConnectionId;
  readonly clusterId: ClusterId;
  /** A folder to search besides the catalogue's own. */
  readonly folder: string | null;
}

/**
 * Checks the age of the newest snapshot that is not known to be damaged: of those in the catalogue and its folders whose
 * file exists, and of those in `folder`, which the operator says are of this cluster, by the files' times. One of the
 * catalogue's that names no cluster may be of another, and does not count. Checks the connection's schedule as well. Fails with `FileNotFound`,
 * `FileNotReadable`, `SettingsDamaged`.
 */
export async function checkSnapshots(
  { connection, clusterId, folder }: SnapshotsOf,
  { snapshots, clock }: { readonly snapshots: SnapshotsKnown; readonly clock: Clock },
  signal: AbortSignal,
): Promise<PartFound> {
  const [catalogue, schedule, files] = await Promise.all([
    snapshots.catalogue({ clusterId }, { signal }),
    snapshots.schedule({ connection }, { signal }),
    folder === null ? [] : snapshots.filesIn(folder),
  ]);
  const known = catalogue.snapshots.filter((each) => each.isThere !== false && namesCluster(each));
  const isDamaged = ({ checked }: CataloguedSnapshot): boolean => checked?.verdict === 'damaged';
  const damaged = new Set(known.filter(isDamaged).map(({ file }) => file));
  const whole = known.find((snapshot) => !isDamaged(snapshot)) ?? null;
  const found = newestOf(files.filter(({ file }) => !damaged.has(file)));
  const newest = whole !== null && whole.at > (found?.at ?? 0) ? { file: whole.file, at: whole.at } : found;
  const input = { folder, newest, now: clock.now() };
  const findings = [...noSnapshot.find(input), ...snapshotOld.find(input)];
  return {
    findings: [...findings, ...snapshotDamaged.find(known), ...snapshotScheduleFails.find(schedule)],
    failure: null,
  };
}

/** By the files' times: the operator says whose they are. */
function newestOf(files: readonly FoundFile[]): Newest {
  const newest = files.reduce<FoundFile | null>((a, b) => (a !== null && a.modifiedAt >= b.modifiedAt ? a : b), null);
  return newest === null ? null : { file: basename(newest.file), at: newest.modifiedAt };
}

import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId, ConnectionId } from '../../contract/ids.ts';
import { type CataloguedSnapshot, namesCluster, type SnapshotsApi } from '../../contract/snapshots.ts';
import { systemCodeOf } from '../files/file-failure.ts';
import { systemReason } from '../files/system-reason.ts';
import type { Clock } from '../ports.ts';
import type { PartFound } from './check-results.ts';
import { noSnapshot, snapshotOld } from './rules/snapshot-age.ts';
import { snapshotDamaged } from './rules/snapshot-damaged.ts';
import { snapshotScheduleFails } from './rules/snapshot-schedule.ts';

/** An empty database has four pages of 4 KiB. */
const leastBytes = 16_384;
const mostFiles = 10_000;

/** What is known of snapshots. */
export type SnapshotsKnown = Pick<SnapshotsApi, 'catalogue' | 'schedule'>;

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
  const [catalogue, schedule] = await Promise.all([
    snapshots.catalogue({ clusterId }, { signal }),
    snapshots.schedule({ connection }, { signal }),
  ]);
  const known = catalogue.snapshots.filter((each) => each.isThere !== false && namesCluster(each));
  const isDamaged = ({ checked }: CataloguedSnapshot): boolean => checked?.verdict === 'damaged';
  const damaged = new Set(known.filter(isDamaged).map(({ file }) => file));
  const whole = known.find((snapshot) => !isDamaged(snapshot)) ?? null;
  const found = folder === null ? null : await newestSnapshot(folder, damaged);
  const newest = whole !== null && whole.at > (found?.at ?? 0) ? { file: whole.file, at: whole.at } : found;
  const input = { folder, newest, now: clock.now() };
  const findings = [...noSnapshot.find(input), ...snapshotOld.find(input)];
  return {
    findings: [...findings, ...snapshotDamaged.find(known), ...snapshotScheduleFails.find(schedule)],
    failure: null,
  };
}

async function newestSnapshot(folder: string, damaged: ReadonlySet<string>): Promise<Newest> {
  const entries = await opendir(folder).catch((error: unknown) => {
    throw notReadable(error, folder);
  });
  let newest: Newest = null;
  let looked = 0;
  for await (const entry of entries) {
    looked += 1;
    if (looked > mostFiles) break;
    if (!entry.isFile() || !entry.name.endsWith('.db')) continue;
    const file = join(folder, entry.name);
    const found = damaged.has(file) ? null : await stat(file).catch(() => null);
    if (found === null || found.size < leastBytes || found.mtimeMs <= (newest?.at ?? 0)) continue;
    newest = { file: entry.name, at: Math.floor(found.mtimeMs) };
  }
  return newest;
}

function notReadable(error: unknown, folder: string): unknown {
  const system = systemCodeOf(error);
  if (system === null) return error;
  const code = system === 'ENOENT' ? 'FileNotFound' : 'FileNotReadable';
  const message = `${folder} cannot be read: ${systemReason(system)}`;
  return new EtcdeckError({ code, message, detail: { file: folder }, operation: 'doctor.examine' }, { cause: error });
}

import { EtcdeckError, type Failure } from '../../../contract/failure.ts';
import { plural } from '../../../contract/figures.ts';
import type { ClusterId } from '../../../contract/ids.ts';
import type { ObjectStoresApi } from '../../../contract/object-stores.ts';
import type { SnapshotSchedule } from '../../../contract/snapshots.ts';
import { statOf } from '../../files/file-stats.ts';
import type { Ports } from '../../ports.ts';
import type { SnapshotCatalogue } from '../catalogue/catalogue.ts';
import { isOf, type SnapshotRecord } from '../catalogue/records.ts';
import { dueSnapshots } from './retention.ts';
import type { ScheduleRecord } from './schedule-records.ts';

type Scheduled = Pick<ScheduleRecord, 'connection' | 'schedule'>;

/**
 * Returns what a schedule saved of a cluster and still stands there as it was saved, newest first. A connection that leads
 * to another cluster now leaves the snapshots of the former one alone.
 */
export async function scheduledSnapshots(
  catalogue: Pick<SnapshotCatalogue, 'records'>,
  { connection }: Scheduled,
  clusterId: ClusterId | null,
): Promise<readonly SnapshotRecord[]> {
  const there: SnapshotRecord[] = [];
  for (const record of catalogue.records()) {
    if (record.origin !== 'scheduled' || record.connection !== connection || record.clusterId !== clusterId) continue;
    const stat = await statOf(record.file);
    if (stat !== null && stat !== 'unknown' && isOf(record, stat)) there.push(record);
  }
  return there;
}

/**
 * Returns the files that retention deletes after the next run, which brings a snapshot more. Fails with
 * `SettingsDamaged`, `FileNotReadable`.
 */
export async function dueNext(
  catalogue: Pick<SnapshotCatalogue, 'records'>,
  { connection, schedule, nextAt }: ScheduleRecord,
): Promise<readonly string[]> {
  const newest = catalogue.records().find((each) => each.origin === 'scheduled' && each.connection === connection);
  if (newest === undefined) return [];
  const there = await scheduledSnapshots(catalogue, { connection, schedule }, newest.clusterId);
  const next = { file: null, at: nextAt, checked: null, rehearsed: null };
  const then = [...there, next].toSorted((a, b) => b.at - a.at);
  return dueSnapshots(then, schedule.retention, nextAt).flatMap(({ file }) => file ?? []);
}

/**
 * Deletes what no rule keeps of the copies in the schedule's store, and returns why it could not delete all of it; `null`:
 * it could.
 */
export async function keepCopies(
  stores: Pick<ObjectStoresApi, 'planRetention' | 'deleteCopies'>,
  { store, nameTemplate, retention }: Pick<SnapshotSchedule, 'store' | 'nameTemplate' | 'retention'>,
  { clusterId, signal }: { readonly clusterId: ClusterId; readonly signal: AbortSignal },
): Promise<Failure | null> {
  if (store === null) return null;
  const request = { store, clusterId, nameTemplate, retention };
  try {
    const { due } = await stores.planRetention(request, { signal });
    if (due.length === 0) return null;
    const objects = due.map(({ object }) => object);
    const { left } = await stores.deleteCopies({ ...request, objects }, { signal });
    const [first] = left;
    if (first === undefined) return null;
    const were = left.length === 1 ? 'was' : 'were';
    const message = `${left.length} of ${plural(due.length, 'copy', 'copies')} that are due ${were} not deleted: ${first.failure.message}`;
    return { ...first.failure, message };
  } catch (error) {
    if (!(error instanceof EtcdeckError)) throw error;
    // The snapshot is saved and copied all the same, and the next run deletes what is due then.
    return error.code === 'Cancelled' ? null : error.toFailure();
  }
}

/** Deletes what no rule keeps, and returns why it could not; `null`: it could. */
export async function keepRetention(
  { catalogue, ports }: { readonly catalogue: SnapshotCatalogue; readonly ports: Pick<Ports, 'clock' | 'log'> },
  scheduled: Scheduled,
  clusterId: ClusterId,
): Promise<Failure | null> {
  const { clock, log } = ports;
  try {
    const there = await scheduledSnapshots(catalogue, scheduled, clusterId);
    for (const { file, sha256, at } of dueSnapshots(there, scheduled.schedule.retention, clock.now())) {
      await catalogue.remove({ file, sha256 });
      log.info('A scheduled snapshot was deleted, as its schedule says', { file, savedAt: new Date(at).toISOString() });
    }
    return null;
  } catch (error) {
    if (!(error instanceof EtcdeckError)) throw error;
    log.warn('A scheduled snapshot that is due could not be deleted', { reason: error.message });
    return error.toFailure();
  }
}

import { EtcdeckError, type Failure } from '../../../contract/failure.ts';
import type { ClusterId } from '../../../contract/ids.ts';
import type { ObjectStoresApi } from '../../../contract/object-stores.ts';
import type { RestoresApi } from '../../../contract/restores.ts';
import type { SnapshotSchedule } from '../../../contract/snapshots.ts';
import type { OpenConnection, OpenConnections } from '../../connections/held/open-connections.ts';
import { ClusterMembers } from '../../members/cluster-members.ts';
import { chooseMember } from '../saving/choose-member.ts';
import { freeFile } from '../saving/file-name.ts';
import { type JournalledSavingParts, saveJournalled } from '../saving/journalled-save.ts';
import { keepCopies, keepRetention } from './keep-retention.ts';
import type { ScheduleRecord } from './schedule-records.ts';

/** What a scheduled run takes. */
export interface RunParts extends JournalledSavingParts {
  readonly open: Pick<OpenConnections, 'hold'>;
  /** Proves that a snapshot serves; the catalogue remembers the result. */
  readonly rehearse: RestoresApi['rehearse'];
  /** Copies a snapshot to an object store; the catalogue remembers the copy. */
  readonly upload: ObjectStoresApi['upload'];
  readonly stores: Pick<ObjectStoresApi, 'planRetention' | 'deleteCopies'>;
}

/** What a run came to. */
export interface RunResult {
  readonly file: string;
  /** Why retention could not be kept afterwards; `null`: it was. */
  readonly failure: Failure | null;
}

/** How a run tells that it goes on, and is stopped. */
export interface RunControl {
  readonly signal: AbortSignal;
  readonly onDidStep: () => void;
}

/**
 * Opens the connection with its stored secrets, saves, checks, and as the schedule says rehearses and copies; then deletes
 * what is no longer kept. Fails as these do, with `SnapshotDamaged`, and with `PasswordRequired` and its like where a
 * secret is not stored.
 */
export async function runSchedule(
  parts: RunParts,
  { connection, schedule }: Pick<ScheduleRecord, 'connection' | 'schedule'>,
  { signal, onDidStep }: RunControl,
): Promise<RunResult> {
  const held = await parts.open.hold(connection);
  let saved: Saved;
  try {
    saved = await save(parts, held.connection, schedule, { signal, onDidStep });
  } catch (error) {
    // The stream over it only says that it ended.
    const why = held.connection.closed.aborted && !signal.aborted ? held.connection.state().failure : null;
    throw why === null ? error : new EtcdeckError(why, { cause: error });
  } finally {
    held.close();
  }
  const { file, clusterId } = saved;
  if (schedule.rehearses) await rehearse(parts, file, { signal, onDidStep });
  if (schedule.store !== null) {
    for await (const _ of parts.upload({ store: schedule.store, file }, { signal })) onDidStep();
  }
  const failure = await keepRetention(parts, { connection, schedule }, clusterId);
  onDidStep();
  const ofCopies = schedule.deletesCopies ? await keepCopies(parts.stores, schedule, { clusterId, signal }) : null;
  return { file, failure: failure ?? ofCopies };
}

interface Saved {
  readonly file: string;
  readonly clusterId: ClusterId;
}

async function save(
  parts: RunParts,
  held: OpenConnection,
  { folder, nameTemplate }: SnapshotSchedule,
  { signal, onDidStep }: RunControl,
): Promise<Saved> {
  const { clock } = parts.ports;
  const bounded = AbortSignal.any([signal, held.closed]);
  const cluster = await new ClusterMembers(held, clock).ask(0, bounded);
  const source = chooseMember(cluster, null);
  const member = cluster.members.find(({ id }) => id === source.member);
  const facts = { name: held.profile.name, at: clock.now(), revision: member?.revision ?? 0 };
  const file = await freeFile(folder, nameTemplate, { ...facts, member: member?.name || source.member });
  for await (const step of saveJournalled(parts, { held, cluster, source, file, origin: 'scheduled' }, bounded)) {
    onDidStep();
    if (step.kind === 'saved' && step.snapshot.uncatalogued !== null)
      throw new EtcdeckError(step.snapshot.uncatalogued);
    if (step.kind === 'unchecked') throw new EtcdeckError(step.failure);
    if (step.kind !== 'checked') continue;
    const { verdict, findings } = step.report.integrity;
    if (verdict === 'damaged') throw damaged(file, findings[0]?.message ?? 'it is not whole');
  }
  return { file, clusterId: cluster.clusterId };
}

async function rehearse(parts: RunParts, file: string, { signal, onDidStep }: RunControl): Promise<void> {
  for await (const notice of parts.rehearse({ file, etcd: null }, { signal })) {
    onDidStep();
    if (notice.kind !== 'rehearsed' || notice.rehearsal.served) continue;
    const message = 'a member that was started from it did not serve what the file holds';
    throw new EtcdeckError({ code: 'RestoreFailed', message, detail: { file } });
  }
}

const damaged = (file: string, message: string): EtcdeckError =>
  new EtcdeckError({ code: 'SnapshotDamaged', message, detail: { file } });

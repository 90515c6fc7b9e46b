import type { ClusterStatus } from '../../../contract/cluster.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { SavedSnapshot, SnapshotProgress } from '../../../contract/snapshots.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { cancelled } from '../../etcd/failures.ts';
import { statOf } from '../../files/file-stats.ts';
import type { SnapshotDescription } from '../../snapshot-files/description.ts';
import { type DatedReport, type ReadingPorts, readSnapshotReport } from '../../snapshot-files/read-snapshot.ts';
import { withProgress } from '../../streams/with-progress.ts';
import type { SnapshotCatalogue } from '../catalogue/catalogue.ts';
import type { SnapshotRecord } from '../catalogue/records.ts';
import { failureOf } from '../failure-of.ts';
import { verdictOf } from '../verdict.ts';
import type { SnapshotSource } from './choose-member.ts';
import { describeAnew, describeSnapshot } from './describe-snapshot.ts';
import { saveSnapshot } from './save-snapshot.ts';

/** What saving takes beside the request. */
export interface SavingParts {
  readonly catalogue: SnapshotCatalogue;
  readonly ports: ReadingPorts;
}

/** One snapshot to save. */
export interface SaveRequest {
  readonly held: OpenConnection;
  readonly cluster: ClusterStatus;
  readonly source: SnapshotSource;
  readonly file: string;
  readonly origin: 'saved' | 'scheduled';
}

/**
 * Saves a snapshot, describes it, enters it into the catalogue, and reads it whole. Fails only before it is saved, and
 * with `Cancelled`; what fails afterwards is a step of its own, and the file stays.
 */
export async function* saveChecked(
  parts: SavingParts,
  request: SaveRequest,
  signal: AbortSignal,
): AsyncGenerator<SnapshotProgress, void> {
  const { held, source, file } = request;
  const saved = yield* withProgress<SnapshotProgress, Omit<SavedSnapshot, 'uncatalogued' | 'undescribed'>>(
    signal,
    (inner, onDidProgress) =>
      saveSnapshot({
        ...{ client: held.client, source, file, signal: inner },
        onDidReceive: (receivedBytes, totalBytes) =>
          onDidProgress({ kind: 'receiving', file, receivedBytes, totalBytes }),
      }),
  );
  const described = descriptionOf(request, saved, parts.ports.clock.now());
  const undescribed = await told(parts, saved, 'A saved snapshot has no description', () =>
    describeSnapshot(file, described),
  );
  const uncatalogued = await told(parts, saved, 'A saved snapshot is not in the catalogue', async () => {
    await parts.catalogue.add(await recordOf(request, saved, described));
  });
  yield { kind: 'saved', snapshot: { ...saved, undescribed, uncatalogued } };
  yield* check(parts, saved, described, signal);
}

type Saved = Pick<SavedSnapshot, 'file' | 'bytes' | 'sha256' | 'revision'>;

async function* check(
  parts: SavingParts,
  saved: Saved,
  described: SnapshotDescription,
  signal: AbortSignal,
): AsyncGenerator<SnapshotProgress, void> {
  const { ports, catalogue } = parts;
  const { file } = saved;
  try {
    const before = await statOf(file);
    const { report, readAt } = yield* withProgress<SnapshotProgress, DatedReport>(signal, (inner, onDidProgress) =>
      readSnapshotReport(ports, file, {
        ...{ signal: inner, isFresh: true },
        onDidRead: (doneBytes, totalBytes) => onDidProgress({ kind: 'checking', doneBytes, totalBytes }),
      }),
    );
    const verdict = verdictOf(report, readAt);
    await told(parts, saved, 'The catalogue does not remember what a check found', async () => {
      if (before !== null && before !== 'unknown') {
        await catalogue.didCheck(file, verdict, { ...before, sha256: report.sha256 });
      }
    });
    const { revision } = verdict;
    // A store without a revision has none to describe.
    if (revision !== null && revision > 0) {
      await told(parts, saved, 'The description of a saved snapshot lacks its revision', () =>
        describeAnew(file, { ...described, revision }),
      );
    }
    yield { kind: 'checked', report };
  } catch (error) {
    if (signal.aborted) throw cancelled('snapshotCheck');
    const failure = failureOf(error);
    ports.log.warn('A saved snapshot could not be checked', { file, reason: failure.message });
    yield { kind: 'unchecked', failure };
  }
}

/** Does what may fail after a save, and returns why it did: the file is whole, and stays. */
async function told(
  { ports }: SavingParts,
  { file }: Saved,
  what: string,
  work: () => Promise<void>,
): Promise<Failure | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const failure = failureOf(error);
    ports.log.warn(what, { file, reason: failure.message });
    return failure;
  }
}

function descriptionOf({ held, cluster, source }: SaveRequest, saved: Saved, at: number): SnapshotDescription {
  const { sha256 } = saved;
  const etcdVersion = cluster.members.find(({ id }) => id === source.member)?.version ?? null;
  const { clusterId } = cluster;
  // The revision of now is near that of the file, which names none before it is read.
  return { ...source, clusterId, at, etcdVersion, sha256, revision: null, connection: held.profile.name.slice(0, 256) };
}

async function recordOf(
  { held, origin }: SaveRequest,
  { file, bytes, revision }: Saved,
  { member, clusterId, at, etcdVersion, sha256 }: SnapshotDescription,
): Promise<SnapshotRecord> {
  const stat = await statOf(file);
  const modifiedAt = stat === null || stat === 'unknown' ? null : stat.modifiedAt;
  const facts = { file, bytes, sha256, revision, member, clusterId, connection: held.id, etcdVersion };
  return { ...facts, at, origin, modifiedAt, checked: null, rehearsed: null, copies: [] };
}

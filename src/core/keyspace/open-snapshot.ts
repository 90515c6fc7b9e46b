import { basename } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { RevisionSighting } from '../../contract/history.ts';
import type { ClusterId } from '../../contract/ids.ts';
import { everyKey } from '../../contract/key-coverage.ts';
import type { SnapshotFigures, SnapshotIntegrity, SnapshotReport } from '../../contract/snapshot-report.ts';
import { sightingLine, timeAt } from '../connections/held/sighting-line.ts';
import { cancelled } from '../etcd/failures.ts';
import { findOwnRegistries } from '../registries/own-registries.ts';
import { type BackupChain, backupChainOf, notReadHere } from '../snapshot-files/backups/backup-chain.ts';
import { readBackup } from '../snapshot-files/backups/read-backup.ts';
import { readDescription } from '../snapshot-files/description.ts';
import { fingerprintOf } from '../snapshot-files/fingerprint.ts';
import { hashKVOf } from '../snapshot-files/index/record-hashes.ts';
import { hashOfSnapshot, type ReadingPorts, readSnapshot } from '../snapshot-files/read-snapshot.ts';
import type { SnapshotIndex } from '../snapshot-files/snapshot-index.ts';
import type { ValueReader } from '../snapshot-files/snapshot-moment.ts';
import { SnapshotRevisions } from '../snapshot-files/snapshot-revisions.ts';
import { SnapshotValues } from '../snapshot-files/snapshot-values.ts';
import type { OpenSource } from '../sources/open-sources.ts';
import { sortedReads } from '../sources/sorted-reads.ts';
import type { SourcePast } from '../sources/source-past.ts';
import type { SourceReader } from '../sources/source-reader.ts';
import { fileRegistries } from './file-registries.ts';
import type { FileOpening, OpenFile } from './file-sources.ts';
import { leaseSightingsIn } from './node-leases.ts';
import { snapshotHash } from './snapshot-hash.ts';
import { timelineOf } from './timeline.ts';

/** What a snapshot says beside its keys. */
interface Told {
  readonly file: string;
  readonly revisions: SnapshotRevisions;
  /** `null` where the file does not say, and no description of it does. */
  readonly clusterId: ClusterId | null;
  /** When the cluster was at which revision, as files beside this one say. */
  readonly seen: readonly RevisionSighting[];
  readonly verdict: SnapshotIntegrity['verdict'];
  /** As `seen`, by the leases of Kubernetes' nodes. */
  readonly leases: () => Promise<readonly RevisionSighting[]>;
}

/** A snapshot that was read, with what stands beside it. */
interface Read extends Pick<Told, 'clusterId' | 'seen' | 'verdict'>, Pick<OpenSource, 'hash' | 'fileState'> {
  readonly index: SnapshotIndex;
  readonly figures: SnapshotFigures;
  readonly values: ValueReader;
  /** The memory that it takes beside its index, in bytes. */
  readonly bytes: number;
}

type Opening = Pick<FileOpening, 'closed' | 'onDidRead'>;

/** Reads where the keys of snapshots and their values are; the values stay in the file. */
export function snapshotOpener(ports: ReadingPorts): OpenFile {
  return async (file, { closed, admit, onDidRead }) => {
    const chain = await backupChainOf(file);
    const read =
      chain === null
        ? await openAlone(ports, file, { closed, onDidRead })
        : await openBackup(ports, chain, { closed, onDidRead });
    const { index, figures, values, clusterId, seen, hash, fileState } = read;
    // An empty store is at its first revision.
    const range = { newest: Math.max(1, figures.revision), compacted: figures.compactRevision };
    const revisions = new SnapshotRevisions(index, values, range);
    admit(index.bytes + revisions.bytes + read.bytes);
    let leases: Promise<readonly RevisionSighting[]> | null = null;
    const told: Told = {
      ...{ file, revisions, clusterId, seen, verdict: read.verdict },
      // Lease sightings are optional: a failure leaves them out.
      leases: () => (leases ??= leaseSightingsIn(revisions, registries.registries()).catch(() => [])),
    };
    const found = await againOnceWhole(() =>
      findOwnRegistries(readerAt(told, null), new Uint8Array(), { signal: closed }),
    );
    const registries = fileRegistries(found);
    const shared: Omit<OpenSource, 'whole' | 'readable'> = {
      ...registries,
      coverage: everyKey,
      past: pastOf(told),
      changes: null,
      ...{ hash, fileState },
      closed,
      etcdctl: () => null,
    };
    return {
      at(revision) {
        const reader = readerAt(told, revision);
        return { ...shared, whole: reader, readable: reader };
      },
    };
  };
}

async function openAlone(ports: ReadingPorts, file: string, { closed, onDidRead }: Opening): Promise<Read> {
  const options = { signal: closed, onDidRead, isFresh: false };
  const { report, index, fingerprint } = await readSnapshot(ports, file, options);
  const { figures } = report;
  if (index === null || figures === null) throw unreadable(file, report);
  closeWith(closed, () => index.close());
  const values = await SnapshotValues.open(file, fingerprint);
  closeWith(closed, () => values.close());
  const description = await readDescription(file);
  const told = description?.sha256 === report.sha256 ? description : null;
  const newest = Math.max(1, figures.revision);
  return {
    ...{ index, figures, values, verdict: report.integrity.verdict },
    bytes: 0,
    fileState: fingerprint,
    clusterId: told?.clusterId ?? null,
    seen: told === null ? [] : [{ revision: newest, at: told.at }],
    hash: snapshotHash(figures, async (hashed, options) => {
      const hash = await hashOfSnapshot(ports, file, hashed, options);
      // Another file may be there by now, which says nothing about the keys that are held.
      return (await fingerprintOf(file)) === fingerprint ? hash : null;
    }),
  };
}

async function openBackup(ports: ReadingPorts, chain: BackupChain, { closed, onDidRead }: Opening): Promise<Read> {
  const opened = await readBackup(ports, chain, { signal: closed, onDidRead });
  const { report, keys, values, sightings, fileState, close } = opened;
  closeWith(closed, close);
  const { figures } = report;
  if (keys === null || figures === null) throw unreadable(chain.full.file, report);
  const { index, hashes } = keys;
  return {
    ...{ index, figures, values, verdict: report.integrity.verdict },
    bytes: Object.values(hashes).reduce((sum: number, column: ArrayBufferView) => sum + column.byteLength, 0),
    clusterId: null,
    seen: sightings,
    fileState,
    hash: snapshotHash(figures, (hashed) => hashKVOf(hashes, hashed)),
  };
}

/** Reads again where the index turns out to be damaged, which the next read makes whole. */
async function againOnceWhole<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'IndexDamaged') return await read();
    throw error;
  }
}

/** Closes what was opened when the file is closed. */
function closeWith(closed: AbortSignal, close: () => Promise<void>): void {
  const end = (): void => void close().catch(() => undefined);
  closed.addEventListener('abort', end, { once: true });
  if (!closed.aborted) return;
  end();
  throw cancelled('open');
}

function pastOf({ revisions, seen, leases }: Told): SourcePast {
  const head = { revision: revisions.newest, at: timeOfHead(revisions, seen) };
  const before = seen.filter(({ revision }) => revision !== head.revision);
  return {
    timeline: async () => timelineOf(revisions.oldest, head, [before, await leases()]),
    states: (key) => revisions.states(key),
  };
}

/** Returns when the cluster was at its last revision; `null` where that is not known. */
const timeOfHead = ({ newest }: SnapshotRevisions, seen: Told['seen']): number | null =>
  seen.findLast(({ revision }) => revision === newest)?.at ?? null;

/** Reads a snapshot's keys at a revision; `null`: at its last one. */
function readerAt(told: Told, asked: number | null): SourceReader {
  const { file, revisions, clusterId, verdict } = told;
  const revision = asked ?? revisions.newest;
  const reader: SourceReader = {
    ...sortedReads(() => revisions.at(revision)),
    revision,
    pin: (other) => (other === undefined || other === revision ? reader : readerAt(told, other)),
    origin: async () => ({
      name: basename(file),
      clusterId,
      isKine: false,
      dataTime: await timeOf(told, revision),
      revision: null,
      coverage: everyKey,
      verdict,
      canWrite: false,
      canWatch: false,
      hasHistory: true,
      canReadWithoutQuorum: false,
    }),
  };
  return reader;
}

async function timeOf({ revisions, seen, leases }: Told, revision: number): Promise<number | null> {
  if (revision === revisions.newest) return timeOfHead(revisions, seen);
  return timeAt(sightingLine([...(await leases()), ...seen], Number.POSITIVE_INFINITY), revision);
}

function unreadable(file: string, { integrity }: SnapshotReport): EtcdeckError {
  return notReadHere(file, integrity.findings[0]?.message ?? 'it holds no keys that can be read');
}

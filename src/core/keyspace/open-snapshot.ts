import { basename } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { RevisionSighting } from '../../contract/history.ts';
import { everyKey } from '../../contract/key-coverage.ts';
import type { SnapshotIntegrity } from '../../contract/snapshot-report.ts';
import { sightingLine, timeAt } from '../connections/held/sighting-line.ts';
import { cancelled } from '../etcd/failures.ts';
import { findOwnRegistries } from '../registries/own-registries.ts';
import { readDescription, type SnapshotDescription } from '../snapshot-files/description.ts';
import { type ReadingPorts, readSnapshot } from '../snapshot-files/read-snapshot.ts';
import { SnapshotRevisions } from '../snapshot-files/snapshot-revisions.ts';
import { SnapshotValues } from '../snapshot-files/snapshot-values.ts';
import type { OpenSource } from '../sources/open-sources.ts';
import { sortedReads } from '../sources/sorted-reads.ts';
import type { SourcePast } from '../sources/source-past.ts';
import type { SourceReader } from '../sources/source-reader.ts';
import { fileRegistries } from './file-registries.ts';
import type { OpenFile } from './file-sources.ts';
import { leaseSightingsIn } from './node-leases.ts';
import { snapshotHash } from './snapshot-hash.ts';
import { timelineOf } from './timeline.ts';

/** What a snapshot says beside its keys. */
interface Told {
  readonly file: string;
  readonly revisions: SnapshotRevisions;
  /** `null` where there is none of this file. */
  readonly description: SnapshotDescription | null;
  readonly verdict: SnapshotIntegrity['verdict'];
  /** When the cluster was at which revision, by the leases of Kubernetes' nodes. */
  readonly leases: () => Promise<readonly RevisionSighting[]>;
}

/** Reads where the keys of snapshots and their values are; the values stay in the file. */
export function snapshotOpener(ports: ReadingPorts): OpenFile {
  return async (file, { closed, admit, onDidRead }) => {
    const { report, index, fingerprint } = await readSnapshot(ports, file, {
      signal: closed,
      onDidRead,
      isFresh: false,
    });
    const { figures } = report;
    if (index === null || figures === null) throw unreadable(file, report.integrity.findings[0]?.message);
    // An empty store is at its first revision.
    const range = { newest: Math.max(1, figures.revision), compacted: figures.compactRevision };
    const revisions = new SnapshotRevisions(index, await valuesOf(file, fingerprint, closed), range);
    admit(index.bytes + revisions.bytes);
    const description = await readDescription(file);
    let leases: Promise<readonly RevisionSighting[]> | null = null;
    const told: Told = {
      file,
      revisions,
      description: description?.sha256 === report.sha256 ? description : null,
      verdict: report.integrity.verdict,
      // Lease sightings are optional: a failure leaves them out.
      leases: () => (leases ??= leaseSightingsIn(revisions, registries.registries()).catch(() => [])),
    };
    const found = await findOwnRegistries(readerAt(told, null), new Uint8Array(), { signal: closed });
    const registries = fileRegistries(found);
    const shared: Omit<OpenSource, 'whole' | 'readable'> = {
      ...registries,
      coverage: everyKey,
      past: pastOf(told),
      hash: snapshotHash(ports, { file, fingerprint, figures }),
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

/** Opens a file's values until the file is closed. */
async function valuesOf(file: string, fingerprint: string, closed: AbortSignal): Promise<SnapshotValues> {
  const values = await SnapshotValues.open(file, fingerprint);
  const close = (): void => void values.close().catch(() => undefined);
  closed.addEventListener('abort', close, { once: true });
  if (!closed.aborted) return values;
  close();
  throw cancelled('open');
}

function pastOf({ revisions, description, leases }: Told): SourcePast {
  const head = { revision: revisions.newest, at: description?.at ?? null };
  return {
    timeline: async () => timelineOf(revisions.oldest, head, [await leases()]),
    states: (key) => revisions.states(key),
  };
}

/** Reads a snapshot's keys at a revision; `null`: at its last one. */
function readerAt(told: Told, asked: number | null): SourceReader {
  const { file, revisions, description, verdict } = told;
  const revision = asked ?? revisions.newest;
  const reader: SourceReader = {
    ...sortedReads(() => revisions.at(revision)),
    revision,
    pin: (other) => (other === undefined || other === revision ? reader : readerAt(told, other)),
    origin: async () => ({
      name: basename(file),
      clusterId: description?.clusterId ?? null,
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

async function timeOf({ revisions, description, leases }: Told, revision: number): Promise<number | null> {
  if (revision === revisions.newest) return description?.at ?? null;
  const saved = description === null ? [] : [{ revision: revisions.newest, at: description.at }];
  return timeAt(sightingLine([...(await leases()), ...saved], Number.POSITIVE_INFINITY), revision);
}

function unreadable(file: string, reason = 'it holds no keys that can be read'): EtcdeckError {
  const message = `${file} cannot be read as a snapshot: ${reason}`;
  return new EtcdeckError({ code: 'SnapshotInvalid', message, detail: { file, reason } });
}

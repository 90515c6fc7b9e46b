import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { RestoredHash } from '../../contract/restores.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { hashKV, type KVHash } from '../etcd/maintenance.ts';
import { ClusterMembers } from '../members/cluster-members.ts';
import { hashOfSnapshot, type ReadingPorts, readSnapshotReport } from '../snapshot-files/read-snapshot.ts';
import { bumpedHash, isBump } from './bumped-hash.ts';

/** What comparing needs. */
export interface CompareParts {
  readonly ports: ReadingPorts;
  readonly open: OpenConnections;
}

const operation = 'restores.compareHash';
/** A large database on a slow disk takes its time. */
const timeoutMs = 120_000;

/**
 * Compares every voting member of a connection's cluster with a snapshot, one at a time: each stops reading and writing
 * meanwhile. Needs no quorum.
 */
export async function compareRestored(
  { ports, open }: CompareParts,
  { file, connection }: { readonly file: string; readonly connection: ConnectionId },
  outer: AbortSignal,
): Promise<readonly RestoredHash[]> {
  const held = open.require(connection);
  const signal = AbortSignal.any([outer, held.closed]);
  const [read, cluster] = await Promise.all([
    readSnapshotReport(ports, file, { signal, isFresh: false, onDidRead: () => undefined }),
    new ClusterMembers(held, ports.clock).ask(0, signal),
  ]);
  const { figures, integrity } = read.report;
  if (figures === null) {
    const reason = integrity.findings[0]?.message ?? 'it holds no keys that can be read';
    throw new EtcdeckError({ code: 'SnapshotInvalid', message: reason, operation, detail: { file, reason } });
  }
  const known = new Map<number, Promise<number | null>>();
  const { revision } = figures;
  const fileHash = (compactRevision: number): Promise<number | null> => {
    const hash = known.get(compactRevision) ?? hashOfSnapshot(ports, file, { revision, compactRevision }, { signal });
    known.set(compactRevision, hash);
    return hash;
  };
  const compared: Compared = { revision, lastRevision: figures.lastRevision, fileHash };
  const rows: RestoredHash[] = [];
  for (const { id, name, isLearner, endpoint, latencyMs, failure } of cluster.members) {
    const row = (isEqual: boolean | null, why: Failure | null): RestoredHash => ({
      ...{ member: id, name, isEqual },
      failure: why === null ? null : { ...why, member: id },
    });
    if (isLearner) rows.push(row(null, learner));
    else if (endpoint === null || latencyMs === null) rows.push(row(null, failure ?? silent));
    else {
      const found = await compareMember(compared, { client: held.client, endpoint, signal });
      rows.push(row(found.isEqual, found.failure));
    }
  }
  return rows;
}

interface Compared {
  readonly revision: number;
  /** What a raise begins at: less than `revision` where a deletion was compacted away. */
  readonly lastRevision: number;
  /** The hash of the file for a member that has compacted to a revision. */
  readonly fileHash: (compactRevision: number) => Promise<number | null>;
}

interface Asked {
  readonly client: EtcdClient;
  readonly endpoint: string;
  readonly signal: AbortSignal;
}

type Found = Pick<RestoredHash, 'isEqual' | 'failure'>;

async function compareMember(compared: Compared, asked: Asked): Promise<Found> {
  const { revision, fileHash } = compared;
  const ask = (at: number): Promise<KVHash> =>
    hashKV(asked.client, asked.endpoint, at, { timeoutMs, signal: asked.signal });
  try {
    const { hash, compactRevision } = await ask(revision);
    return found(hash === (await fileHash(compactRevision)));
  } catch (error) {
    if (asked.signal.aborted || !(error instanceof EtcdeckError)) throw error;
    // It has never had what the file has.
    if (error.code === 'FutureRev') return found(false);
    if (error.code !== 'Compacted') return { isEqual: null, failure: error.toFailure() };
  }
  try {
    const newest = await ask(0);
    // 3.4 refuses exactly the compacted revision.
    if (newest.revision === revision) return found(newest.hash === (await fileHash(newest.compactRevision)));
    return await compareRaised(compared, newest, ask);
  } catch (error) {
    if (asked.signal.aborted || !(error instanceof EtcdeckError)) throw error;
    return { isEqual: null, failure: error.toFailure() };
  }
}

/**
 * Compares a member whose revision was raised by its restore: what it compacted to then is the revision of an empty
 * record behind those of the file. A later compaction looks alike, and leaves nothing to compare.
 */
async function compareRaised(
  { lastRevision, fileHash }: Compared,
  newest: KVHash,
  ask: (at: number) => Promise<KVHash>,
): Promise<Found> {
  const raised = newest.compactRevision;
  const { hash, compactRevision } = newest.revision === raised ? newest : await ask(raised);
  const hashes = await Promise.all([fileHash(raised), fileHash(compactRevision)]);
  const isEqual = hashes.some((own) => own !== null && bumpedHash(own, raised) === hash);
  if (isEqual || isBump(lastRevision, raised)) return found(isEqual);
  return { isEqual: null, failure: compacted };
}

const found = (isEqual: boolean): Found => ({ isEqual, failure: null });

const compacted: Failure = {
  code: 'Compacted',
  message: 'it has compacted what would be compared',
  retry: false,
  operation,
};
const learner: Failure = {
  ...{ code: 'NotSupportedForLearner', message: 'a learner computes no hash', retry: false, operation },
};
const silent: Failure = { code: 'Unavailable', message: 'it does not answer', retry: true, operation };

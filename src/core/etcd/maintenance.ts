import type { ISnapshotResponse, IStatusResponse } from 'etcd3';
import type { Abort } from '../../contract/abort.ts';
import type { AlarmType } from '../../contract/cluster.ts';
import type { ClusterId, MemberId } from '../../contract/ids.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { toClusterId, toMemberDecimal, toMemberId, toNumber } from './ids.ts';
import { openStream } from './open-stream.ts';

/** One member's status. `null`: this version does not report it. */
export interface EndpointStatus {
  readonly clusterId: ClusterId;
  readonly memberId: MemberId;
  /** `null` when the member sees no leader. */
  readonly leader: MemberId | null;
  readonly version: string;
  /** The size of the database file, and of its part in use, in bytes. */
  readonly dbSize: number;
  readonly dbSizeInUse: number | null;
  /** From 3.6. */
  readonly dbSizeQuota: number | null;
  readonly raftTerm: number;
  readonly raftIndex: number;
  readonly raftAppliedIndex: number;
  readonly revision: number;
  readonly isLearner: boolean;
  /** The member's own texts: "etcdserver: no leader", alarms. */
  readonly errors: readonly string[];
  readonly latencyMs: number;
}

// Reported from 3.6 on; earlier versions leave the defaults.
interface StatusResponse extends IStatusResponse {
  readonly dbSizeQuota: string;
}

/**
 * Reads one member's status; needs no quorum. With auth, root may; others fail with `PermissionDenied` on 3.5 (3.5.30),
 * and may on 3.4, 3.6 and 3.7 (3.6.14, 3.7.1).
 */
export async function status(
  client: EtcdClient,
  endpoint: string,
  options?: Omit<EtcdCallOptions, 'endpoint'>,
): Promise<EndpointStatus> {
  const { answer, latencyMs } = await client.call(
    // The descriptor decodes the newer fields that etcd3's type lacks.
    async ({ maintenance }) => (await maintenance.status()) as StatusResponse,
    { ...options, endpoint },
  );
  return {
    clusterId: toClusterId(answer.header.cluster_id),
    memberId: toMemberId(answer.header.member_id),
    leader: answer.leader === '0' ? null : toMemberId(answer.leader),
    version: answer.version,
    dbSize: toNumber(answer.dbSize),
    dbSizeInUse: reported(answer.dbSizeInUse),
    dbSizeQuota: reported(answer.dbSizeQuota),
    raftTerm: toNumber(answer.raftTerm),
    raftIndex: toNumber(answer.raftIndex),
    raftAppliedIndex: toNumber(answer.raftAppliedIndex),
    revision: toNumber(answer.header.revision),
    isLearner: answer.isLearner,
    errors: answer.errors,
    latencyMs,
  };
}

/**
 * Moves leadership to another voting member, and waits until that one leads. Only the leader itself accepts it; every
 * other member fails with `NotLeader`. The leader gives up a transfer that takes longer than an election, and may still
 * lead then: `OutcomeUnknown`. Fails with `BadLeaderTransferee` for a learner. With auth only root may.
 */
export async function moveLeader(
  client: EtcdClient,
  leaderEndpoint: string,
  target: MemberId,
  options?: Omit<EtcdCallOptions, 'endpoint'>,
): Promise<void> {
  await client.call(({ maintenance }) => maintenance.moveLeader({ targetID: toMemberDecimal(target) }), {
    ...options,
    endpoint: leaderEndpoint,
  });
}

/** The hash of one member's keys and of their history since its last compaction. */
export interface KVHash {
  readonly hash: number;
  /** The revision that the member has compacted to, 0 before the first time: hashes of different ones do not compare. */
  readonly compactRevision: number;
  /** The member's newest revision. */
  readonly revision: number;
}

/**
 * Has one member hash its keys up to a revision; 0: its newest one. It neither reads nor writes meanwhile, about a second
 * a million keys. Needs no quorum. Hashes agree across 3.4 to 3.7. From 3.5 on it answers for exactly the compacted revision
 * with the hash that it took when it compacted, and with the compacted revision of before. Fails with `Compacted`, on 3.4 for exactly the compacted
 * revision too, with `FutureRev`, `NotSupportedForLearner`, and with auth with `PermissionDenied` for all but root.
 */
export async function hashKV(
  client: EtcdClient,
  endpoint: string,
  revision: number,
  options?: Omit<EtcdCallOptions, 'endpoint'>,
): Promise<KVHash> {
  const { answer } = await client.call(({ maintenance }) => maintenance.hashKV({ revision: String(revision) }), {
    ...options,
    endpoint,
  });
  return {
    hash: toNumber(answer.hash),
    compactRevision: Math.max(0, toNumber(answer.compact_revision)),
    revision: toNumber(answer.header.revision),
  };
}

/**
 * Defragments one member's database. The member answers nothing else meanwhile, and goes on when its client is gone: a
 * time-out is `OutcomeUnknown`, and the call must not be repeated. Takes 6 to 12 seconds for each GiB in use on an idle
 * machine. Writes a second file of about the part in use beside the database. With auth only root may.
 */
export async function defragment(
  client: EtcdClient,
  endpoint: string,
  options: Omit<EtcdCallOptions, 'endpoint'>,
): Promise<void> {
  await client.call(({ maintenance }) => maintenance.defragment(), { ...options, endpoint });
}

/** A raised alarm. */
export interface RaisedAlarm {
  /** The member that raised it, as it is listed: CORRUPT names the member `0` on 3.4 and 3.5. */
  readonly member: MemberId;
  readonly alarm: AlarmType;
}

/** Lists the raised alarms. Goes through the log, and so needs quorum. With auth only root may. */
export async function alarmList(client: EtcdClient, options?: EtcdCallOptions): Promise<readonly RaisedAlarm[]> {
  const { answer } = await client.call(({ maintenance }) => maintenance.alarm({ action: 'Get' }), options);
  return answer.alarms.flatMap(({ memberID, alarm }) => {
    const type = alarm === 'Nospace' ? 'NOSPACE' : alarm === 'Corrupt' ? 'CORRUPT' : null;
    return type === null ? [] : [{ member: toMemberId(memberID), alarm: type }];
  });
}

/**
 * Clears one alarm, named as it is listed: with another member the server answers, and does nothing (3.4 to 3.7). Its
 * cause stays as it is. With auth only root may.
 */
export async function alarmDisarm(
  client: EtcdClient,
  { member, alarm }: RaisedAlarm,
  options?: EtcdCallOptions,
): Promise<void> {
  const named = alarm === 'NOSPACE' ? 'Nospace' : 'Corrupt';
  await client.call(
    ({ maintenance }) => maintenance.alarm({ action: 'Deactivate', memberID: toMemberDecimal(member), alarm: named }),
    options,
  );
}

/** Zero means "not reported": no database is empty, and no quota is zero. */
function reported(decimal: string): number | null {
  return decimal === '0' ? null : toNumber(decimal);
}

/** A piece of a member's database file. */
export interface SnapshotChunk {
  readonly blob: Uint8Array;
  /** Bytes of the database still to come; the 32 bytes of SHA-256 that end the stream are not among them. */
  readonly remainingBytes: number;
  /** The storage version; not reported before 3.6. */
  readonly version: string | null;
}

/** The times of a snapshot, in milliseconds, and its signal. */
export interface SnapshotOptions {
  readonly signal?: Abort | undefined;
  /** How long the member may take to its first piece; 30,000. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Streams one member's database in pieces of about 32 KiB, ended by the SHA-256 of all before. Pulled: a slow consumer
 * slows the member, and nothing is buffered. Loads the member's disk and network meanwhile. With auth only root may.
 * Fails with `PermissionDenied`, `ConnectionCut`; a broken stream cannot be resumed.
 */
export function snapshot(
  client: EtcdClient,
  endpoint: string,
  options: SnapshotOptions = {},
): AsyncIterable<SnapshotChunk> {
  return stoppable(options.signal, (signal) => snapshotChunks(client, endpoint, options.timeoutMs ?? 30_000, signal));
}

// The field was added in 3.6.
interface SnapshotResponse extends ISnapshotResponse {
  readonly version: string;
}

async function* snapshotChunks(
  client: EtcdClient,
  endpoint: string,
  timeoutMs: number,
  signal: AbortSignal,
): AsyncGenerator<SnapshotChunk, void> {
  const { answer } = await client.attempt(
    (channel, bounds) =>
      openStream<SnapshotResponse>(
        channel,
        // etcd3's own call never sends the token, so with auth it fails for every user.
        { service: 'Maintenance', method: 'snapshot', request: {}, answerBy: bounds.deadline },
        bounds,
      ),
    { endpoint, signal, timeoutMs },
  );
  yield toChunk(answer.first);
  for await (const response of answer.stream.messages) yield toChunk(response);
}

function toChunk(response: SnapshotResponse): SnapshotChunk {
  return {
    blob: response.blob,
    remainingBytes: toNumber(response.remaining_bytes),
    version: response.version || null,
  };
}

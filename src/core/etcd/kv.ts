import type { IKeyValue, IRangeRequest } from 'etcd3';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId, MemberId } from '../../contract/ids.ts';
import type { KeyMeta, KeyValue } from '../../contract/keys.ts';
import { afterPrefix } from '../bytes/bytes.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { toClusterId, toLeaseId, toMemberId, toNumber } from './ids.ts';
import { asKineTakesIt, isKnownAsKine, learnKine } from './kine.ts';
import { RangeAnswer } from './range-answer.ts';

/** A Range request, in etcd's terms. */
export interface RangeRequest {
  /** The first key; with a `rangeEnd`, an empty one means the first of all keys. */
  readonly key: Uint8Array;
  /** The key after the last one wanted (`prefixEnd` for a prefix); `toTheEnd`: to the end; absent: `key` alone. */
  readonly rangeEnd?: Uint8Array;
  readonly limit?: number;
  /** The revision to read at; the head where it is absent or 0. */
  readonly revision?: number;
  /**
   * Leaves the values out of the answer. Before 3.7 the member still reads them; from 3.7 it does not, and returns no
   * lease either: every key has `lease: null`.
   */
  readonly keysOnly?: boolean;
  readonly countOnly?: boolean;
  /** Answers from this member's own state, without quorum, and perhaps behind. */
  readonly serializable?: boolean;
}

/** The keys of one Range, and the number of all its keys. */
export interface RangeResult {
  /** The store's revision when the member answered. */
  readonly revision: number;
  readonly kvs: readonly KeyValue[];
  readonly more: boolean;
  /** The number of keys in the range, regardless of the limit. */
  readonly count: number;
  readonly endpoint: string;
}

/** The smallest possible key. Reading it costs a member nothing and, as for any key, needs permission. */
export const smallestKey = Uint8Array.of(0);

/** The `rangeEnd` that means the end of the keyspace. */
export const toTheEnd = Uint8Array.of(0);

/**
 * Returns the keys of a range, in key order. Before 3.7 a member walks its index over the whole range, regardless of
 * the limit: about 0.24 µs a key, blocking writers meanwhile. Fails with `Compacted`, `FutureRev`, `PermissionDenied`.
 */
export async function range(
  client: EtcdClient,
  request: RangeRequest,
  options?: EtcdCallOptions,
): Promise<RangeResult> {
  const { answer, revision, endpoint } = await openRange(client, request, options);
  return { revision, kvs: answer.keyValues(), more: answer.more, count: answer.count, endpoint };
}

/** Does what `range` does, for many keys: the answer is read on demand. */
export async function openRange(
  client: EtcdClient,
  request: RangeRequest,
  options?: EtcdCallOptions,
): Promise<{ readonly answer: RangeAnswer; readonly revision: number; readonly endpoint: string }> {
  const isKine = isKnownAsKine(client);
  const asked = isKine ? asKineTakesIt(request) : request;
  try {
    const { answer: bytes, endpoint } = await client.call((calls) => calls.range(toRangeRequest(asked)), options);
    const answer = new RangeAnswer(bytes);
    answer.checkAgainst(asked);
    return { answer, revision: answer.revision ?? 0, endpoint };
  } catch (error) {
    if (!isKine && learnKine(client, error)) return await openRange(client, request, options);
    throw error;
  }
}

/** The header that a member puts before an answer. */
export interface Head {
  readonly clusterId: ClusterId;
  readonly memberId: MemberId;
  /** The term of the last entry that the member applied. */
  readonly raftTerm: number;
  readonly revision: number;
  readonly latencyMs: number;
}

/**
 * Returns the cluster's id and the store's revision, for users who may read neither status nor any known key: an empty
 * transaction needs no permission (3.4 to 3.7). The member answers from its own state, without quorum, and perhaps
 * behind.
 */
export async function head(client: EtcdClient, options?: EtcdCallOptions): Promise<Head> {
  const { answer, latencyMs } = await client.call(({ kv }) => kv.txn({}), options);
  const { header } = answer;
  return {
    clusterId: toClusterId(header.cluster_id),
    memberId: toMemberId(header.member_id),
    raftTerm: toNumber(header.raft_term),
    revision: toNumber(header.revision),
    latencyMs,
  };
}

/** How long one of several members may take before the next one is asked. */
const promptMs = 2_000;

/** Does what `head` does, and moves on from a member that hangs, which would take the whole time. */
export async function headOfAny(
  client: EtcdClient,
  options: Pick<EtcdCallOptions, 'signal'>,
): Promise<{ readonly clusterId: ClusterId; readonly revision: number }> {
  for (let left = client.endpoints.length; ; left -= 1) {
    try {
      return await head(client, left > 1 ? { ...options, timeoutMs: promptMs } : options);
    } catch (error) {
      // The client asks another one next.
      if (left <= 1 || !(error instanceof EtcdeckError) || error.code !== 'DeadlineExceeded') throw error;
    }
  }
}

/**
 * Gives up the history before a revision, on every member. With `isPhysical` the member that is asked answers once its
 * pages are free, which takes seconds to minutes; the others go on by themselves. Fails with `Compacted`, `FutureRev`.
 */
export async function compact(
  client: EtcdClient,
  { revision, isPhysical }: { readonly revision: number; readonly isPhysical: boolean },
  options?: EtcdCallOptions,
): Promise<void> {
  await client.call(({ kv }) => kv.compact({ revision: String(revision), physical: isPhysical }), options);
}

/** Writes several keys in one transaction, unguarded; a server takes 128 at most. For filling a sandbox only. */
export async function txnPuts(
  client: EtcdClient,
  entries: readonly { readonly key: Uint8Array; readonly value: Uint8Array }[],
  options?: EtcdCallOptions,
): Promise<{ readonly revision: number }> {
  const success = entries.map(({ key, value }) => ({
    request_put: { key: Buffer.from(key), value: Buffer.from(value) },
  }));
  const { answer } = await client.call(({ kv }) => kv.txn({ success }), options);
  return { revision: toNumber(answer.header.revision) };
}

/** Returns the `rangeEnd` of all keys that begin with `prefix`. */
export function prefixEnd(prefix: Uint8Array): Uint8Array {
  return afterPrefix(prefix) ?? toTheEnd;
}

/** Returns a key as the contract has it. */
export function toKeyValue(kv: IKeyValue): KeyValue {
  return { ...toKeyMeta(kv), value: ownBytes(kv.value) };
}

/** Returns a key without its value. */
function toKeyMeta(kv: IKeyValue): KeyMeta {
  return {
    key: ownBytes(kv.key),
    createRevision: toNumber(kv.create_revision),
    modRevision: toNumber(kv.mod_revision),
    version: toNumber(kv.version),
    lease: toLeaseId(kv.lease),
  };
}

// Decoded bytes are views into the whole response: they would keep it in memory, and cloning one to a window would
// clone it all.
function ownBytes(view: Uint8Array): Uint8Array {
  return new Uint8Array(view);
}

/** Returns the wire's request for a range. */
export function toRangeRequest(request: RangeRequest): IRangeRequest {
  const isRange = request.rangeEnd !== undefined;
  return {
    // etcd refuses an empty key, and stores none: the range from the first possible key is the same.
    key: Buffer.from(isRange && request.key.length === 0 ? [0] : request.key),
    ...(request.rangeEnd === undefined ? {} : { range_end: Buffer.from(request.rangeEnd) }),
    limit: String(request.limit ?? 0),
    revision: String(request.revision ?? 0),
    keys_only: request.keysOnly ?? false,
    count_only: request.countOnly ?? false,
    serializable: request.serializable ?? false,
  };
}

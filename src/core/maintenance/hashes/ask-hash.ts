import { setTimeout } from 'node:timers/promises';
import type { MemberStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberHash } from '../../../contract/maintenance.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { cancelled, toEtcdeckError } from '../../etcd/failures.ts';
import { hashKV, type KVHash } from '../../etcd/maintenance.ts';

/** A large database on a slow disk takes its time. */
const timeoutMs = 120_000;
/** How long a member may need to apply a revision that others have. */
const patienceMs = 5_000;
const pauseMs = 200;

/** What the members are asked for. */
export interface AskedHash {
  readonly revision: number;
  /** Whether the revision was the newest one when it was read, and not chosen by the operator. */
  readonly isNewest: boolean;
  /** Whether everything before the revision has been compacted. */
  readonly isCompacted: boolean;
}

/** A member that can be asked. */
export interface AskedMember extends Pick<MemberStatus, 'id' | 'name'> {
  readonly endpoint: string;
}

/** Asks one member for its hash at a revision. A failure is its row's. Fails with `Cancelled`. */
export async function askHash(
  client: EtcdClient,
  { id, name, endpoint }: AskedMember,
  asked: AskedHash,
  signal: AbortSignal,
): Promise<MemberHash> {
  try {
    const { hash, compactRevision } = await hashAt(client, endpoint, asked, signal);
    return { member: id, name, hash, compactRevision, failure: null };
  } catch (error) {
    if (signal.aborted) throw cancelled('hashKV', endpoint);
    const failure = toEtcdeckError(error, { operation: 'hashKV', isWrite: false, endpoint }).toFailure();
    return { member: id, name, hash: null, compactRevision: null, failure: { ...failure, member: id } };
  }
}

async function hashAt(
  client: EtcdClient,
  endpoint: string,
  { revision, isNewest, isCompacted }: AskedHash,
  signal: AbortSignal,
): Promise<KVHash> {
  const options = { timeoutMs, signal };
  if (isNewest && isCompacted) {
    // 3.4 refuses the compacted revision, and later versions have kept its hash: it is to be taken anew.
    const hash = await hashKV(client, endpoint, 0, options);
    if (hash.revision === revision) return hash;
  }
  for (const giveUpAt = performance.now() + patienceMs; ; ) {
    try {
      return await hashKV(client, endpoint, revision, options);
    } catch (error) {
      const isBehind = isNewest && error instanceof EtcdeckError && error.code === 'FutureRev';
      if (!isBehind || performance.now() > giveUpAt) throw error;
    }
    await setTimeout(pauseMs, undefined, { signal });
  }
}

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
  { revision, isNewest }: AskedHash,
  signal: AbortSignal,
): Promise<KVHash> {
  const options = { timeoutMs, signal };
  for (const giveUpAt = performance.now() + patienceMs; ; ) {
    try {
      return await hashKV(client, endpoint, revision, options);
    } catch (error) {
      const code = error instanceof EtcdeckError ? error.code : null;
      // 3.4 refuses the compacted revision itself, and hashes it as its newest one.
      if (code === 'Compacted' && isNewest) return await newestHash(client, endpoint, revision, { options, error });
      const isBehind = code === 'FutureRev' && isNewest && performance.now() < giveUpAt;
      if (!isBehind) throw error;
    }
    await setTimeout(pauseMs, undefined, { signal });
  }
}

/** Returns the hash of a member's newest revision where that is the one wanted; else fails as before. */
async function newestHash(
  client: EtcdClient,
  endpoint: string,
  revision: number,
  { options, error }: { readonly options: Parameters<typeof hashKV>[3]; readonly error: unknown },
): Promise<KVHash> {
  const newest = await hashKV(client, endpoint, 0, options);
  if (newest.revision !== revision) throw error;
  return newest;
}

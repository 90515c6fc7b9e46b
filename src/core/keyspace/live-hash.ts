import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { range, smallestKey } from '../etcd/kv.ts';
import { hashKV, status } from '../etcd/maintenance.ts';
import type { SourceHash } from '../sources/source-hash.ts';

/** A large database on a slow disk takes its time. */
const timeoutMs = 120_000;

/** Hashes a cluster's keys by the first member that does: a learner does not, and with auth only root may ask. */
export function liveHash(client: EtcdClient): SourceHash {
  return {
    isOfFile: false,
    async at({ revision }, { signal }) {
      for (const endpoint of await leaderLast(client, signal)) {
        try {
          const told = await hashKV(client, endpoint, revision, { timeoutMs, signal });
          // The member may be behind the others.
          const { revision: newest } = await range(client, { key: smallestKey, countOnly: true }, { signal });
          return { hash: told.hash, compactRevision: told.compactRevision, newest };
        } catch (error) {
          if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
        }
      }
      return null;
    },
  };
}

/** Puts the leader last: a member that hashes serves nothing meanwhile, and its followers would notice. */
async function leaderLast(client: EtcdClient, signal: AbortSignal): Promise<readonly string[]> {
  const { endpoints } = client;
  if (endpoints.length === 1) return endpoints;
  const told = await Promise.allSettled(endpoints.map((endpoint) => status(client, endpoint, { signal })));
  const ranks = told.map((one) => (one.status === 'rejected' ? 2 : one.value.leader === one.value.memberId ? 1 : 0));
  return endpoints
    .map((endpoint, place) => ({ endpoint, rank: ranks[place] ?? 2 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ endpoint }) => endpoint);
}

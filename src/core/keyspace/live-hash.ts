import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { hashKV } from '../etcd/maintenance.ts';
import type { SourceHash } from '../sources/source-hash.ts';

/** A large database on a slow disk takes its time. */
const timeoutMs = 120_000;

/** Hashes a cluster's keys by the first member that does: a learner does not, and with auth only root may ask. */
export function liveHash(client: EtcdClient): SourceHash {
  return {
    isOfFile: false,
    async at({ revision }, { signal }) {
      for (const endpoint of client.endpoints) {
        try {
          const {
            hash,
            compactRevision,
            revision: newest,
          } = await hashKV(client, endpoint, revision, {
            timeoutMs,
            signal,
          });
          return { hash, compactRevision, newest };
        } catch (error) {
          if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
        }
      }
      return null;
    },
  };
}

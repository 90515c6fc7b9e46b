import { EtcdeckError } from '../../contract/failure.ts';
import type { SnapshotFigures } from '../../contract/snapshot-report.ts';
import type { HashedRevision } from '../snapshot-files/index/record-hashes.ts';
import type { SourceHash } from '../sources/source-hash.ts';

/** Hashes the keys of a snapshot at a revision; `null` where it cannot. */
export type HashAt = (hashed: HashedRevision, options: { readonly signal: AbortSignal }) => Promise<number | null>;

/** Hashes a snapshot's keys. At its last revision the hash is known since it was read; another one is made by `hashAt`. */
export function snapshotHash(figures: SnapshotFigures, hashAt: HashAt): SourceHash {
  const { revision: newest, compactRevision: own } = figures;
  return {
    isOfFile: true,
    async at({ revision, compactRevision }, { signal }) {
      if (revision === newest && (compactRevision ?? own) === own) {
        return { hash: figures.hashKV, compactRevision: own, newest };
      }
      // What was compacted before the file was saved is not in it.
      const canTell = compactRevision !== null && compactRevision >= own && revision >= own && revision <= newest;
      if (!canTell) return null;
      try {
        const hash = await hashAt({ revision, compactRevision }, { signal });
        return hash === null ? null : { hash, compactRevision, newest };
      } catch (error) {
        if (error instanceof EtcdeckError && error.code !== 'Cancelled') return null;
        throw error;
      }
    },
  };
}

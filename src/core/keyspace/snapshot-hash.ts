import { EtcdeckError } from '../../contract/failure.ts';
import type { SnapshotFigures } from '../../contract/snapshot-report.ts';
import { fingerprintOf } from '../snapshot-files/fingerprint.ts';
import { hashOfSnapshot, type ReadingPorts } from '../snapshot-files/read-snapshot.ts';
import type { SourceHash } from '../sources/source-hash.ts';

/** A snapshot that was read. */
export interface HashedFile {
  readonly file: string;
  readonly fingerprint: string;
  readonly figures: SnapshotFigures;
}

/** Hashes a snapshot's keys. At its last revision the hash is known since it was read; another one takes a reading. */
export function snapshotHash(ports: ReadingPorts, { file, fingerprint, figures }: HashedFile): SourceHash {
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
        const hash = await hashOfSnapshot(ports, file, { revision, compactRevision }, { signal });
        // Another file may be there by now, which says nothing about the keys that are held.
        const isSame = (await fingerprintOf(file)) === fingerprint;
        return hash === null || !isSame ? null : { hash, compactRevision, newest };
      } catch (error) {
        if (error instanceof EtcdeckError && error.code !== 'Cancelled') return null;
        throw error;
      }
    },
  };
}

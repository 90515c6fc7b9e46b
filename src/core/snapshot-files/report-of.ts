import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import { checkTrailer } from './check-trailer.ts';
import { Findings, integrityOf } from './findings.ts';
import type { FileHashes } from './hash-job.ts';
import { hashKVOf } from './index/record-hashes.ts';
import type { SnapshotPass } from './snapshot-job.ts';

/** Returns what a file says of itself, from its hashes and the pass over its database. */
export async function reportOf(
  { file, bytes }: Pick<SnapshotReport, 'file' | 'bytes'>,
  hashes: FileHashes,
  { keys, size, findings, found }: SnapshotPass,
): Promise<SnapshotReport> {
  const trailer = new Findings();
  if (size !== null) checkTrailer({ bytes, size, hashes }, trailer);
  return {
    file,
    bytes,
    sha256: hashes.whole,
    figures: keys === null ? null : { ...keys.figures, hashKV: await hashKVOf(keys.hashes, keys.figures) },
    // A file that is cut is damaged in many places: its length and its hash say why.
    integrity: integrityOf([
      { findings: trailer.all(), found: trailer.found },
      { findings, found },
    ]),
    inside: keys?.inside ?? null,
  };
}

import { viewOf } from '../snapshot-files/bolt/integers.ts';
import { crcOver, crcValue } from '../snapshot-files/crc32c.ts';
import type { SnapshotIndex } from '../snapshot-files/snapshot-index.ts';

/** The revision of the last record of a file. */
export interface LastRecord {
  readonly main: number;
  readonly sub: number;
}

/** Returns the last record of an index, which stands behind every other in the file. */
export function lastRecordOf(index: SnapshotIndex, lastRevision: number): LastRecord {
  const records = index.length === 0 ? 0 : index.recordsOf(index.length - 1).to;
  let sub = 0;
  for (let record = 0; record < records; record += 1) {
    if (index.mainOf(record) === lastRevision) sub = Math.max(sub, index.subOf(record));
  }
  return { main: lastRevision, sub };
}

/**
 * Returns the hashes that a member may answer with whose revision was raised: of the file's records, and behind them the
 * one that `--bump-revision` writes. It has no value, and the revision of the last record, raised: from 3.6 on with the
 * mark of a deletion where that one is a deletion. Such a record is not hashed once it is compacted.
 */
export function bumpedHashes(hash: number, { sub }: LastRecord, raised: number): readonly number[] {
  const key = new Uint8Array(18);
  const view = viewOf(key);
  view.setBigUint64(0, BigInt(raised));
  view.setUint8(8, '_'.charCodeAt(0));
  view.setBigUint64(9, BigInt(sub));
  view.setUint8(17, 't'.charCodeAt(0));
  const after = (bytes: number): number => crcValue(crcOver(~hash, view, 0, bytes));
  return [after(17), after(18), hash];
}

/** Nobody raises a revision by an odd number, and compactions know nothing of round ones. */
const usualStep = 1_000_000;

/** Whether a member's compacted revision is what a raise makes of the last revision of a file. */
export const isBump = (lastRevision: number, compacted: number): boolean =>
  compacted > lastRevision && (compacted - lastRevision) % usualStep === 0;

import { viewOf } from '../snapshot-files/bolt/integers.ts';
import { crcOver, crcValue } from '../snapshot-files/crc32c.ts';

/**
 * Returns the hash of a member whose revision was raised, by that of the file's own records: behind them stands the
 * record that `--bump-revision` writes, at the raised revision and without a value (3.5 to 3.7, whatever the last record
 * of the file is).
 */
export function bumpedHash(hash: number, raised: number): number {
  const key = viewOf(new Uint8Array(17));
  key.setBigUint64(0, BigInt(raised));
  key.setUint8(8, '_'.charCodeAt(0));
  return crcValue(crcOver(~hash, key, 0, key.byteLength));
}

/** Nobody raises a revision by an odd number, and compactions know nothing of round ones. */
const usualStep = 1_000_000;

/** Whether a member's compacted revision is what a raise makes of the last revision of a file. */
export const isBump = (lastRevision: number, compacted: number): boolean =>
  compacted > lastRevision && (compacted - lastRevision) % usualStep === 0;

import { createHash } from 'node:crypto';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { SnapshotChunk } from '../../etcd/maintenance.ts';

/** SHA-256 of the database, sent behind it. */
const trailerBytes = 32;
/** A member that cannot read its own database sends empty pieces without end. */
const mostEmptyChunks = 100;

/** A piece of the file, once it is accounted for. */
export interface CheckedChunk {
  readonly bytes: Uint8Array;
  readonly receivedBytes: number;
  /** Exact from the first piece on: the database and its trailer. */
  readonly totalBytes: number;
}

/**
 * Passes a snapshot's bytes on and checks them against the hash at their end. Returns the SHA-256 of the whole file,
 * its trailer included, in hexadecimal. Fails with `SnapshotTruncated` when the stream ends early, and with
 * `SnapshotHashMismatch`.
 */
export async function* checkedSnapshot(
  chunks: AsyncIterable<SnapshotChunk>,
  endpoint: string,
): AsyncGenerator<CheckedChunk, string> {
  const hash = createHash('sha256');
  const trailer = new Uint8Array(trailerBytes);
  const fail = (code: 'SnapshotTruncated' | 'SnapshotHashMismatch', message: string): EtcdeckError =>
    new EtcdeckError({ code, message, endpoint, operation: 'snapshot', retry: true });
  let databaseBytes: number | null = null;
  let receivedBytes = 0;
  let empty = 0;
  for await (const { blob, remainingBytes } of chunks) {
    databaseBytes ??= blob.length + remainingBytes;
    empty = blob.length === 0 ? empty + 1 : 0;
    if (empty > mostEmptyChunks)
      throw fail('SnapshotTruncated', 'the member sends empty pieces: it cannot read its database');
    const ofDatabase = Math.max(0, Math.min(blob.length, databaseBytes - receivedBytes));
    hash.update(blob.subarray(0, ofDatabase));
    const behind = receivedBytes + ofDatabase - databaseBytes;
    if (behind + blob.length - ofDatabase > trailerBytes) {
      throw fail('SnapshotHashMismatch', 'more bytes came than the member announced');
    }
    if (ofDatabase < blob.length) trailer.set(blob.subarray(ofDatabase), behind);
    receivedBytes += blob.length;
    if (blob.length > 0) yield { bytes: blob, receivedBytes, totalBytes: databaseBytes + trailerBytes };
  }
  const totalBytes = (databaseBytes ?? 0) + trailerBytes;
  if (databaseBytes === null || receivedBytes < totalBytes) {
    throw fail('SnapshotTruncated', `the stream ended after ${receivedBytes} of ${totalBytes} bytes`);
  }
  const ofFile = hash.copy().update(trailer);
  if (!hash.digest().equals(trailer)) {
    throw fail('SnapshotHashMismatch', 'the bytes received do not match the hash that the member sent behind them');
  }
  return ofFile.digest('hex');
}

import { type FileHandle, open } from 'node:fs/promises';
import { EtcdeckError } from '../../contract/failure.ts';
import { copyBytes } from '../bytes/bytes.ts';
import { readOnly } from '../files/small-file.ts';
import { viewOf } from './bolt/integers.ts';
import { crcOver, crcStart, crcValue } from './crc32c.ts';
import { fingerprintOfOpen } from './fingerprint.ts';
import type { IndexedRecord } from './snapshot-index.ts';
import { readingFailure } from './whole-file.ts';

/** Values that lie this near to each other are read at once. */
const mostGap = 16 * 1024;
const mostBatch = 1024 * 1024;

type Place = Pick<IndexedRecord, 'valueOffset' | 'valueLength' | 'valueHash'>;

/** The values of a snapshot whose keys are in an index, read from its file as they are asked for. */
export class SnapshotValues {
  readonly #file: string;
  readonly #handle: FileHandle;

  private constructor(file: string, handle: FileHandle) {
    this.#file = file;
    this.#handle = handle;
  }

  /**
   * Opens the file that an index was made of. Fails with `SnapshotChanged` where it is another one by now, and with
   * `FileNotFound` and `FileNotReadable`.
   */
  static async open(file: string, fingerprint: string): Promise<SnapshotValues> {
    try {
      const handle = await open(file, readOnly);
      if ((await fingerprintOfOpen(handle)) === fingerprint) return new SnapshotValues(file, handle);
      await handle.close();
    } catch (error) {
      throw readingFailure(error, file);
    }
    throw snapshotChanged(file);
  }

  /**
   * Returns the values of records, in their order, each in a buffer of its own. All of them are in memory at once. Fails
   * with `SnapshotChanged` where the file does not have the bytes that were indexed.
   */
  async read(records: readonly Place[]): Promise<readonly Uint8Array[]> {
    const values: Uint8Array[] = records.map(() => new Uint8Array(0));
    const wanted = records.map((record, index) => ({ ...record, index })).filter(({ valueLength }) => valueLength > 0);
    wanted.sort((a, b) => a.valueOffset - b.valueOffset);
    for (let at = 0; at < wanted.length; ) {
      const batch = batchFrom(wanted, at);
      const first = batch[0];
      if (first === undefined) break;
      at += batch.length;
      const end = batch.reduce((most, { valueOffset, valueLength }) => Math.max(most, valueOffset + valueLength), 0);
      const bytes = await this.#bytes(first.valueOffset, end - first.valueOffset);
      for (const { index, valueOffset, valueLength, valueHash } of batch) {
        const from = valueOffset - first.valueOffset;
        const value = copyBytes(bytes, from, from + valueLength);
        if (crcValue(crcOver(crcStart, viewOf(value), 0, valueLength)) !== valueHash) throw snapshotChanged(this.#file);
        values[index] = value;
      }
    }
    return values;
  }

  /** Closes the file; what is being read is read to its end. */
  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #bytes(from: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    try {
      for (let at = 0; at < length; ) {
        const { bytesRead } = await this.#handle.read(bytes, at, length - at, from + at);
        if (bytesRead === 0) throw snapshotChanged(this.#file);
        at += bytesRead;
      }
    } catch (error) {
      throw readingFailure(error, this.#file);
    }
    return bytes;
  }
}

/** Returns values from a place on that lie near to each other: one at least, of any length. */
function batchFrom<T extends Place>(wanted: readonly T[], at: number): readonly T[] {
  const first = wanted[at];
  if (first === undefined) return [];
  let to = at + 1;
  for (let end = first.valueOffset + first.valueLength; to < wanted.length; to++) {
    const next = wanted[to];
    if (next === undefined || next.valueOffset - end > mostGap) break;
    const nextEnd = Math.max(end, next.valueOffset + next.valueLength);
    if (nextEnd - first.valueOffset > mostBatch) break;
    end = nextEnd;
  }
  return wanted.slice(at, to);
}

function snapshotChanged(file: string): EtcdeckError {
  const message = `${file} changed since it was read`;
  return new EtcdeckError({ code: 'SnapshotChanged', message, detail: { file } });
}

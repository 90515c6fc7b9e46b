import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { EtcdeckError } from '../../contract/failure.ts';
import { PartialFile } from '../files/partial-file.ts';
import type { Ports } from '../ports.ts';
import { descriptionFileOf } from '../snapshot-files/description.ts';
import type { StoreClient } from './store-client.ts';
import { descriptionOf, recordedSum } from './stored-object.ts';

const operation = 'objectStores.download';
/** The hash that `snapshot save` puts behind the database, whose length is a multiple of 512. */
const trailerBytes = 32;

/** What a download takes beside its store. */
export interface Downloading {
  readonly ports: Pick<Ports, 'log'>;
  readonly object: string;
  readonly file: string;
  readonly signal: AbortSignal;
  readonly onDidMove: (doneBytes: number, totalBytes: number) => void;
}

/**
 * Downloads an object into a new file, which gets its name once all bytes are there and have the hash that was recorded
 * with the object, and the one at a snapshot's end; then its description. Fails with `StoreHashMismatch`, `FileExists`,
 * `FileNotWritable`, `DiskFull`, and as the store does.
 */
export async function downloadSnapshot(
  client: StoreClient,
  { ports, object, file, signal, onDidMove }: Downloading,
): Promise<{ readonly sha256: string }> {
  const part = await PartialFile.create(file, operation);
  let sha256: string;
  try {
    const { s3, bucket } = client;
    const answer = await s3.getObject({ Bucket: bucket, Key: object }, { abortSignal: signal });
    const bytes = answer.ContentLength;
    if (bytes === undefined || !(answer.Body instanceof Readable)) {
      throw new EtcdeckError({ code: 'StoreRefused', message: 'it does not say how large the object is', operation });
    }
    await part.expect(bytes);
    const sums = new SnapshotSums(bytes);
    onDidMove(0, bytes);
    for await (const chunk of answer.Body) {
      if (!(chunk instanceof Uint8Array)) continue;
      sums.update(chunk);
      await part.append(chunk);
      onDidMove(sums.bytes, bytes);
    }
    sha256 = sums.check(recordedSum(answer.Metadata));
    signal.throwIfAborted();
    await part.finish();
  } finally {
    await part.discard();
  }
  await describe(client, { ports, object, file, signal }, sha256);
  return { sha256 };
}

/** The hashes of a file that comes in pieces. */
class SnapshotSums {
  readonly #total: number;
  readonly #hash = createHash('sha256');
  #database: string | null = null;
  #trailer = Buffer.alloc(0);
  bytes = 0;

  constructor(total: number) {
    this.#total = total;
  }

  update(chunk: Uint8Array): void {
    const before = Math.max(0, Math.min(chunk.length, this.#total - trailerBytes - this.bytes));
    this.#hash.update(chunk.subarray(0, before));
    this.bytes += before;
    if (before === chunk.length) return;
    this.#database ??= this.#hash.copy().digest('hex');
    const last = chunk.subarray(before);
    this.#hash.update(last);
    this.bytes += last.length;
    this.#trailer = Buffer.concat([this.#trailer, last]).subarray(0, trailerBytes);
  }

  /** Returns the SHA-256 of everything. Fails with `StoreHashMismatch`. */
  check(recorded: string | null): string {
    if (this.bytes !== this.#total) throw mismatch(`${this.bytes} bytes came of ${this.#total}`);
    const whole = this.#hash.digest('hex');
    if (recorded !== null && recorded !== whole) {
      throw mismatch(`what came has the SHA-256 ${whole}, and ${recorded} was recorded with the object`);
    }
    if (this.#total % 512 === trailerBytes && this.#database !== this.#trailer.toString('hex')) {
      throw mismatch('the SHA-256 at the end of the snapshot is not that of what is before it');
    }
    return whole;
  }
}

/** The snapshot is whole without it, and stays. */
async function describe(
  client: StoreClient,
  { ports, object, file, signal }: Omit<Downloading, 'onDidMove'>,
  sha256: string,
): Promise<void> {
  try {
    const description = await descriptionOf(client, { object, sha256 }, signal);
    if (description === null) return;
    const part = await PartialFile.create(descriptionFileOf(file), operation);
    try {
      await part.append(new TextEncoder().encode(`${JSON.stringify(description, null, 2)}\n`));
      await part.finish();
    } finally {
      await part.discard();
    }
  } catch (error) {
    ports.log.warn('A downloaded snapshot has no description', { file, reason: String(error) });
  }
}

const mismatch = (message: string): EtcdeckError => new EtcdeckError({ code: 'StoreHashMismatch', message, operation });

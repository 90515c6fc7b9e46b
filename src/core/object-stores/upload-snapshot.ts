import { createHash, randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { StoredSnapshot } from '../../contract/object-stores.ts';
import { line } from '../../contract/requests/schema.ts';
import { withPlainFile } from '../files/small-file.ts';
import type { Ports } from '../ports.ts';
import { readDescription } from '../snapshot-files/description.ts';
import type { FileHashes } from '../snapshot-files/hash-job.ts';
import { fileHashJob } from '../snapshot-files/job-kinds.ts';
import { readingFailure } from '../snapshot-files/whole-file.ts';
import { startJob } from '../work/workers.ts';
import { MultipartUpload } from './multipart-upload.ts';
import type { StoreClient } from './store-client.ts';
import { badField } from './store-place.ts';
import { descriptionObjectOf, headOf, recordNames } from './stored-object.ts';

const operation = 'objectStores.upload';
const leastPartBytes = 8 * 1024 * 1024;
/** A store's bound. */
const mostParts = 10_000;
/** The hash that `snapshot save` puts behind the database, whose length is a multiple of 512. */
const trailerBytes = 32;

/** What an upload takes beside its store. */
export interface Uploading {
  readonly ports: Pick<Ports, 'workerFile' | 'log'>;
  readonly file: string;
  readonly signal: AbortSignal;
  readonly onDidMove: (doneBytes: number, totalBytes: number) => void;
  /** Returns what proves a file of this SHA-256. */
  readonly proofOf: (file: string, sha256: string) => Promise<StoredSnapshot['proof']>;
}

/**
 * Uploads a snapshot as a new object, and its description. The file is hashed before anything is sent, and again while
 * it is sent. Fails with `FileExists`, `FileNotFound`, `FileNotReadable`, `SnapshotDamaged`, `SnapshotChanged`,
 * `StoreHashMismatch`, and as the store does.
 */
export async function uploadSnapshot(
  client: StoreClient,
  { ports, file, signal, onDidMove, proofOf }: Uploading,
): Promise<{ readonly object: string; readonly sha256: string }> {
  const object = `${client.prefix}${objectNameOf(file)}`;
  const bytes = await bytesOf(file);
  onDidMove(0, bytes);
  const sha256 = await checkedSum(ports, file, bytes, signal);
  if ((await headOf(client, object, signal)) !== null) throw objectExists(object);
  const id = randomUUID();
  const upload = new MultipartUpload(client, object, { ports, signal });
  try {
    const proof = await proofOf(file, sha256);
    await upload.begin({
      ...{ [recordNames.sha256]: sha256, [recordNames.upload]: id },
      ...(proof === null ? {} : { [recordNames.proof]: proof }),
    });
    const sent = await sendParts(upload, { file, bytes, onDidMove });
    if (sent !== sha256) throw changed(file);
    signal.throwIfAborted();
    await upload.complete({ bytes, id });
  } finally {
    await upload.close();
  }
  await describe(client, object, { ports, file, sha256 });
  return { object, sha256 };
}

/** A store lists as snapshots what is called so. */
function objectNameOf(file: string): string {
  const name = basename(file);
  const object = name.endsWith('.db') ? name : `${name}.db`;
  if (!line(512).safeParse(object).success) throw badField('file', 'its name cannot be that of an object');
  return object;
}

async function bytesOf(file: string): Promise<number> {
  try {
    const { size } = await stat(file);
    if (size > 0) return size;
  } catch (error) {
    throw readingFailure(error, file);
  }
  const message = 'it is empty';
  throw new EtcdeckError({ code: 'SnapshotInvalid', message, operation, detail: { file, reason: message } });
}

async function checkedSum(
  ports: Uploading['ports'],
  file: string,
  bytes: number,
  signal: AbortSignal,
): Promise<string> {
  const leaving = new AbortController();
  try {
    const job = await startJob(ports, fileHashJob, { file }, { signal: AbortSignal.any([signal, leaving.signal]) });
    for (let done = 0; done < bytes; ) {
      const hashed = await job.take(null);
      if (hashed === done) break;
      done = hashed;
    }
    const hashes = await job.finish();
    if (bytes % 512 === trailerBytes && hashes.database !== hashes.trailer) throw damaged(file, hashes);
    return hashes.whole;
  } finally {
    leaving.abort();
  }
}

/** Sends a file in parts, one at a time, and returns the SHA-256 of what was sent. */
async function sendParts(
  upload: MultipartUpload,
  { file, bytes, onDidMove }: Pick<Uploading, 'file' | 'onDidMove'> & { readonly bytes: number },
): Promise<string> {
  const partBytes = Math.max(leastPartBytes, Math.ceil(bytes / mostParts));
  const hash = createHash('sha256');
  await withPlainFile(file, async ({ handle }) => {
    const buffer = Buffer.allocUnsafe(Math.min(partBytes, bytes));
    for (let done = 0; done < bytes; onDidMove(done, bytes)) {
      let filled = 0;
      while (filled < Math.min(buffer.length, bytes - done)) {
        const { bytesRead } = await handle.read(
          buffer,
          filled,
          Math.min(buffer.length, bytes - done) - filled,
          done + filled,
        );
        if (bytesRead === 0) throw changed(file);
        filled += bytesRead;
      }
      const part = buffer.subarray(0, filled);
      hash.update(part);
      await upload.send(part);
      done += filled;
    }
  });
  return hash.digest('hex');
}

/** The object is whole without it, and stays. */
async function describe(
  { s3, bucket }: StoreClient,
  object: string,
  { ports, file, sha256 }: Pick<Uploading, 'ports' | 'file'> & { readonly sha256: string },
): Promise<void> {
  const description = await readDescription(file);
  if (description?.sha256 !== sha256) return;
  try {
    const Body = `${JSON.stringify(description, null, 2)}\n`;
    await s3.putObject({ Bucket: bucket, Key: descriptionObjectOf(object), Body, ContentType: 'application/json' });
  } catch (error) {
    ports.log.warn('An uploaded snapshot has no description', { object, reason: String(error) });
  }
}

const objectExists = (object: string): EtcdeckError =>
  new EtcdeckError({ code: 'FileExists', message: `${object} exists already`, operation, detail: { file: object } });

function damaged(file: string, { trailer }: FileHashes): EtcdeckError {
  const message = `the SHA-256 at the end of the file (${trailer}) is not that of what is before it`;
  return new EtcdeckError({ code: 'SnapshotDamaged', message, operation, detail: { file } });
}

const changed = (file: string): EtcdeckError =>
  new EtcdeckError({
    ...{ code: 'SnapshotChanged', message: `${file} changed while it was uploaded`, operation },
    detail: { file },
  });

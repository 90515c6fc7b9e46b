import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { CompletedPart } from '@aws-sdk/client-s3';
import { EtcdeckError } from '../../contract/failure.ts';
import type { Ports } from '../ports.ts';
import type { StoreClient } from './store-client.ts';
import { statusOf, storeFailure } from './store-failure.ts';
import { headOf, recordNames } from './stored-object.ts';

const operation = 'objectStores.upload';
const pausesMs = [500, 1_000, 2_000];
/** An attempt that waited longer for a connection is the last one. */
const patienceMs = 5_000;

/** A new object that is sent in parts, and appears whole or not at all. */
export class MultipartUpload {
  readonly #client: StoreClient;
  readonly #place: { readonly Bucket: string; readonly Key: string };
  readonly #log: Ports['log'];
  readonly #signal: AbortSignal;
  readonly #parts: CompletedPart[] = [];
  /** The uploads of this name that others had begun; `null`: the store does not tell. */
  #others: ReadonlySet<string> | null = null;
  #id: string | undefined;

  constructor(
    client: StoreClient,
    object: string,
    { ports, signal }: { readonly ports: Pick<Ports, 'log'>; readonly signal: AbortSignal },
  ) {
    this.#client = client;
    this.#place = { Bucket: client.bucket, Key: object };
    this.#log = ports.log;
    this.#signal = signal;
  }

  /** Begins the object with what is recorded with it. */
  async begin(record: Readonly<Record<string, string>>): Promise<void> {
    this.#others = await this.#begun();
    const answer = await this.#client.s3.createMultipartUpload(
      {
        ...this.#place,
        ContentType: 'application/octet-stream',
        ChecksumAlgorithm: 'SHA256',
        Metadata: { ...record },
      },
      { abortSignal: this.#signal },
    );
    this.#id = answer.UploadId;
  }

  /** Sends the next part, which the store checks by the SHA-256 that is sent with it. Fails with `StoreHashMismatch`. */
  async send(bytes: Uint8Array): Promise<void> {
    const sum = createHash('sha256').update(bytes).digest('base64');
    const PartNumber = this.#parts.length + 1;
    const part = { ...this.#place, UploadId: this.#id, PartNumber, Body: bytes, ChecksumSHA256: sum };
    const answer = await this.#client.s3.uploadPart(part, { abortSignal: this.#signal }).catch((error: unknown) => {
      // Named here: the file is open, and the network's failures have the codes that a disk's may have.
      throw storeFailure(error, operation);
    });
    const stored = answer.ChecksumSHA256;
    // A store that knows no checksums tells none; it has checked the one that the request is signed with.
    if (stored !== undefined && stored !== sum) throw mismatch(`part ${PartNumber} has another SHA-256 in the store`);
    this.#parts.push({ PartNumber, ETag: answer.ETag, ...(stored === undefined ? {} : { ChecksumSHA256: stored }) });
  }

  /**
   * Makes the object of the parts, under a name that is free, and looks whether it is the one that was sent. It is not
   * stopped: whether there is an object would be unknown. Fails with `FileExists`, `StoreHashMismatch`.
   */
  async complete({ bytes, id }: { readonly bytes: number; readonly id: string }): Promise<void> {
    let failure: unknown = null;
    try {
      await this.#assemble();
    } catch (error) {
      failure = error;
    }
    const found = await patiently(() => headOf(this.#client, this.#place.Key)).catch((error: unknown) => {
      throw failure ?? error;
    });
    const isOurs = found?.Metadata?.[recordNames.upload] === id;
    if (!isOurs && statusOf(failure) === 412) throw exists(this.#place.Key);
    // The answer may have been lost, and the object be there.
    if (!isOurs) throw failure ?? mismatch('the object is not the one that was uploaded');
    if (found.ContentLength !== bytes) {
      await this.#client.s3.deleteObject(this.#place);
      throw mismatch(`the object has ${found.ContentLength} bytes, and ${bytes} were sent`);
    }
  }

  /** Removes what was sent and is no object. */
  async close(): Promise<void> {
    const begun = (await this.#begun()) ?? new Set(this.#id === undefined ? [] : [this.#id]);
    for (const UploadId of begun) {
      if (UploadId !== this.#id && (this.#others === null || this.#others.has(UploadId))) continue;
      try {
        await patiently(() => this.#client.s3.abortMultipartUpload({ ...this.#place, UploadId }));
      } catch (error) {
        if (statusOf(error) === 404) continue;
        this.#log.warn('Parts of a snapshot may be left in an object store', { ...this.#place, reason: String(error) });
      }
    }
  }

  async #assemble(): Promise<void> {
    const { s3 } = this.#client;
    const request = { ...this.#place, UploadId: this.#id, MultipartUpload: { Parts: this.#parts } };
    try {
      await s3.completeMultipartUpload({ ...request, IfNoneMatch: '*' });
    } catch (error) {
      // Some stores refuse conditions that they do not know; the name was free before.
      if (statusOf(error) !== 501) throw error;
      await s3.completeMultipartUpload(request);
    }
  }

  /**
   * Returns the uploads of this name that are begun and no object yet; `null` where the store does not tell. A request to
   * begin one whose answer is lost is sent again, so that there may be more than were asked for.
   */
  async #begun(): Promise<ReadonlySet<string> | null> {
    const { Bucket, Key } = this.#place;
    try {
      const { Uploads = [] } = await patiently(() => this.#client.s3.listMultipartUploads({ Bucket, Prefix: Key }));
      return new Set(Uploads.flatMap((each) => (each.Key === Key && each.UploadId ? [each.UploadId] : [])));
    } catch {
      return null;
    }
  }
}

/** Asks again for some seconds where nothing answers: what is known of an object, or left of it, hangs on it. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  for (const pauseMs of pausesMs) {
    try {
      return await ask();
    } catch (error) {
      if (statusOf(error) !== null || performance.now() - startedAt > patienceMs) throw error;
      await setTimeout(pauseMs);
    }
  }
  return await ask();
}

const mismatch = (message: string): EtcdeckError => new EtcdeckError({ code: 'StoreHashMismatch', message, operation });

const exists = (object: string): EtcdeckError =>
  new EtcdeckError({ code: 'FileExists', message: `${object} exists already`, operation, detail: { file: object } });

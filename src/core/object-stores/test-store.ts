import { randomBytes } from 'node:crypto';
import { EtcdeckError } from '../../contract/failure.ts';
import type { StoreClient } from './store-client.ts';

/** Writes, reads and deletes a small object under a store's prefix. */
export async function testStore({ s3, bucket, prefix }: StoreClient, signal: AbortSignal): Promise<void> {
  const place = { Bucket: bucket, Key: `${prefix}etcdeck-test-${randomBytes(8).toString('hex')}` };
  const written = randomBytes(32).toString('hex');
  const options = { abortSignal: signal };
  try {
    await s3.putObject({ ...place, Body: written }, options);
    const { Body, ContentLength } = await s3.getObject(place, options);
    const read = ContentLength === written.length ? await Body?.transformToString() : undefined;
    if (read !== written) {
      const message = 'an object that was written reads differently';
      throw new EtcdeckError({ code: 'StoreHashMismatch', message, operation: 'objectStores.test' });
    }
    await s3.deleteObject(place, options);
  } catch (error) {
    // Also after a write whose answer was lost, and when it was stopped.
    await s3.deleteObject(place).catch(() => undefined);
    throw error;
  }
}

import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import type { StoredSnapshot } from '../../contract/object-stores.ts';
import { descriptionIn, type SnapshotDescription } from '../snapshot-files/description.ts';
import type { StoreClient } from './store-client.ts';
import { statusOf } from './store-failure.ts';

/** The names of what this etcdeck records with an object. */
export const recordNames = { sha256: 'etcdeck-sha256', upload: 'etcdeck-upload', proof: 'etcdeck-proof' } as const;

type Metadata = Readonly<Record<string, string>> | undefined;

/** Returns the SHA-256 that was recorded when an object was uploaded; `null` where none was. */
export function recordedSum(metadata: Metadata): string | null {
  const sum = metadata?.[recordNames.sha256] ?? '';
  return /^[0-9a-f]{64}$/.test(sum) ? sum : null;
}

/** Returns what had proved an object's file when it was uploaded; `null` where nothing is recorded. */
export function recordedProof(metadata: Metadata): StoredSnapshot['proof'] {
  const proof = metadata?.[recordNames.proof];
  return proof === 'verified' || proof === 'served' ? proof : null;
}

/** Returns the name of the object that describes another one. */
export const descriptionObjectOf = (object: string): string => `${object}.json`;

/** Returns what a store says of an object without its bytes; `null` where there is none. */
export async function headOf(
  { s3, bucket }: StoreClient,
  object: string,
  signal?: AbortSignal,
): Promise<HeadObjectCommandOutput | null> {
  try {
    const options = signal === undefined ? {} : { abortSignal: signal };
    return await s3.headObject({ Bucket: bucket, Key: object }, options);
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

const mostDescriptionBytes = 64 * 1024;

/** Returns the description of an object with this SHA-256; `null` where there is none. */
export async function descriptionOf(
  { s3, bucket }: StoreClient,
  { object, sha256 }: { readonly object: string; readonly sha256: string },
  signal: AbortSignal,
): Promise<SnapshotDescription | null> {
  try {
    const answer = await s3.getObject({ Bucket: bucket, Key: descriptionObjectOf(object) }, { abortSignal: signal });
    if (answer.ContentLength === undefined || answer.ContentLength > mostDescriptionBytes) return null;
    const description = descriptionIn((await answer.Body?.transformToString()) ?? '');
    return description?.sha256 === sha256 ? description : null;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

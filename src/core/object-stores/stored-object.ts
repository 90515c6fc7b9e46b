import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import type { StoreClient } from './store-client.ts';
import { statusOf } from './store-failure.ts';

/** The names of what this etcdeck records with an object. */
export const recordNames = { sha256: 'etcdeck-sha256', upload: 'etcdeck-upload' } as const;

type Metadata = Readonly<Record<string, string>> | undefined;

/** Returns the SHA-256 that was recorded when an object was uploaded; `null` where none was. */
export function recordedSum(metadata: Metadata): string | null {
  const sum = metadata?.[recordNames.sha256] ?? '';
  return /^[0-9a-f]{64}$/.test(sum) ? sum : null;
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

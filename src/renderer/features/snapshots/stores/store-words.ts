import type { ObjectStore } from '../../../../contract/object-stores.ts';

/** Where a store's objects are: `etcd/prod at https://s3.example.com`. */
export function storePlace({ bucket, prefix, endpoint, region }: Omit<ObjectStore, 'id'>): string {
  const where = endpoint === '' ? `Amazon S3, ${region === '' ? 'no region' : region}` : endpoint;
  return `${bucket}${prefix === '' ? '' : `/${prefix}`} at ${where}`;
}

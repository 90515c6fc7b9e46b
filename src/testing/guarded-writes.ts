import type { EtcdCallOptions, EtcdClient } from '../core/etcd/client.ts';
import { type Written, writeGuarded } from '../core/etcd/txn.ts';

/** Writes one value under guard, without a lease. */
export function putIf(
  client: EtcdClient,
  {
    key,
    value,
    expectedModRevision,
  }: { readonly key: Uint8Array; readonly value: Uint8Array; readonly expectedModRevision: number },
  options?: EtcdCallOptions,
): Promise<Written> {
  return writeGuarded(client, [{ key, expectedModRevision, put: { value, lease: null } }], options);
}

/** Deletes one key under guard. */
export function deleteIf(
  client: EtcdClient,
  { key, expectedModRevision }: { readonly key: Uint8Array; readonly expectedModRevision: number },
  options?: EtcdCallOptions,
): Promise<Written> {
  return writeGuarded(client, [{ key, expectedModRevision, put: null }], options);
}

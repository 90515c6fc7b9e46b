import type { LeaseId } from '../contract/ids.ts';
import type { EtcdClient } from '../core/etcd/client.ts';
import { toLeaseDecimal } from '../core/etcd/ids.ts';
import { leaseGrant, newLeaseId } from '../core/etcd/lease.ts';

/** Grants a lease and attaches keys to it, each with the value `v`. */
export async function grantedLease(client: EtcdClient, ttl: number, keys: readonly string[] = []): Promise<LeaseId> {
  const id = newLeaseId();
  await leaseGrant(client, { id, ttl });
  await Promise.all(keys.map((key) => putOnLease(client, key, id)));
  return id;
}

/** Writes a key unconditionally, on a lease or on none. */
export async function putOnLease(client: EtcdClient, key: string, lease: LeaseId | null, value = 'v'): Promise<void> {
  const request = {
    key: Buffer.from(key),
    value: Buffer.from(value),
    lease: lease === null ? 0 : toLeaseDecimal(lease),
  };
  await client.call(({ kv }) => kv.put(request));
}

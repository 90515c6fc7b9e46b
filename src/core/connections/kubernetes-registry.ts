import { EtcdError } from '../../contract/failure.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { prefixEnd, range } from '../etcd/kv.ts';
import { type Bounds, callOptions } from './bounds.ts';

/**
 * Whether a cluster holds the objects of a Kubernetes cluster, beneath `/registry/`. Asked of one member, without quorum.
 * Costs a cluster that does one look at its namespaces; the whole prefix, whose index a member before 3.7 walks, is
 * looked at only where there are none. A user who may not read there has nothing to do
 * with it: no.
 */
export async function holdsRegistry(client: EtcdClient, endpoint: string, bounds: Bounds): Promise<boolean> {
  for (const prefix of ['/registry/namespaces/', '/registry/']) {
    if (await holdsKey(client, new TextEncoder().encode(prefix), endpoint, bounds)) return true;
  }
  return false;
}

async function holdsKey(client: EtcdClient, prefix: Uint8Array, endpoint: string, bounds: Bounds): Promise<boolean> {
  const request = { key: prefix, rangeEnd: prefixEnd(prefix), limit: 1, keysOnly: true, serializable: true };
  try {
    return (await range(client, request, callOptions(endpoint, bounds))).kvs.length > 0;
  } catch (error) {
    if (error instanceof EtcdError && error.code === 'PermissionDenied') return false;
    throw error;
  }
}

import type { CallOptions } from '../../contract/abort.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { isKnownAsKine } from '../etcd/kine.ts';
import { range } from '../etcd/kv.ts';

/**
 * Returns whether kine, which keeps keys in a database and takes part of etcd's API, answers for them: it refuses a
 * read from one member alone, which every etcd gives. Costs a read of one key.
 */
export async function isServedByKine(client: EtcdClient, key: Uint8Array, options?: CallOptions): Promise<boolean> {
  await range(client, { key, serializable: true }, options);
  return isKnownAsKine(client);
}

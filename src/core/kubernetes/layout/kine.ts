import type { CallOptions } from '../../../contract/abort.ts';
import { EtcdError } from '../../../contract/failure.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { range } from '../../etcd/kv.ts';

/** In kine's own words: its releases say "is unsupported" (pkg/server/kv.go), older ones named themselves. */
const refusal = /\bserializable is (unsupported|not implemented)|\bkine\b/i;

/**
 * Whether kine, which stores keys in a database and takes part of etcd's API, answers for them: it refuses a read from one
 * member alone, which every etcd gives. Costs a read of one key.
 */
export async function isServedByKine(client: EtcdClient, key: Uint8Array, options?: CallOptions): Promise<boolean> {
  try {
    await range(client, { key, serializable: true }, options);
    return false;
  } catch (error) {
    if (error instanceof EtcdError && refusal.test(error.message)) return true;
    throw error;
  }
}

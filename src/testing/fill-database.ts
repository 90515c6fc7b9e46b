import { EtcdClient } from '../core/etcd/client.ts';
import { txnPuts } from '../core/etcd/kv.ts';
import type { TestCluster } from './test-cluster.ts';

/** The flag for a quota that 200 kB values fill soon. */
export const smallQuota = ['--quota-backend-bytes=16777216'];

const value = new Uint8Array(200_000);
const mostWrites = 1_000;

/**
 * Writes until the cluster refuses with NOSPACE. `overwriting`: one key again and again, so that nearly everything is
 * history; else one key after another, so that nothing is.
 */
export async function fillDatabase(cluster: TestCluster, how: 'overwriting' | 'adding'): Promise<void> {
  const client = new EtcdClient(cluster.target(), { callTimeoutMs: 30_000 });
  try {
    for (let n = 0; n < mostWrites; n++) {
      await txnPuts(client, [{ key: Buffer.from(how === 'adding' ? `/full/${n}` : '/full'), value }]);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'NoSpace') return;
    throw error;
  } finally {
    client.close();
  }
  throw new Error('the cluster has no small quota');
}

/** Overwrites one key of 200 kB so often, then deletes it: history to compact. */
export async function writeHistory(cluster: TestCluster, times: number): Promise<void> {
  const client = new EtcdClient(cluster.target(), { callTimeoutMs: 30_000 });
  try {
    for (let n = 0; n < times; n++) await txnPuts(client, [{ key: Buffer.from('/history'), value }]);
  } finally {
    client.close();
  }
}

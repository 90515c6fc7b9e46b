import type { EtcdClient } from '../../core/etcd/client.ts';
import { txnPuts } from '../../core/etcd/kv.ts';
import { readHead } from '../../core/kubernetes-storage/heads/read-head.ts';
import { objectKey } from '../../core/kubernetes-storage/layout/object-key.ts';
import type { GoldenObject } from './golden-objects.ts';

/** A key to write, with its value. */
export interface RegistryEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

const registry = new Uint8Array(Buffer.from('/registry/'));
/** etcd takes 128 operations and 1.5 MiB in a transaction. */
const most = { operations: 100, bytes: 1_000_000 };

/** Writes a registry into a cluster, in transactions of the largest size that etcd accepts. */
export async function seedRegistry(client: EtcdClient, entries: Iterable<RegistryEntry>): Promise<void> {
  let batch: RegistryEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = entry.key.length + entry.value.length;
    if (batch.length === most.operations || (batch.length > 0 && bytes + size > most.bytes)) {
      await txnPuts(client, batch);
      [batch, bytes] = [[], 0];
    }
    batch.push(entry);
    bytes += size;
  }
  if (batch.length > 0) await txnPuts(client, batch);
}

/**
 * Returns the golden objects that Kubernetes stores, each under a key as its API server would choose it. The key names
 * the golden object, because all have the same name in their metadata. Reviews, options and lists are never stored.
 */
export function goldenEntries(golden: readonly GoldenObject[]): readonly RegistryEntry[] {
  return golden.flatMap(({ name, stored }) => {
    const head = headOf(stored);
    if (head === null || head.uid === '') return [];
    const key = objectKey(registry, head, 'golden', name.toLowerCase());
    return key === null ? [] : [{ key, value: stored }];
  });
}

/** `null` for an object without metadata at the place where stored objects have it. */
function headOf(stored: Uint8Array) {
  try {
    return readHead(stored);
  } catch {
    return null;
  }
}

import type { EtcdCallOptions, EtcdClient } from '../core/etcd/client.ts';
import { toNumber } from '../core/etcd/ids.ts';
import { range } from '../core/etcd/kv.ts';
import { type Written, writeGuarded } from '../core/etcd/txn.ts';

/** Writes a value unconditionally, and keeps the key's lease. The product writes only with a guard. */
export async function put(
  client: EtcdClient,
  { key, value }: { readonly key: Uint8Array; readonly value: Uint8Array },
  options?: EtcdCallOptions,
): Promise<Written> {
  const before = (await range(client, { key }, options)).kvs[0];
  const expectedModRevision = before?.modRevision ?? 0;
  return await writeGuarded(
    client,
    [{ key, expectedModRevision, put: { value, lease: before?.lease ?? null } }],
    options,
  );
}

/** Deletes a key unconditionally. The product deletes only with a guard. */
export async function deleteKey(
  client: EtcdClient,
  { key }: { readonly key: Uint8Array },
): Promise<{ readonly revision: number }> {
  const { answer } = await client.call(({ kv }) => kv.deleteRange({ key: Buffer.from(key) }));
  return { revision: toNumber(answer.header.revision) };
}

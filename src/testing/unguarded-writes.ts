import type { EtcdCallOptions, EtcdClient } from '../core/etcd/client.ts';
import { toNumber } from '../core/etcd/ids.ts';
import { type PutResult, putIf, range } from '../core/etcd/kv.ts';

/** Writes a value whatever is there, and keeps the key's lease. The product writes with a guard only. */
export async function put(
  client: EtcdClient,
  request: { readonly key: Uint8Array; readonly value: Uint8Array },
  options?: EtcdCallOptions,
): Promise<PutResult> {
  const { kvs } = await range(client, { key: request.key, keysOnly: true }, options);
  return await putIf(client, { ...request, expectedModRevision: kvs[0]?.modRevision ?? 0 }, options);
}

/** Deletes a key whatever it holds. The product deletes with a guard only. */
export async function deleteKey(
  client: EtcdClient,
  { key }: { readonly key: Uint8Array },
): Promise<{ readonly revision: number }> {
  const { answer } = await client.call(({ kv }) => kv.deleteRange({ key: Buffer.from(key) }));
  return { revision: toNumber(answer.header.revision) };
}

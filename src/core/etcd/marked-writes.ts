import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { prefixEnd, range } from './kv.ts';
import { writeGuarded } from './txn.ts';

/**
 * A key that allows writes beneath it for as long as it exists: each of them compares its createRevision. Once it is
 * deleted, a write of unknown outcome that is still on its way can no longer happen.
 */
export interface Marker {
  /** The key, which is also the prefix of all that it allows. */
  readonly key: Uint8Array;
  readonly createRevision: number;
}

/** Creates a marker. Fails as `writeGuarded` does. */
export async function createMarker(client: EtcdClient, key: Uint8Array, options?: EtcdCallOptions): Promise<Marker> {
  const put = { value: new Uint8Array(), lease: null };
  const { revision } = await writeGuarded(client, [{ key, expectedModRevision: 0, put }], options);
  return { key, createRevision: revision };
}

/** Returns the marker at a key, read through the log; `null` where there is none. */
export async function findMarker(
  client: EtcdClient,
  key: Uint8Array,
  options?: EtcdCallOptions,
): Promise<Marker | null> {
  const { kvs } = await range(client, { key, keysOnly: true }, options);
  return kvs[0] === undefined ? null : { key, createRevision: kvs[0].createRevision };
}

/** Writes a key beneath a marker; returns `false` where the marker is gone, and nothing was written. Sent once. */
export async function putMarked(
  client: EtcdClient,
  marker: Marker,
  { key, value }: { readonly key: Uint8Array; readonly value: Uint8Array },
  options?: EtcdCallOptions,
): Promise<boolean> {
  const success = [{ request_put: { key: Buffer.from(key), value: Buffer.from(value) } }];
  const { answer } = await client.call(({ kv }) => kv.txn({ compare: [exists(marker)], success }), options);
  return answer.succeeded;
}

/**
 * Deletes every key with a prefix beneath a marker, the marker itself where the prefix is its key; returns `false` where
 * the marker is gone, and nothing was deleted. The server deletes them at one go: thousands hold other writes back.
 */
export async function deleteMarked(
  client: EtcdClient,
  marker: Marker,
  prefix: Uint8Array,
  options?: EtcdCallOptions,
): Promise<boolean> {
  const deletion = { key: Buffer.from(prefix), range_end: Buffer.from(prefixEnd(prefix)) };
  const request = { compare: [exists(marker)], success: [{ request_delete_range: deletion }] };
  const { answer } = await client.call(({ kv }) => kv.txn(request), options);
  return answer.succeeded;
}

const exists = ({ key, createRevision }: Marker) => ({
  key: Buffer.from(key),
  target: 'Create' as const,
  result: 'Equal' as const,
  create_revision: String(createRevision),
});

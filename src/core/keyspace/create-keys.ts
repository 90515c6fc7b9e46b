import type { KeysApi } from '../../contract/keys.ts';
import type { OpenConnections } from '../connections/open-connections.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { deleteIf, putIf } from '../etcd/kv.ts';
import { FolderHints } from './folder-hints.ts';
import { liveSource } from './live-source.ts';
import type { KeyspaceSource } from './source.ts';

/** The keys of open connections. */
export function createKeys(open: OpenConnections): KeysApi {
  const hints = new WeakMap<EtcdClient, FolderHints>();
  const sourceOf = (client: EtcdClient, revision: number | null): KeyspaceSource => {
    const known = hints.get(client) ?? new FolderHints();
    hints.set(client, known);
    return liveSource(client, revision, known);
  };
  return {
    children: ({ connection, revision, ...request }, options) =>
      sourceOf(open.require(connection).client, revision).children(request, options),
    get: async ({ connection, key, revision }, options) =>
      sourceOf(open.require(connection).client, revision).get(key, options),
    put: async ({ connection, key, value, expectedModRevision }, options) =>
      putIf(open.require(connection).client, { key, value, expectedModRevision }, options),
    delete: async ({ connection, key, expectedModRevision }, options) =>
      deleteIf(open.require(connection).client, { key, expectedModRevision }, options),
  };
}

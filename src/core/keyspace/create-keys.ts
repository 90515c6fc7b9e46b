import type { KeysApi } from '../../contract/keys.ts';
import type { OpenConnections } from '../connections/open-connections.ts';
import { deleteIf, putIf } from '../etcd/kv.ts';
import type { Ports } from '../ports.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { spanOf } from './key-span.ts';
import { listRows } from './list-rows.ts';
import { searchKeys } from './search.ts';
import type { Sources } from './sources.ts';

/** The keys of open connections. */
export function createKeys(open: OpenConnections, sources: Sources, codecs: ValueCodecs, ports: Ports): KeysApi {
  return {
    children: ({ source, ...request }, options) => sources(source).children(request, options),
    async get({ source, key, reveal }, options) {
      const { entry, revision } = await sources(source).get(key, options);
      return { entry: entry === null ? null : await codecs.toEntry(entry, { reveal }), revision };
    },
    count: ({ source, prefix }, options) => sources(source).count(spanOf(prefix), options),
    list: ({ source, ...request }, options) => listRows(sources(source), request, options),
    search: (request, options) => searchKeys({ source: sources(request.source), codecs, ports }, request, options),
    async put({ connection, key, value, expectedModRevision }, options) {
      codecs.refuseCovered(value);
      const { client } = open.require(connection);
      return { ...(await putIf(client, { key, value, expectedModRevision }, options)), journalEntry: null };
    },
    async delete({ connection, key, expectedModRevision }, options) {
      const { client } = open.require(connection);
      return { ...(await deleteIf(client, { key, expectedModRevision }, options)), journalEntry: null };
    },
  };
}

import type { WatchesApi } from '../../contract/watches.ts';
import type { OpenConnections } from '../connections/open-connections.ts';
import { prefixEnd } from '../etcd/kv.ts';
import { watch } from '../etcd/watch.ts';

/** Live changes of open connections. Every watch is a stream of its own; closing the connection ends them all. */
export function createWatches(open: OpenConnections): WatchesApi {
  return {
    watch: ({ connection, key, isPrefix, startRevision, previous }, options) =>
      watch(open.require(connection).client, {
        key,
        rangeEnd: isPrefix ? prefixEnd(key) : null,
        startRevision,
        previous,
        signal: options?.signal,
      }),
  };
}

import type { EtcdClient } from '../etcd/client.ts';
import { range, toTheEnd } from '../etcd/kv.ts';
import { stoppable } from '../etcd/stoppable.ts';
import type { FolderHints } from './folder-hints.ts';
import { scanLevel } from './live-children.ts';
import { scanKeys } from './live-keys.ts';
import { readEachValue, readValues } from './live-values.ts';
import { type LiveView, PinnedReader } from './pinned-reader.ts';
import type { EntriesPage, KeyspaceSource } from './source.ts';

/** A cluster's keys at its head, or at a revision that is not compacted. */
export function liveSource(client: EtcdClient, view: LiveView, hints: FolderHints): KeyspaceSource {
  return {
    children: (request, options) =>
      stoppable(options?.signal, (signal) => scanLevel(new PinnedReader(client, view, signal), hints, request)),
    async get(key, options) {
      const { revision, isSerializable: serializable } = view;
      const answer = await range(client, { key, revision: revision ?? 0, serializable }, options);
      return { entry: answer.kvs[0] ?? null, revision: revision ?? answer.revision };
    },
    keys: (span, options) =>
      stoppable(options?.signal, (signal) => scanKeys(new PinnedReader(client, view, signal), span)),
    values: ({ keys, revision }, options) =>
      stoppable(options?.signal, (signal) =>
        readValues(new PinnedReader(client, { ...view, revision }, signal, true), keys),
      ),
    each: ({ keys, revision }, options) =>
      stoppable(options?.signal, (signal) =>
        readEachValue(new PinnedReader(client, { ...view, revision }, signal, true), keys),
      ),
    entries: (span, options) =>
      stoppable(options?.signal, async function* (signal): AsyncGenerator<EntriesPage, void> {
        const reader = new PinnedReader(client, view, signal);
        for await (const { keys, revision, total } of scanKeys(reader, span)) {
          if (keys.length === 0) yield { entries: [], revision, total };
          for await (const entries of readValues(reader, keys)) yield { entries, revision, total };
        }
      }),
    async count({ start, end }, options) {
      const reader = new PinnedReader(client, view, options?.signal);
      const { answer, tookMs } = await reader.read({ key: start, rangeEnd: end ?? toTheEnd, countOnly: true });
      return { count: answer.count, revision: reader.revision, tookMs };
    },
  };
}

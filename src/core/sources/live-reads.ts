import { afterKey } from '../bytes/bytes.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { isDenied } from '../etcd/failures.ts';
import { range, toTheEnd } from '../etcd/kv.ts';
import { stoppable } from '../streams/stoppable.ts';
import { FolderHints } from './folder-hints.ts';
import { scanLevel } from './live-children.ts';
import { scanKeys } from './live-keys.ts';
import { readEachValue, readFirst, readValues } from './live-values.ts';
import { type ReadPermissions, readPermitted } from './permitted-reads.ts';
import { type LiveView, PinnedReader } from './pinned-reader.ts';
import type { EntriesPage, KeySpan, KeysPage, SourceReads } from './source-reader.ts';

/**
 * Reads a cluster's keys at its head, or at a revision that is not compacted. With `permissions`, reads the parts that
 * the user may read.
 */
export function liveReads(
  client: EtcdClient,
  view: LiveView,
  hints: FolderHints,
  permissions: ReadPermissions | null = null,
): SourceReads {
  return {
    children: (request, options) =>
      stoppable(options?.signal, (signal) =>
        scanLevel(new PinnedReader(client, view, signal), hints, request, permissions),
      ),
    async get(key, options) {
      const { revision, isSerializable: serializable } = view;
      const answer = await explained(
        permissions,
        range(client, { key, revision: revision ?? 0, serializable }, options),
      );
      return { entry: answer.kvs[0] ?? null, revision: revision ?? answer.revision };
    },
    keys: (span, options) =>
      stoppable(options?.signal, (signal) => scanPermitted(new PinnedReader(client, view, signal), span, permissions)),
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
        for await (const { keys, ...page } of scanPermitted(reader, span, permissions)) {
          if (keys.length === 0) yield { entries: [], ...page };
          for await (const entries of readValues(reader, keys)) yield { entries, ...page };
        }
      }),
    first: (span, limit, options) =>
      explained(permissions, readFirst(new PinnedReader(client, view, options?.signal), span, limit)),
    count: (span, options) => countPermitted(new PinnedReader(client, view, options?.signal), span, permissions),
  };
}

/** Reads a client's keys at the head, completely or not at all. */
export function headReads(client: EtcdClient): SourceReads {
  return liveReads(client, { revision: null, isSerializable: false }, new FolderHints());
}

/** Yields every key of a span, or of the parts that the user may read. */
async function* scanPermitted(
  reader: PinnedReader,
  span: KeySpan,
  permissions: ReadPermissions | null,
): AsyncGenerator<KeysPage, void> {
  let isPartial = false;
  const pages = readPermitted<KeysPage>(permissions, {
    span,
    read: async function* (spans) {
      for (const each of spans) yield* scanKeys(reader, each);
      if (spans.length === 0) yield { keys: [], revision: reader.revision, total: null };
    },
    behind: ({ keys }) => {
      const last = keys.at(-1);
      return last === undefined ? null : afterKey(last.key);
    },
    isContinued: span.isRest ?? false,
    onDidNarrow: () => {
      isPartial = true;
    },
  });
  for await (const page of pages) yield isPartial ? { ...page, total: null, isPartial } : page;
}

/** Counts the keys of a span, or of the parts that the user may read. */
async function countPermitted(
  reader: PinnedReader,
  span: KeySpan,
  permissions: ReadPermissions | null,
): ReturnType<SourceReads['count']> {
  let isPartial = false;
  let found = { count: 0, tookMs: 0 };
  const sums = readPermitted<typeof found>(permissions, {
    span,
    read: async function* (spans) {
      const sum = { count: 0, tookMs: 0 };
      for (const { start, end } of spans) {
        const { answer, tookMs } = await reader.read({ key: start, rangeEnd: end ?? toTheEnd, countOnly: true });
        sum.count += answer.count;
        sum.tookMs += tookMs;
      }
      // All at once: after a refusal in between, every part is counted again.
      yield sum;
    },
    behind: () => null,
    isContinued: false,
    onDidNarrow: () => {
      isPartial = true;
    },
  });
  for await (const sum of sums) found = sum;
  const counted = { ...found, revision: reader.revision };
  return isPartial ? { ...counted, isPartial } : counted;
}

async function explained<T>(permissions: ReadPermissions | null, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (permissions === null || !isDenied(error)) throw error;
    throw await permissions.explained(error);
  }
}

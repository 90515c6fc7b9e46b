import { EtcdError } from '../../contract/failure.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import type { EtcdCallOptions, EtcdClient } from '../etcd/client.ts';
import { type RangeRequest, type RangeResult, range } from '../etcd/kv.ts';
import { stoppable } from '../etcd/stoppable.ts';
import { afterKey } from './bytes.ts';
import { childrenPages } from './children-pages.ts';
import type { FolderHints } from './folder-hints.ts';
import { isInLevel, levelOf } from './level.ts';
import { scanChildren } from './scan-children.ts';
import type { KeyspaceSource } from './source.ts';

/** A member before 3.7 walks the rest of the range for every page, so that small pages cost the square of what they give. */
const pageLimit = 10_000;
/** Where etcd's ranges end that reach to the end of the keyspace. */
const toTheEnd = Uint8Array.of(0);

/** Which state of a cluster's keys is read. */
export interface LiveView {
  readonly revision: number | null;
  /** Whether one member may answer alone, from what it has. */
  readonly isSerializable: boolean;
}

/** A cluster's keys at its head, or at a revision that is not compacted. One request at a time. */
export function liveSource(client: EtcdClient, view: LiveView, hints: FolderHints): KeyspaceSource {
  const { revision, isSerializable } = view;
  return {
    children: (request, options) =>
      stoppable(options?.signal, async function* (signal) {
        const level = levelOf(request.prefix, request.delimiter);
        if (request.after !== null && !isInLevel(level, request.after)) {
          throw new EtcdError({ code: 'BadRequest', message: '`after` does not begin with the prefix' });
        }
        const reader = pinnedReader(client, view, { signal });
        const found = scanChildren(
          ({ start, end, limit }) => reader.read({ key: start, rangeEnd: end ?? toTheEnd, limit }),
          {
            level,
            after: request.after,
            limit: request.limit,
            hint: hints.of(request.prefix),
            onDidFindFolder: (folder, hint) => hints.remember(folder, hint),
          },
        );
        yield* childrenPages(found, reader.revision);
      }),
    async get(key, options) {
      const answer = await range(client, { key, revision: revision ?? 0, serializable: isSerializable }, options);
      return { entry: answer.kvs[0] ?? null, revision: revision ?? answer.revision };
    },
    keys: ({ start, end }, options) =>
      stoppable(options?.signal, async function* (signal) {
        const reader = pinnedReader(client, view, { signal });
        for (let from = start; ; ) {
          const { keys, more } = await reader.read({ key: from, rangeEnd: end ?? toTheEnd, limit: pageLimit });
          yield { keys, revision: reader.revision() };
          const last = keys.at(-1);
          if (!more || last === undefined) return;
          from = afterKey(last.key);
        }
      }),
  };
}

/** Reads ranges of keys, without values, at the revision of the first answer. */
function pinnedReader(client: EtcdClient, { revision, isSerializable }: LiveView, options: EtcdCallOptions) {
  let pinned = revision;
  let isSettled = false;
  const read = async (request: RangeRequest): Promise<RangeResult> => {
    const pinnedRequest = { ...request, keysOnly: true, revision: pinned ?? 0 };
    if (!isSettled) return range(client, { ...pinnedRequest, serializable: isSerializable }, options);
    try {
      // What a revision holds never changes, so any member that has it may answer alone, without a round of its leader.
      return await range(client, { ...pinnedRequest, serializable: true }, options);
    } catch (error) {
      if (!(error instanceof EtcdError && error.code === 'FutureRev')) throw error;
      if (isSerializable) throw error;
      return range(client, pinnedRequest, options);
    }
  };
  return {
    revision: (): number => pinned ?? 0,
    async read(request: RangeRequest) {
      const askedAt = performance.now();
      const { kvs, count, more, revision: head } = await read(request);
      pinned ??= head;
      isSettled = true;
      return { keys: kvs.map(toListedKey), count, more, tookMs: performance.now() - askedAt };
    },
  };
}

function toListedKey({ key, createRevision, modRevision, version }: ListedKey): ListedKey {
  return { key, createRevision, modRevision, version };
}

import type { CallOptions } from '../../contract/abort.ts';
import { etcdctlHead } from '../../contract/etcdctl-line.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { everyKey } from '../../contract/key-coverage.ts';
import type { LiveKeys, SourceOrigin } from '../../contract/key-source.ts';
import type { OpenConnection, OpenConnections } from '../connections/held/open-connections.ts';
import { sightingLine, timeAt } from '../connections/held/sighting-line.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { smallestKey } from '../etcd/kv.ts';
import { watch } from '../etcd/watch.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock } from '../ports.ts';
import { isServedByKine } from '../registries/find-kine.ts';
import { FolderHints } from '../sources/folder-hints.ts';
import { liveReader } from '../sources/live-reader.ts';
import type { OpenSource } from '../sources/open-sources.ts';
import type { ReadPermissions } from '../sources/permitted-reads.ts';
import type { LiveView } from '../sources/pinned-reader.ts';
import { liveHash } from './live-hash.ts';
import { livePast } from './live-past.ts';

/** What reading the keys of open connections needs. */
export interface LiveSourceParts {
  readonly open: OpenConnections;
  readonly permissions: (connection: OpenConnection) => ReadPermissions;
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'list'>;
}

/** Opens the keys of open connections. Facts learnt about a cluster's folders are kept as long as its client. */
export function liveSources({ open, permissions, clock, journal }: LiveSourceParts): (source: LiveKeys) => OpenSource {
  const known = new WeakMap<EtcdClient, FolderHints>();
  const hintsOf = (client: EtcdClient): FolderHints => {
    const hints = known.get(client) ?? new FolderHints();
    known.set(client, hints);
    return hints;
  };
  return ({ connection, revision, isSerializable }) => {
    const held = open.require(connection);
    const { client } = held;
    const readerWith = (allowed: ReadPermissions | null) =>
      liveReader(
        {
          client,
          hints: hintsOf(client),
          permissions: allowed,
          origin: (view, options) => originOf(held, clock, view, options),
        },
        { revision, isSerializable },
      );
    return {
      get whole() {
        return readerWith(null);
      },
      get readable() {
        return readerWith(permissions(held));
      },
      coverage: everyKey,
      past: livePast(held, connection, { journal, clock }),
      changes: revision === null ? (range) => watch(client, range) : null,
      hash: liveHash(client),
      fileState: null,
      closed: held.closed,
      registries: () => held.registries(),
      didFindRegistry: (prefix) => held.didFindRegistry(prefix),
      etcdctl: () => etcdctlHead(held.profile),
    };
  };
}

async function originOf(
  held: OpenConnection,
  clock: Clock,
  { revision }: LiveView,
  options?: CallOptions,
): Promise<SourceOrigin> {
  const { client, profile } = held;
  const isKine = await isKineBehind(client, options);
  const now = clock.now();
  return {
    name: profile.name,
    clusterId: client.identity.id,
    isKine,
    dataTime: revision === null ? now : timeAt(sightingLine(held.sightings(), now), revision),
    revision: null,
    coverage: everyKey,
    verdict: null,
    canWrite: revision === null,
    canWatch: true,
    hasHistory: true,
    canReadWithoutQuorum: !isKine,
  };
}

/** Whether the server is kine. `false` where that is unknown now: no answer, or a failure. */
async function isKineBehind(client: EtcdClient, options?: CallOptions): Promise<boolean> {
  try {
    return await isServedByKine(client, smallestKey, options);
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    return false;
  }
}

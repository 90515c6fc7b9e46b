import { EtcdeckError } from '../../contract/failure.ts';
import type { KeySource, LiveKeys } from '../../contract/key-source.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { FolderHints } from '../sources/folder-hints.ts';
import { liveSource } from '../sources/live-source.ts';
import type { ReadPermissions } from '../sources/permitted-reads.ts';
import type { KeyspaceSource } from '../sources/source.ts';

/**
 * Gives the keys that a request names. With `permissions`, what the user may not read whole is read as far as it may; without,
 * it fails, for whoever takes what is missing for deleted. Fails with `ConnectionUnknown`, `ConnectionNotOpen`.
 */
export type Sources = (source: KeySource, permissions?: ReadPermissions) => KeyspaceSource;

/** The sources of open connections; what is learnt of a cluster's folders is kept as long as its client. */
export function createSources(open: OpenConnections): Sources {
  const hints = new WeakMap<EtcdClient, FolderHints>();
  return (source, permissions) => {
    const { connection, revision, isSerializable } = liveOf(source);
    const { client } = open.require(connection);
    const known = hints.get(client) ?? new FolderHints();
    hints.set(client, known);
    return liveSource(client, { revision, isSerializable }, known, permissions ?? null);
  };
}

/** The source as a connection's keys. Fails with `SourceNotOpen` for any other. */
export function liveOf(source: KeySource): LiveKeys {
  if (source.kind === 'live') return source;
  throw new EtcdeckError({
    code: 'SourceNotOpen',
    message: `${source.file} is not open`,
    detail: { file: source.file },
  });
}

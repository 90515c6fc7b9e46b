import type { CallOptions } from '../../contract/abort.ts';
import type { SourceOrigin } from '../../contract/key-source.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { atFirstAnswer } from './first-answer.ts';
import type { FolderHints } from './folder-hints.ts';
import { liveReads } from './live-reads.ts';
import type { ReadPermissions } from './permitted-reads.ts';
import type { LiveView } from './pinned-reader.ts';
import type { SourceReader } from './source-reader.ts';

/** What the reader of a connection's keys needs. */
export interface LiveParts {
  readonly client: EtcdClient;
  readonly hints: FolderHints;
  /** The user's read permissions, to read in part; `null` reads completely or fails. */
  readonly permissions: ReadPermissions | null;
  readonly origin: (view: LiveView, options?: CallOptions) => Promise<SourceOrigin>;
}

/** Reads a connection's keys at its head, or at a revision that is not compacted. */
export function liveReader(parts: LiveParts, view: LiveView): SourceReader {
  const reader: SourceReader = {
    ...liveReads(parts.client, view, parts.hints, parts.permissions),
    revision: view.revision,
    pin(revision) {
      if (revision !== undefined) return liveReader(parts, { ...view, revision });
      return view.revision === null ? atFirstAnswer(reader) : reader;
    },
    origin: (options) => parts.origin(view, options),
  };
  return reader;
}

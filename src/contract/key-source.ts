import type { ClusterId, ConnectionId } from './ids.ts';

/** The keys of an open connection's cluster. */
export interface LiveKeys {
  readonly kind: 'live';
  readonly connection: ConnectionId;
  /** The revision to read at; the head where it is `null`. */
  readonly revision: number | null;
  /**
   * Whether one member may answer alone, from what it has: possible without quorum, and perhaps behind. Without it a
   * read at the head waits for the leader's word.
   */
  readonly isSerializable: boolean;
}

/** The keys of a bundle: a file on the machine where core runs, by its absolute path. It has one revision, its own. */
export interface BundleKeys {
  readonly kind: 'bundle';
  readonly file: string;
}

/** Where keys are read. Browsing, searching, comparing and copying are written once, for every kind. */
export type KeySource = LiveKeys | BundleKeys;

/** What a source is, by its own word. */
export interface SourceOrigin {
  /** For a person: the connection's name, the file's own name. */
  readonly name: string;
  /** The cluster that the keys are of, or were; `null` where that is not known, and with kine. */
  readonly clusterId: ClusterId | null;
  /** Whether kine, which takes a part of etcd's API, keeps the keys, or kept them. */
  readonly isKine: boolean;
  /**
   * When the data was so, in milliseconds since 1970: now at the head, for a past revision as far as the cluster's clock
   * tells, for a bundle when it was exported. `null`: unknown.
   */
  readonly dataTime: number | null;
  /** Whether its keys can be written, a read-only connection's too: its lock may be opened. */
  readonly canWrite: boolean;
  readonly canWatch: boolean;
  /** Whether past revisions and the states of a key can be read. */
  readonly hasHistory: boolean;
  /** Whether one member may answer alone. */
  readonly canReadWithoutQuorum: boolean;
}

/** Returns a connection's keys as they are now, or at a revision. */
export const liveKeys = (connection: ConnectionId, revision: number | null = null): LiveKeys => ({
  kind: 'live',
  connection,
  revision,
  isSerializable: false,
});

/** Returns the keys of a bundle file. */
export const bundleKeys = (file: string): BundleKeys => ({ kind: 'bundle', file });

/**
 * Returns the name of the keyspace that a source is of, one for every revision of it and way to read it: what a modRevision
 * means, and which keys open its encrypted values, is the same within it.
 */
export function keyspaceOf(source: KeySource): string {
  return source.kind === 'live' ? `live ${source.connection}` : `bundle ${source.file}`;
}

/** Returns the past revision that a source is read at; `null` at the head, and for what has no other. */
export const pastRevision = (source: KeySource): number | null => (source.kind === 'live' ? source.revision : null);

/** Returns the same keys at a revision, or at the head; what has one revision only as it is. */
export const atRevision = (source: KeySource, revision: number | null): KeySource =>
  source.kind === 'live' ? { ...source, revision } : source;

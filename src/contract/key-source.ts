import type { ClusterId, ConnectionId } from './ids.ts';
import type { KeyCoverage } from './key-coverage.ts';
import type { SnapshotIntegrity } from './snapshot-report.ts';

/** The keys of an open connection's cluster. */
export interface LiveKeys {
  readonly kind: 'live';
  readonly connection: ConnectionId;
  /** The revision to read at; `null`: the head. */
  readonly revision: number | null;
  /**
   * Whether one member may answer alone, from its own data: works without quorum, and may be stale. If false, a read at
   * the head waits for the leader's confirmation.
   */
  readonly isSerializable: boolean;
}

/**
 * The keys of a bundle: a file on the machine where core runs, by its absolute path. It has exactly one revision. Two
 * paths to one file, as through a symbolic link, name one source while it is open.
 */
export interface BundleKeys {
  readonly kind: 'bundle';
  readonly file: string;
}

/**
 * The keys of a snapshot, or of the database file of a data-dir: a file on the machine where core runs, by its absolute
 * path. Two paths to one file name one source while it is open, as of a bundle.
 */
export interface SnapshotKeys {
  readonly kind: 'snapshot';
  readonly file: string;
  /** The revision to read at; `null`: the last one. */
  readonly revision: number | null;
}

/** The keys of a file. */
export type FileKeys = BundleKeys | SnapshotKeys;

/** Where keys are read from. Every kind can be browsed, searched, compared and copied from. */
export type KeySource = LiveKeys | FileKeys;

/** What a source is and what it can do, as the source itself reports. */
export interface SourceOrigin {
  /** A name to display: the connection's name, or the name of the file. */
  readonly name: string;
  /** The cluster that stores the keys, or stored them; `null` when it is not known, and with kine. */
  readonly clusterId: ClusterId | null;
  /** Whether kine, which implements a part of etcd's API, stores the keys, or stored them. */
  readonly isKine: boolean;
  /**
   * The time of the data, in milliseconds since 1970: now at the head, the known time of a past revision, the export of
   * a bundle. `null`: unknown.
   */
  readonly dataTime: number | null;
  /** The revision of a source that has one only; `null` where that is unknown, and for a connection. */
  readonly revision: number | null;
  readonly coverage: KeyCoverage;
  /** Whether the file of a snapshot was found whole when it was opened; `null` of other sources. */
  readonly verdict: SnapshotIntegrity['verdict'] | null;
  /** Whether its keys can be written. True for a read-only connection too, which can be unlocked. */
  readonly canWrite: boolean;
  readonly canWatch: boolean;
  /** Whether past revisions and the states of a key can be read. */
  readonly hasHistory: boolean;
  /** Whether one member may answer alone. */
  readonly canReadWithoutQuorum: boolean;
}

/** Returns the source of a connection's keys, at the head or at a revision. */
export const liveKeys = (connection: ConnectionId, revision: number | null = null): LiveKeys => ({
  kind: 'live',
  connection,
  revision,
  isSerializable: false,
});

/** Returns the source of a bundle file's keys. */
export const bundleKeys = (file: string): BundleKeys => ({ kind: 'bundle', file });

/** Returns the source of a snapshot's keys, at its last revision or at another one. */
export const snapshotKeys = (file: string, revision: number | null = null): SnapshotKeys => ({
  kind: 'snapshot',
  file,
  revision,
});

/**
 * Returns the name of a source's keyspace, the same for every revision and every way to read it. Within a keyspace
 * modRevisions compare, and the same EncryptionConfiguration opens the encrypted values.
 */
export function keyspaceOf(source: KeySource): string {
  return source.kind === 'live' ? `live ${source.connection}` : `${source.kind} ${source.file}`;
}

/** Returns the past revision that a source is read at; `null` at the head, and for a source with one revision only. */
export const pastRevision = (source: KeySource): number | null => (source.kind === 'bundle' ? null : source.revision);

/** Returns the source at another revision, or at the head (`null`); a source with one revision only is unchanged. */
export const atRevision = (source: KeySource, revision: number | null): KeySource =>
  source.kind === 'bundle' ? source : { ...source, revision };

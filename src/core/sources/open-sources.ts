import type { KeyCoverage } from '../../contract/key-coverage.ts';
import type { KeySource } from '../../contract/key-source.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { WatchNotice } from '../../contract/watches.ts';
import type { WatchRange } from '../etcd/watch.ts';
import type { SourceHash } from './source-hash.ts';
import type { SourcePast } from './source-past.ts';
import type { SourceReader } from './source-reader.ts';

/** Follows the keys of a range, as `watch` does. */
export type SourceChanges = (range: WatchRange) => AsyncIterable<WatchNotice<KeyValue>>;

/** An open source. */
export interface OpenSource {
  /** Reads a span completely, or fails: for callers that treat a missing key as deleted. */
  readonly whole: SourceReader;
  /** Reads the parts that the source's user may read. */
  readonly readable: SourceReader;
  /** Which of its cluster's keys it has: whether a missing key did not exist. */
  readonly coverage: KeyCoverage;
  /** `null` where it has one revision only. */
  readonly past: SourcePast | null;
  /** Follows its changes; `null` where it is read at a revision, or has no future. */
  readonly changes: SourceChanges | null;
  /** `null` where its keys are not a member's whole data. */
  readonly hash: SourceHash | null;
  /** Distinguishes the files that a snapshot was read from, in the state they were read in, from later states; else `null`. */
  readonly fileState: string | null;
  /** Aborted when the source is closed. */
  readonly closed: AbortSignal;
  /** The prefixes of Kubernetes registries: the known ones, and those found here. */
  registries(): readonly Uint8Array[];
  /** Adds a registry found at a custom prefix. */
  didFindRegistry(prefix: Uint8Array): void;
  /** Returns etcdctl's command for this source, up to its verb; `null` where etcdctl cannot read it. */
  etcdctl(): string | null;
}

/** The open sources, for the other nouns. The only place that distinguishes kinds of sources. */
export interface OpenSources {
  /**
   * Returns an open source. Fails with `ConnectionUnknown`, `ConnectionNotOpen`, and for other sources with
   * `SourceNotOpen`.
   */
  require(source: KeySource): OpenSource;
}

import type { KeySource } from '../../contract/key-source.ts';
import type { SourceReader } from './source-reader.ts';

/** A source that is held open. */
export interface OpenSource {
  /** Reads a span completely, or fails: for callers that take a missing key for a deleted one. */
  readonly whole: SourceReader;
  /** Reads as far as the source's user may. */
  readonly readable: SourceReader;
  /** Aborted when the source is closed. */
  readonly closed: AbortSignal;
  /** The prefixes of Kubernetes registries: those that are known, and those that were found here. */
  registries(): readonly Uint8Array[];
  /** Adds a registry found at a custom prefix. */
  didFindRegistry(prefix: Uint8Array): void;
  /** Returns etcdctl's command for this source, up to its verb; `null` where etcdctl cannot read it. */
  etcdctl(): string | null;
}

/** The sources that are open, as the other nouns ask for them: all that looks at what kind of source it is. */
export interface OpenSources {
  /**
   * Returns an open source. Fails with `ConnectionUnknown`, `ConnectionNotOpen`, and for other sources with
   * `SourceNotOpen`.
   */
  require(source: KeySource): OpenSource;
}

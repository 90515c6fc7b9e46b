import type { KeySource } from '../../contract/key-source.ts';
import type { SourceReader } from './source-reader.ts';

/** A source that somebody holds open. */
export interface OpenSource {
  /** Reads what is asked whole, or fails: for what takes a missing key for a deleted one. */
  readonly whole: SourceReader;
  /** Reads as far as the source's user may. */
  readonly readable: SourceReader;
  /** Aborted when the source is closed. */
  readonly closed: AbortSignal;
  /** The prefixes beneath which a key is an API server's: those that are known, and those that were found here. */
  registries(): readonly Uint8Array[];
  /** Takes in a registry that was found at a prefix of its own. */
  didFindRegistry(prefix: Uint8Array): void;
  /** Returns etcdctl's command for this source, up to its verb; `null` where etcdctl cannot read it. */
  etcdctl(): string | null;
}

/** The sources that are open, as the other nouns ask for them: all that looks at what kind of source it is. */
export interface OpenSources {
  /** Fails with `ConnectionUnknown`, `ConnectionNotOpen`, and of what is no connection's with `SourceNotOpen`. */
  require(source: KeySource): OpenSource;
}

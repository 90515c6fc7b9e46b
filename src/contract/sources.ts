import type { CallOptions } from './abort.ts';
import type { KeySource, SourceOrigin } from './key-source.ts';

/** Opening what keys are read from. */
export interface SourcesApi {
  /**
   * Opens a source and holds it as long as the stream is held; several holders share one, and the last one's leaving closes
   * it. A connection's keys need the connection itself held open, and end with it. A bundle is read whole into memory, once;
   * every call that names it fails with `SourceNotOpen` while nobody holds it. Fails with `ConnectionUnknown`,
   * `ConnectionNotOpen`, and of a bundle with `FileNotFound`, `FileNotReadable`, `BundleInvalid`, `PlanTooLarge` and
   * `OutOfMemory`.
   */
  open(
    request: { readonly source: KeySource },
    options?: CallOptions,
  ): AsyncIterable<{ readonly kind: 'opened'; readonly origin: SourceOrigin }>;
}

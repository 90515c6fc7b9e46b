import type { CallOptions } from './abort.ts';
import type { KeySource, SourceOrigin } from './key-source.ts';

/** Opens the sources that keys are read from. */
export interface SourcesApi {
  /**
   * Opens a source and holds it open as long as the stream is open; several holders share one source, and the last one
   * closes it. A live source needs its connection open, and ends with it. A bundle is read into memory, whole and once;
   * every call that names it while no stream holds it fails with `SourceNotOpen`. A file is known by its real path: a
   * stream that names it through a symbolic link holds the same source. Fails with `ConnectionUnknown`,
   * `ConnectionNotOpen`, and for a bundle with `FileNotFound`, `FileNotReadable`, `BundleInvalid`, `PlanTooLarge` and
   * `OutOfMemory`.
   */
  open(
    request: { readonly source: KeySource },
    options?: CallOptions,
  ): AsyncIterable<{ readonly kind: 'opened'; readonly origin: SourceOrigin }>;
}

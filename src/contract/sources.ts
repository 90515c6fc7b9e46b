import type { CallOptions } from './abort.ts';
import type { KeySource, SourceOrigin } from './key-source.ts';

/** The progress of opening a source, in bytes of its file, then what it is. */
export type SourceOpening =
  | { readonly kind: 'reading'; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly kind: 'opened'; readonly origin: SourceOrigin };

/** Opens the sources that keys are read from. */
export interface SourcesApi {
  /**
   * Opens a source and holds it open as long as the stream is open; several holders share one source, and the last one
   * closes it. A live source needs its connection open, and ends with it. A bundle is read into memory, whole and once,
   * and of a snapshot the keys and where their values are; every call that names a file while no stream holds it fails
   * with `SourceNotOpen`. A file is known by its real path: a stream that names it through a symbolic link holds the
   * same source. Fails with `ConnectionUnknown`, `ConnectionNotOpen`, for files with `FileNotFound`, `FileNotReadable`
   * and `OutOfMemory`, for a bundle with `BundleInvalid` and `PlanTooLarge`, and for a snapshot with `SnapshotInvalid`
   * where no keys can be read from it. A damaged one opens as far as it can be read, and its report says so.
   */
  open(request: { readonly source: KeySource }, options?: CallOptions): AsyncIterable<SourceOpening>;
}

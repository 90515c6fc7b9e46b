import type { CallOptions } from './abort.ts';

/** A folder's entry: its size in bytes (0 for a folder), and when it was changed, in milliseconds since 1970. */
export interface FileEntry {
  readonly name: string;
  readonly kind: 'folder' | 'file';
  readonly bytes: number;
  readonly modifiedAt: number;
}

/** Files of the machine where core runs: picked, never read through here. */
export interface FilesApi {
  /** A folder's entries, folders first, by name; the home folder where `folder` is `null`. */
  list(
    request: { readonly folder: string | null },
    options?: CallOptions,
  ): Promise<{ readonly folder: string; readonly parent: string | null; readonly entries: readonly FileEntry[] }>;
  /**
   * Opens the system's dialog, where the host has one; `file` is `null` when the operator dismissed it. Fails with
   * `Unimplemented` elsewhere.
   */
  pick(
    request: { readonly purpose: 'open' | 'save'; readonly title: string; readonly suggested: string | null },
    options?: CallOptions,
  ): Promise<{ readonly file: string | null }>;
}

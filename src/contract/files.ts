import type { CallOptions } from './abort.ts';
import type { FileKeys } from './key-source.ts';

/** A folder's entry, with its size in bytes (0 for a folder) and its last change, in milliseconds since 1970. */
export interface FileEntry {
  readonly name: string;
  readonly kind: 'folder' | 'file';
  readonly bytes: number;
  readonly modifiedAt: number;
}

/** What a path is wanted for: a file to read, a file to write, a folder that exists, or one that does not exist yet. */
export type FilePurpose = 'open' | 'save' | 'folder' | 'newFolder';

/** Files of the machine where core runs. These methods only choose a file; none returns its content. */
export interface FilesApi {
  /** Returns a folder's entries, folders first, by name; those of the home folder when `folder` is `null`. */
  list(
    request: { readonly folder: string | null },
    options?: CallOptions,
  ): Promise<{ readonly folder: string; readonly parent: string | null; readonly entries: readonly FileEntry[] }>;
  /**
   * Opens the system's file dialog; `file` is `null` when the operator dismissed it. Fails with `Unimplemented` when
   * the host has no such dialog.
   */
  pick(
    request: { readonly purpose: FilePurpose; readonly title: string; readonly suggested: string | null },
    options?: CallOptions,
  ): Promise<{ readonly file: string | null }>;
  /**
   * Returns what a file of keys is to be opened as, by its first bytes: text that says it is one, or is named as
   * JSON or YAML, is a bundle, and what is no text a snapshot; so are files
   * that are named as those of etcd-backup-restore. Fails with `FileNotFound`, `FileNotReadable`, and with
   * `SnapshotInvalid` for other text and an empty file.
   */
  kind(request: { readonly file: string }, options?: CallOptions): Promise<{ readonly kind: FileKeys['kind'] }>;
}

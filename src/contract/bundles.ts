import type { CallOptions } from './abort.ts';
import type { KeySource } from './key-source.ts';

/** What a bundle says it is, near its beginning. */
export const bundleMark = 'etcdeck-bundle';

/** The two text formats of a bundle. */
export type BundleFormat = 'json' | 'yaml';

/** The progress or the result of an export. */
export type ExportNotice =
  | { readonly kind: 'progress'; readonly keys: number; readonly bytes: number }
  | {
      readonly kind: 'exported';
      readonly keys: number;
      /** The size of the bundle in bytes. */
      readonly bytes: number;
      readonly revision: number;
      /** How many Secrets were left out because `reveal` was not set. */
      readonly leftOut: number;
      /** The file written; `null` when the request names no file, and `text` holds the bundle instead. */
      readonly file: string | null;
      readonly text: string | null;
    };

/** Keys as a file that can be read, kept and restored exactly. */
export interface BundlesApi {
  /**
   * Writes keys and values, exact to the byte (text if UTF-8, else base64), all at one revision. A file gets its name
   * once it is complete; its head says what it covers. Without a file the text is returned, 16 MiB at most
   * (`RequestTooLarge` beyond). Fails with `FileExists`, `FileNotWritable`, `DiskFull`.
   */
  export(
    request: {
      readonly source: KeySource;
      readonly keys:
        | { readonly kind: 'prefix'; readonly prefix: Uint8Array }
        | { readonly kind: 'keys'; readonly keys: readonly Uint8Array[] };
      readonly format: BundleFormat;
      readonly file: string | null;
      /** Includes Kubernetes Secrets, in clear. */
      readonly reveal: boolean;
    },
    options?: CallOptions,
  ): AsyncIterable<ExportNotice>;
}

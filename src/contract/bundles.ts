import type { CallOptions } from './abort.ts';
import type { KeySource } from './key-source.ts';

/** The two texts that a bundle can be written as. */
export type BundleFormat = 'json' | 'yaml';

/** How an export stands. */
export type ExportNotice =
  | { readonly kind: 'progress'; readonly keys: number; readonly bytes: number }
  | {
      readonly kind: 'exported';
      readonly keys: number;
      /** Of the bundle. */
      readonly bytes: number;
      readonly revision: number;
      /** Secrets that were left out, because nobody asked to reveal them. */
      readonly leftOut: number;
      /** The file written, or the text where no file was asked for. */
      readonly file: string | null;
      readonly text: string | null;
    };

/** Keys as a file that can be read, kept and put back exactly. */
export interface BundlesApi {
  /**
   * Writes keys and values, exact to the byte (text where it is UTF-8, base64 else), all at one revision. A file gets its
   * name once it is whole. Without a file the text crosses, 16 MiB at most (`RequestTooLarge` beyond). Fails with
   * `FileExists`, `FileNotWritable`, `DiskFull`.
   */
  export(
    request: {
      readonly source: KeySource;
      readonly keys:
        | { readonly kind: 'prefix'; readonly prefix: Uint8Array }
        | { readonly kind: 'keys'; readonly keys: readonly Uint8Array[] };
      readonly format: BundleFormat;
      readonly file: string | null;
      /** Takes Kubernetes Secrets along, in clear. */
      readonly reveal: boolean;
    },
    options?: CallOptions,
  ): AsyncIterable<ExportNotice>;
}

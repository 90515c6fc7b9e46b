import type { CallOptions } from './abort.ts';
import type { KeySource } from './key-source.ts';

/** A request that a Kubernetes client made, once it was answered. Everything but the numbers is the client's own words. */
export interface ServedRequest {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** The path with its parameters, cut to a few hundred characters. */
  readonly path: string;
  /** The client's own name, cut likewise; empty where it gives none. */
  readonly userAgent: string;
  readonly isWatch: boolean;
  /** The HTTP status; 101 for a watch over a WebSocket. */
  readonly status: number;
  readonly tookMs: number;
  /** The bytes of the answer's body. */
  readonly bytes: number;
}

/** How many requests are remembered for those who look later, and wait for those who look slowly. */
export const mostServedRequests = 500;

/** How clients reach a Kubernetes API that is served. */
export interface KubeApiAccess {
  /** An address of the machine that etcdeck runs on. */
  readonly url: string;
  /** The path of the kubeconfig on that machine. It goes away with the server. */
  readonly kubeconfig: string;
  /** Lines for a shell that use it, kubectl's first. */
  readonly lines: readonly string[];
}

/** First how it is reached, then each request. */
export type KubeApiNotice =
  | { readonly kind: 'serving'; readonly access: KubeApiAccess }
  | { readonly kind: 'request'; readonly request: ServedRequest };

/** Serves what a source holds to Kubernetes' own tools, read-only. */
export interface KubeApiApi {
  /**
   * Serves a registry on a free port of 127.0.0.1 for as long as the stream is read and the source is open, and ends with
   * either. `reveal` answers the data of Secrets as they are. Fails with `KeyNotFound` where there is no registry,
   * `FileNotWritable` or `DiskFull` where the kubeconfig cannot be written, `SourceNotOpen`, and as reads do.
   */
  serve(
    request: { readonly source: KeySource; readonly registry: Uint8Array; readonly reveal: boolean },
    options?: CallOptions,
  ): AsyncIterable<KubeApiNotice>;
}

import type { CallOptions } from './abort.ts';
import type { ConnectionId } from './ids.ts';

/** How the connection of a sandbox is told from a saved one by its id. */
export const sandboxIdPrefix = 'sandbox-';

/** A running sandbox cluster. */
export interface SandboxInfo {
  readonly connection: ConnectionId;
  readonly name: string;
  readonly members: readonly { readonly name: string; readonly endpoint: string; readonly pid: number }[];
  readonly folder: string;
}

/** The progress of a start; `ready` comes last. `etcd` comes where the host was started for a sandbox and has to get one first. */
export type SandboxProgress =
  | { readonly kind: 'step'; readonly step: 'etcd' | 'certificates' | 'members' | 'keys'; readonly detail: string }
  | { readonly kind: 'ready'; readonly sandbox: SandboxInfo };

/** Throw-away clusters of real members on 127.0.0.1, with TLS. They stop with the host. */
export interface SandboxApi {
  list(request: Record<string, never>, options?: CallOptions): Promise<readonly SandboxInfo[]>;
  /**
   * Issues certificates, starts the members and fills a small Kubernetes-like keyspace; takes a few seconds. Cancelling
   * stops the members and removes their data. Fails with `SandboxBinaryMissing`, `SandboxFailed` (with the member's
   * last output).
   */
  start(request: { readonly members: 1 | 3 | 5 }, options?: CallOptions): AsyncIterable<SandboxProgress>;
  /** Stops the members and removes their data. Fails with `ConnectionUnknown`. */
  stop(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<void>;
}

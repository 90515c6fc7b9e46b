import type { Failure } from '../failure.ts';
import type { ClusterId } from '../ids.ts';

/**
 * Why a connection opens read-only: its environment; its import; its own setting; another connection to the same
 * cluster that is marked as production; a registry, in which Kubernetes stores its objects; or `unknown`: no quorum has
 * confirmed yet whether there is a registry.
 */
export type ReadOnlyReason = 'production' | 'imported' | 'chosen' | 'productionElsewhere' | 'registry' | 'unknown';

/** The lock of a connection that opens read-only. */
export interface ReadOnlyState {
  readonly reason: ReadOnlyReason;
  /** When the unlock ends, in milliseconds since 1970; `null` while writes are not accepted. */
  readonly unlockedUntil: number | null;
}

/** The state of an open connection. */
export interface ConnectionState {
  readonly phase: 'connecting' | 'connected' | 'reconnecting';
  /** The endpoint that answered last. */
  readonly endpoint: string | null;
  /** The endpoints learned from the member list, dialled after the given ones; empty without `learnsEndpoints`. */
  readonly learnedEndpoints: readonly string[];
  /**
   * The endpoints that are out of use now because they belong to another cluster: each a `ClusterIDMismatch` with its
   * endpoint and, in the detail, the ids of the cluster that answered and of the connection's own.
   */
  readonly strangers: readonly Failure[];
  readonly clusterId: ClusterId | null;
  /** The store's revision in the last answer; `null` when the user may not read it. */
  readonly revision: number | null;
  /** The round trip of the last status call, in milliseconds. */
  readonly latencyMs: number | null;
  readonly serverVersion: string | null;
  /** The largest request that the server accepts, in bytes, as far as known: 1.5 MiB by default. */
  readonly maxRequestBytes: number;
  /** `null` when the connection is not read-only, and until it is connected. Can change at any time. */
  readonly readOnly: ReadOnlyState | null;
  /** Why the last attempt failed, while `connecting` or `reconnecting`. */
  readonly failure: Failure | null;
}

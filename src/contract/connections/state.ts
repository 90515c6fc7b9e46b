import type { Failure } from '../failure.ts';
import type { ClusterId } from '../ids.ts';

/**
 * Why a connection opens read-only: its environment, how it came here, its own setting; another connection of the same
 * cluster that is marked as production; a registry, beneath which Kubernetes keeps its objects; or that it is not known
 * yet whether there is one, as long as no quorum says so.
 */
export type ReadOnlyReason = 'production' | 'imported' | 'chosen' | 'productionElsewhere' | 'registry' | 'unknown';

/** How a connection that opens read-only stands. */
export interface ReadOnlyState {
  readonly reason: ReadOnlyReason;
  /** Until when it takes writes all the same, in milliseconds since 1970; `null` while it takes none. */
  readonly unlockedUntil: number | null;
}

/** How an open connection stands. */
export interface ConnectionState {
  readonly phase: 'connecting' | 'connected' | 'reconnecting';
  /** The endpoint that answered last. */
  readonly endpoint: string | null;
  /** The endpoints learned from the member list, dialled after those given; empty where none are asked for. */
  readonly learnedEndpoints: readonly string[];
  /**
   * Why endpoints are out of use, as long as they are: each is `ClusterIDMismatch`, with its endpoint and, in its detail,
   * the cluster that answered there and the connection's own.
   */
  readonly strangers: readonly Failure[];
  readonly clusterId: ClusterId | null;
  /** The store's revision in the last answer; `null` where the user may not ask for it. */
  readonly revision: number | null;
  /** Round trip of the last status call, in milliseconds. */
  readonly latencyMs: number | null;
  readonly serverVersion: string | null;
  /** The largest request the server takes, in bytes, as far as it is known: 1.5 MiB by default. */
  readonly maxRequestBytes: number;
  /** `null` where writes are taken as they come, and until it is connected. May change at any time. */
  readonly readOnly: ReadOnlyState | null;
  /** Why the last attempt failed, while `connecting` or `reconnecting`. */
  readonly failure: Failure | null;
}

import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { ConnectionId, LeaseId } from './ids.ts';

/** What the leader says of one lease. Times are in seconds, as etcd has them; `at` is in milliseconds since 1970. */
export type LeaseState =
  | {
      readonly kind: 'alive';
      readonly id: LeaseId;
      /** How long it was granted for, and how much of that was left at `at`: less than a second counts as 0. */
      readonly grantedTTL: number;
      readonly ttl: number;
      /** How many keys are attached; `null` where the user may not read them all, or there are too many to list. */
      readonly keyCount: number | null;
      /** The first few attached keys, in key order. */
      readonly firstKeys: readonly Uint8Array[];
      readonly at: number;
    }
  /** It was revoked or has expired. */
  | { readonly kind: 'gone'; readonly id: LeaseId; readonly at: number }
  /** Nobody could say: without a leader, members know no TTL. */
  | { readonly kind: 'unknown'; readonly id: LeaseId; readonly failure: Failure; readonly at: number };

/** How many keys of a lease are in its state. */
export const firstKeysOfLease = 3;

/** The ids of all leases, in parts, then what is known of the list. */
export type LeaseListNotice =
  | { readonly kind: 'ids'; readonly ids: readonly LeaseId[] }
  | {
      readonly kind: 'listed';
      readonly total: number;
      /** The member that answered. */
      readonly endpoint: string;
      /** Whether every lease is in it that was granted before; without quorum it is as one member knows it. */
      readonly isCurrent: boolean;
      readonly at: number;
    };

/** The states of leases as they come, and how many of all leases have been asked. */
export interface LeaseSurveyNotice {
  readonly states: readonly LeaseState[];
  readonly done: number;
  readonly total: number;
}

/** A notice of keeping a lease alive. */
export type KeepAliveNotice =
  /** It has its whole TTL again. */
  | { readonly kind: 'kept'; readonly ttl: number; readonly at: number }
  /** It could not be renewed; that is tried again until it is gone. */
  | { readonly kind: 'waiting'; readonly failure: Failure };

/** The most leases whose states are followed in one stream. */
export const mostFollowedLeases = 100;

/**
 * Reads leases and keeps them alive. What grants or revokes one is a plan: `plans.planLeaseGrant`,
 * `plans.planLeaseRevoke`; a key is attached by writing it with the lease. Fails with `Unimplemented` for kine, which
 * lists none.
 */
export interface LeasesApi {
  /**
   * Lists the ids of all leases, as one member knows them after a linearizable read; without quorum, as it knows them.
   * One request, whatever their number. Fails with `PermissionDenied` where the version asks for a permission.
   */
  list(request: { readonly connection: ConnectionId }, options?: CallOptions): AsyncIterable<LeaseListNotice>;
  /**
   * Asks for the states of these leases, and then for one a second until the stream is stopped: those first whose time
   * is over as last answered. Leases that are gone are not asked again.
   */
  follow(
    request: { readonly connection: ConnectionId; readonly leases: readonly LeaseId[] },
    options?: CallOptions,
  ): AsyncIterable<readonly LeaseState[]>;
  /** Asks for the state of every lease once. Costs the leader a request for each, a few at a time. */
  survey(request: { readonly connection: ConnectionId }, options?: CallOptions): AsyncIterable<LeaseSurveyNotice>;
  /**
   * Lists every key that is attached to a lease, in key order, in parts. Fails with `LeaseNotFound`, `PermissionDenied`
   * (where one of the keys may not be read), `AnswerTooLarge`.
   */
  keys(
    request: { readonly connection: ConnectionId; readonly lease: LeaseId },
    options?: CallOptions,
  ): AsyncIterable<readonly Uint8Array[]>;
  /**
   * Keeps a lease alive until the stream is stopped or the connection closes: renews it at a third of its TTL. Fails with
   * `LeaseNotFound` once it is gone, with `ReadOnly`, `PermissionDenied`.
   */
  keepAlive(
    request: { readonly connection: ConnectionId; readonly lease: LeaseId },
    options?: CallOptions,
  ): AsyncIterable<KeepAliveNotice>;
}

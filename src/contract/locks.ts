import type { CallOptions } from './abort.ts';
import type { ConnectionId, LeaseId } from './ids.ts';

/**
 * A client in line for a lock or an election. Its key is the prefix and the id of its own lease in hexadecimal, as etcd's
 * clients, `etcdctl lock` and `etcdctl elect` write it: it leaves the line when the key is deleted, at the latest with
 * its lease.
 */
export interface Contender {
  readonly key: Uint8Array;
  readonly lease: LeaseId;
  /** Since when it is in line: the line's order. */
  readonly createRevision: number;
  /** Of the lease, in seconds, as the leader answered at `at` (milliseconds since 1970). */
  readonly grantedTTL: number;
  readonly ttl: number;
  readonly at: number;
  /** The first bytes of what it proclaims, with secret data covered; empty for a lock, as a rule. */
  readonly value: Uint8Array;
  /** The size of the whole value in bytes. */
  readonly bytes: number;
}

/** How many bytes of a value a contender has. */
export const mostProclaimedBytes = 256;

/** The most contenders that a contest lists. */
export const mostContenders = 100;

/** A lock or an election: who holds or leads, and who waits. */
export interface Contest {
  /** What the contenders' keys begin with, up to the last `/`. */
  readonly prefix: Uint8Array;
  /** In line, the holder first. */
  readonly line: readonly Contender[];
  /** How many are in line. */
  readonly inLine: number;
}

/** The progress of the search, the contests in key order, and its end. */
export type LocksNotice =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'contests'; readonly contests: readonly Contest[] }
  /** `untold`: leases whose keys this user may not read, or that have too many. */
  | { readonly kind: 'ended'; readonly untold: number; readonly at: number };

/** Finds locks and elections by etcd's own layout of their keys. */
export interface LocksApi {
  /**
   * Lists every lock and election. etcd has no list of them: every lease is asked for its keys, a few at a time, and
   * then those keys are read. Fails as `leases.survey` does.
   */
  list(request: { readonly connection: ConnectionId }, options?: CallOptions): AsyncIterable<LocksNotice>;
}

import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { ConnectionId } from './ids.ts';

/** Keys that a role permits: from `key` up to, not including, `end` (`null`: the end of the keyspace). */
export interface PermittedRange {
  readonly role: string;
  readonly key: Uint8Array;
  readonly end: Uint8Array | null;
  readonly canRead: boolean;
  readonly canWrite: boolean;
}

/** What the user of a connection may do with keys, as far as etcd reports it to that user. */
export type OwnAccess =
  /** The user may read and write every key: the cluster has auth off, or the user has the role `root`. */
  | { readonly kind: 'whole'; readonly user: string | null }
  | {
      readonly kind: 'limited';
      readonly user: string;
      /** The user is the common name of the client certificate: the connection names no user. */
      readonly isOfCertificate: boolean;
      /** Ordered by role; empty when no role permits anything. */
      readonly ranges: readonly PermittedRange[];
      /** False when the user has more roles or ranges than core reads: some are missing here. */
      readonly complete: boolean;
    }
  /** etcd refused to report it, or has no such user (`CertificateUserUnknown`). */
  | { readonly kind: 'unknown'; readonly user: string | null; readonly failure: Failure };

/** A user, and its roles. etcd does not report whether a user has a password: one without logs in by certificate only. */
export interface AccessUser {
  readonly name: string;
  readonly roles: readonly string[];
}

/** A role, and what it permits. The role `root` permits everything, whatever its ranges. */
export interface AccessRole {
  readonly name: string;
  /** Ordered by key. */
  readonly ranges: readonly PermittedRange[];
}

/** A defect of the members' versions: the server does not enforce what the roles say. */
export interface EnforcementDefect {
  /** The number of its advisory. */
  readonly id: string;
  /** What a user can do beyond its roles, as a sentence without a full stop. */
  readonly title: string;
  /** The names of the members that have it. */
  readonly members: readonly string[];
  readonly url: string | null;
}

/** The users and roles of a cluster. */
export interface AccessList {
  /** `null`: not known. While it is off, every key is open to everybody who reaches a member. */
  readonly isAuthOn: boolean | null;
  /** Ordered by name, as the roles. */
  readonly users: readonly AccessUser[];
  readonly roles: readonly AccessRole[];
  /** False when the cluster has more users, roles or ranges than core reads: some are missing here. */
  readonly complete: boolean;
  readonly defects: readonly EnforcementDefect[];
}

/** How much of a range is permitted, and by which ranges of which roles. */
export interface PermittedExtent {
  readonly extent: 'whole' | 'part' | 'none';
  /** Each meets the range that was asked for; ordered by key. Of the role `root` it is every key. */
  readonly by: readonly PermittedRange[];
}

/** What a user or role may do with a range. */
export interface RangeAccess {
  readonly read: PermittedExtent;
  readonly write: PermittedExtent;
}

/** Who may do something with a range: those who may neither read nor write any of it are left out. */
export interface RangeHolders {
  readonly isAuthOn: boolean | null;
  readonly users: readonly (RangeAccess & { readonly user: string })[];
  readonly roles: readonly (RangeAccess & { readonly role: string })[];
  /** As in `AccessList`. */
  readonly complete: boolean;
}

/** A range that a user may use after a plan and not before, or the other way round. */
export interface AccessChange {
  readonly user: string;
  readonly change: 'gains' | 'loses';
  readonly key: Uint8Array;
  readonly end: Uint8Array | null;
  readonly canRead: boolean;
  readonly canWrite: boolean;
  /** How many keys the range has; `null`: not counted. */
  readonly keys: number | null;
}

/** Users, roles and their permissions. Their changes are plans: `plans.planUserAdd` and others. */
export interface AccessApi {
  /**
   * Returns what the connection's own user may do. Every user may read itself and its own roles (3.4 to 3.7). Costs one
   * raft log entry for the user and one for each role; the answer is cached for some seconds. Fails with
   * `ConnectionNotOpen`; a refusal by etcd is an answer, not a failure.
   */
  own(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<OwnAccess>;
  /**
   * Returns the users and roles. Costs one raft log entry for each of them, and two more. Fails with `PermissionDenied`
   * without the role `root` where auth is on, and with `Unimplemented` for kine, which has no users.
   */
  list(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<AccessList>;
  /**
   * Returns what a user may do with a key, or with a range from `key` up to, not including, `end`; `null`: the end of the
   * keyspace. One key is the range up to the key followed by a zero byte. Computed from the user's roles as etcd does:
   * ranges that overlap or touch count as one. Costs and fails as `own` and, for an unknown user, with `UserNotFound`.
   */
  check(
    request: {
      readonly connection: ConnectionId;
      readonly user: string;
      readonly key: Uint8Array;
      readonly end: Uint8Array | null;
    },
    options?: CallOptions,
  ): Promise<RangeAccess & { readonly isAuthOn: boolean | null }>;
  /** Returns which users and roles may do something with a range, as in `check`. Costs and fails as `list` does. */
  who(
    request: { readonly connection: ConnectionId; readonly key: Uint8Array; readonly end: Uint8Array | null },
    options?: CallOptions,
  ): Promise<RangeHolders>;
}

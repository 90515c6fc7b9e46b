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

/** Users, roles and their permissions. */
export interface AccessApi {
  /**
   * Returns what the connection's own user may do. Every user may read itself and its own roles (3.4 to 3.7). Costs one
   * raft log entry for the user and one for each role; the answer is cached for some seconds. Fails with
   * `ConnectionNotOpen`; a refusal by etcd is an answer, not a failure.
   */
  own(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<OwnAccess>;
}

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

/** What the user of a connection may do with keys, as far as etcd tells the user itself. */
export type OwnAccess =
  /** No key is closed to it: the cluster asks for no user, or the user has the role `root`. */
  | { readonly kind: 'whole'; readonly user: string | null }
  | {
      readonly kind: 'limited';
      readonly user: string;
      /** The user is the common name of the client certificate: no user is given. */
      readonly isOfCertificate: boolean;
      /** In the order of the roles; none where no role permits anything. */
      readonly ranges: readonly PermittedRange[];
      /** False where the user has more roles or ranges than are asked for: some are missing here. */
      readonly complete: boolean;
    }
  /** etcd would not say, or has no such user (`CertificateUserUnknown`). */
  | { readonly kind: 'unknown'; readonly user: string | null; readonly failure: Failure };

/** Users, roles and what they permit. */
export interface AccessApi {
  /**
   * What the connection's own user may do. Every user may ask for itself and for its own roles (3.4 to 3.7). Costs an
   * entry of the raft log for the user and for each role, and is kept for some seconds. Fails with `ConnectionNotOpen`;
   * what etcd refuses is an answer.
   */
  own(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<OwnAccess>;
}

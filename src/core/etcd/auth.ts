import { type ErrorCode, EtcdeckError } from '../../contract/failure.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';

/** A permission of a role, as etcd keeps it. */
export interface RolePermission {
  readonly key: Uint8Array;
  /** Empty: `key` alone. One zero byte: to the end of the keyspace. Else the key behind the last one. */
  readonly rangeEnd: Uint8Array;
  readonly canRead: boolean;
  readonly canWrite: boolean;
}

/**
 * Returns the roles of a user. Goes through raft, so that it needs quorum. Every user may ask for itself (3.4 to 3.7).
 * Fails with `UserNotFound`, also where the caller itself is none: a client certificate's name need not be a user.
 * Fails with `PermissionDenied` for another user than oneself, and with `UserEmpty` where the certificate has no common
 * name.
 */
export async function userGet(client: EtcdClient, name: string, options?: EtcdCallOptions): Promise<readonly string[]> {
  const { answer } = await client.call(({ auth }) => auth.userGet({ name }), options);
  return answer.roles;
}

/**
 * Returns what a role permits. Goes through raft. Every user may ask for its own roles (3.4 to 3.7). Fails with
 * `RoleNotFound`, `PermissionDenied`.
 */
export async function roleGet(
  client: EtcdClient,
  role: string,
  options?: EtcdCallOptions,
): Promise<readonly RolePermission[]> {
  const { answer } = await client.call(({ auth }) => auth.roleGet({ role }), options);
  return answer.perm.map((permission) => {
    // The wire has them in capitals, although the library's type says otherwise.
    const kind: string = permission.permType;
    return {
      key: new Uint8Array(permission.key),
      rangeEnd: new Uint8Array(permission.range_end),
      canRead: kind.toUpperCase() !== 'WRITE',
      canWrite: kind.toUpperCase() !== 'READ',
    };
  });
}

/**
 * Returns whether a member keeps something from this user, under any of several codes: late releases of 3.5 answer with
 * `UserNotFound` or `UserEmpty` where they look for the user of a client certificate first.
 */
export function isKeptFromUser(error: unknown): error is EtcdeckError {
  return error instanceof EtcdeckError && keptFromUser.has(error.code);
}

const keptFromUser: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['PermissionDenied', 'UserNotFound', 'UserEmpty']);

/**
 * Returns the failure of a client certificate whose name is no user of a cluster that asks for one; `UserEmpty` where
 * it has none.
 */
export function certificateUserUnknown(name: string): EtcdeckError {
  if (name === '') {
    const message = 'the cluster asks for a user: none is given, and the client certificate has no common name';
    return new EtcdeckError({ code: 'UserEmpty', message });
  }
  return new EtcdeckError({
    code: 'CertificateUserUnknown',
    message: `etcd takes the client certificate's name, ${name}, for the user, and has no such user`,
    detail: { user: name },
  });
}

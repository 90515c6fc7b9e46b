import { type ErrorCode, EtcdeckError } from '../../contract/failure.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { range, smallestKey } from './kv.ts';

/** A permission of a role, as etcd stores it. */
export interface RolePermission {
  readonly key: Uint8Array;
  /** Empty: `key` alone. One zero byte: to the end of the keyspace. Otherwise the key behind the last one. */
  readonly rangeEnd: Uint8Array;
  readonly canRead: boolean;
  readonly canWrite: boolean;
}

/**
 * Returns the roles of a user. Goes through raft, so it needs quorum. Every user may read its own (3.4 to 3.7). Fails
 * with `UserNotFound`, also where the caller itself is not a user: a client certificate's name need not be one. Fails
 * with `PermissionDenied` for another user, and with `UserEmpty` where the certificate has no common name.
 */
export async function userGet(client: EtcdClient, name: string, options?: EtcdCallOptions): Promise<readonly string[]> {
  const { answer } = await client.call(({ auth }) => auth.userGet({ name }), options);
  return answer.roles;
}

/** Returns the names of all users. Fails with `PermissionDenied` without the role root. */
export async function userList(client: EtcdClient, options?: EtcdCallOptions): Promise<readonly string[]> {
  const { answer } = await client.call(({ auth }) => auth.userList(), options);
  return answer.users;
}

/** Returns the names of all roles. Fails with `PermissionDenied` without the role root. */
export async function roleList(client: EtcdClient, options?: EtcdCallOptions): Promise<readonly string[]> {
  const { answer } = await client.call(({ auth }) => auth.roleList(), options);
  return answer.roles;
}

/**
 * Returns a role's permissions. Goes through raft. Every user may read its own roles (3.4 to 3.7). Fails with
 * `RoleNotFound`, `PermissionDenied`.
 */
export async function roleGet(
  client: EtcdClient,
  role: string,
  options?: EtcdCallOptions,
): Promise<readonly RolePermission[]> {
  const { answer } = await client.call(({ auth }) => auth.roleGet({ role }), options);
  return answer.perm.map((permission) => {
    // The wire has them in upper case, although the library's type says otherwise.
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
 * Returns whether a failure means that this user may not do something. Several codes do: late releases of 3.5 look for
 * the user of a client certificate first and answer with `UserNotFound` or `UserEmpty`.
 */
export function isKeptFromUser(error: unknown): error is EtcdeckError {
  return error instanceof EtcdeckError && keptFromUser.has(error.code);
}

const keptFromUser: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['PermissionDenied', 'UserNotFound', 'UserEmpty']);

/**
 * Returns the failure of a client certificate whose name is not a user, on a cluster that requires one; `UserEmpty`
 * where the certificate has no name.
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

/** Reading it costs a member nothing, and needs no quorum. */
const anyRead = { key: smallestKey, limit: 1, keysOnly: true, serializable: true } as const;

/**
 * Returns whether auth is on, without quorum and without AuthStatus, which ends every 3.4 member of a cluster that it
 * goes through: a read without a user is answered where auth is off. A client certificate's name is a user, too: `null`
 * where that user may read the key.
 */
export async function isAuthOn(
  client: EtcdClient,
  hasCertificate: boolean,
  options: Omit<EtcdCallOptions, 'token'>,
): Promise<boolean | null> {
  try {
    await range(client, anyRead, { ...options, token: null });
    return hasCertificate ? null : false;
  } catch (error) {
    if (isKeptFromUser(error)) return true;
    throw error;
  }
}

/**
 * Returns whether members refuse every login since auth is off: with auth on they refuse this one as of no known user,
 * and note it in their log. Nothing is stored. Needs quorum.
 */
export async function refusesEveryLogin(client: EtcdClient, options: Omit<EtcdCallOptions, 'token'>): Promise<boolean> {
  try {
    const login = { name: 'etcdeck asks whether auth is on', password: '-' };
    await client.call(({ auth }) => auth.authenticate(login), { ...options, token: null });
    return false;
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'AuthNotEnabled') return true;
    if (error instanceof EtcdeckError && error.code === 'AuthFailed') return false;
    throw error;
  }
}

/**
 * Returns whether a member refuses a token that nobody was given, whatever the client certificate says. From 3.4.28 and
 * 3.5.10 on it does so only where auth is on, and notes it in its log; earlier ones always do.
 */
export async function refusesUnknownToken(
  client: EtcdClient,
  options: Omit<EtcdCallOptions, 'token'>,
): Promise<boolean> {
  try {
    // Every member's tokens have a point in them.
    await range(client, anyRead, { ...options, token: 'etcdeck' });
    return false;
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'InvalidAuthToken') return true;
    throw error;
  }
}

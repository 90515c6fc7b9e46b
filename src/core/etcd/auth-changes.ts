import type { IPermission } from 'etcd3';
import type { RolePermission } from './auth.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';

/** Adds a user. `password` `null`: without one; only a client certificate of its name is let in. */
export async function userAdd(
  client: EtcdClient,
  { name, password }: { readonly name: string; readonly password: string | null },
  options?: EtcdCallOptions,
): Promise<void> {
  const login = password === null ? { options: { no_password: true } } : { password };
  await client.call(({ auth }) => auth.userAdd({ name, ...login }), options);
}

/** Deletes a user. Fails with `UserNotFound`, and with `InvalidAuthMgmt` for root while auth is on. */
export async function userDelete(client: EtcdClient, name: string, options?: EtcdCallOptions): Promise<void> {
  await client.call(({ auth }) => auth.userDelete({ name }), options);
}

/** Changes a password. etcd ignores it for a user that was added without one. Fails with `UserNotFound`. */
export async function userChangePassword(
  client: EtcdClient,
  { name, password }: { readonly name: string; readonly password: string },
  options?: EtcdCallOptions,
): Promise<void> {
  await client.call(({ auth }) => auth.userChangePassword({ name, password }), options);
}

/** Gives a user a role. Fails with `UserNotFound`, `RoleNotFound`; the role root need not exist. */
export async function userGrantRole(
  client: EtcdClient,
  { user, role }: { readonly user: string; readonly role: string },
  options?: EtcdCallOptions,
): Promise<void> {
  await client.call(({ auth }) => auth.userGrantRole({ user, role }), options);
}

/** Takes a role from a user. Fails with `UserNotFound`, `RoleNotGranted`. */
export async function userRevokeRole(
  client: EtcdClient,
  { user, role }: { readonly user: string; readonly role: string },
  options?: EtcdCallOptions,
): Promise<void> {
  await client.call(({ auth }) => auth.userRevokeRole({ name: user, role }), options);
}

/** Adds a role that permits nothing. Fails with `RoleAlreadyExist`. */
export async function roleAdd(client: EtcdClient, name: string, options?: EtcdCallOptions): Promise<void> {
  await client.call(({ auth }) => auth.roleAdd({ name }), options);
}

/** Deletes a role, and takes it from its users. Fails with `RoleNotFound`. */
export async function roleDelete(client: EtcdClient, role: string, options?: EtcdCallOptions): Promise<void> {
  await client.call(({ auth }) => auth.roleDelete({ role }), options);
}

/** Gives a role a permission, in place of the one with the same key and range end. Fails with `RoleNotFound`. */
export async function roleGrantPermission(
  client: EtcdClient,
  role: string,
  { key, rangeEnd, canRead, canWrite }: RolePermission,
  options?: EtcdCallOptions,
): Promise<void> {
  const permType = typeNumber(canRead, canWrite);
  const perm = { permType, key: Buffer.from(key), range_end: Buffer.from(rangeEnd) };
  await client.call(({ auth }) => auth.roleGrantPermission({ name: role, perm }), options);
}

/** Takes the permission of exactly this key and range end from a role. Fails with `PermissionNotGranted`. */
export async function roleRevokePermission(
  client: EtcdClient,
  role: string,
  { key, rangeEnd }: Pick<RolePermission, 'key' | 'rangeEnd'>,
  options?: EtcdCallOptions,
): Promise<void> {
  const request = { role, key: Buffer.from(key), range_end: Buffer.from(rangeEnd) };
  await client.call(({ auth }) => auth.roleRevokePermission(request), options);
}

/** Turns auth on. Fails with `RootUserNotExist`, `RootRoleNotExist`. */
export async function authEnable(client: EtcdClient, options?: EtcdCallOptions): Promise<void> {
  await client.call(({ auth }) => auth.authEnable(), options);
}

/** Turns auth off. */
export async function authDisable(client: EtcdClient, options?: EtcdCallOptions): Promise<void> {
  await client.call(({ auth }) => auth.authDisable(), options);
}

/** Logs a user in, and drops the token. Fails with `AuthFailed`, and with `AuthNotEnabled` while auth is off. */
export async function logIn(
  client: EtcdClient,
  { name, password }: { readonly name: string; readonly password: string },
  options?: Omit<EtcdCallOptions, 'token'>,
): Promise<void> {
  await client.call(({ auth }) => auth.authenticate({ name, password }), { ...options, token: null });
}

/** READ is 0, WRITE 1, READWRITE 2. The library's names for them are not those of the wire, which takes numbers too. */
function typeNumber(canRead: boolean, canWrite: boolean): IPermission['permType'] {
  return (canWrite ? (canRead ? 2 : 1) : 0) as unknown as IPermission['permType'];
}

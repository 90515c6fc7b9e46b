import type { CallOptions } from '../../contract/abort.ts';
import type { AccessRole, AccessUser } from '../../contract/access.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { compareBytes } from '../bytes/bytes.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import {
  isAuthOn,
  type RolePermission,
  refusesEveryLogin,
  roleGet,
  roleList,
  userGet,
  userList,
} from '../etcd/auth.ts';
import type { EtcdCallOptions, EtcdClient } from '../etcd/client.ts';
import { rangeOf } from './permitted-spans.ts';

/** More are not read: each costs an entry of the raft log. */
const mostUsers = 5_000;
const mostRoles = 2_000;
const mostRanges = 50_000;
const atOnce = 8;

/** The users and roles of a cluster as they were read. */
export interface AccessModel {
  readonly isAuthOn: boolean | null;
  readonly users: readonly AccessUser[];
  readonly roles: readonly AccessRole[];
  /** The permissions of each role as etcd stores them. */
  readonly stored: ReadonlyMap<string, readonly RolePermission[]>;
  readonly complete: boolean;
}

/** Reads all users and roles. Fails with `PermissionDenied` for a user without the role root. */
export async function readAccessModel(held: OpenConnection, options?: CallOptions): Promise<AccessModel> {
  const { client } = held;
  const bounds = { signal: options?.signal };
  const isOn = await learnAuthOn(held, bounds);
  const names = { users: sorted(await userList(client, bounds)), roles: sorted(await roleList(client, bounds)) };
  const users = await readAll(names.users.slice(0, mostUsers), async (name) => {
    return { name, roles: sorted(await userGet(client, name, bounds)) };
  });
  const stored = new Map<string, readonly RolePermission[]>();
  const roles: AccessRole[] = [];
  let count = 0;
  const read = await readAll(names.roles.slice(0, mostRoles), async (name) => {
    return { name, permissions: await roleGet(client, name, bounds) };
  });
  for (const { name, permissions } of read) {
    const kept = permissions.slice(0, mostRanges - count);
    count += permissions.length;
    stored.set(name, kept);
    const ranges = kept.flatMap((permission) => rangeOf(name, permission) ?? []);
    roles.push({ name, ranges: [...ranges].sort((a, b) => compareBytes(a.key, b.key)) });
  }
  const complete = names.users.length <= mostUsers && names.roles.length <= mostRoles && count <= mostRanges;
  return { isAuthOn: isOn, users, roles, stored, complete };
}

/** Returns whether auth is on, without AuthStatus. `null`: not known. */
export async function learnAuthOn(
  { client, certificateName }: Pick<OpenConnection, 'client' | 'certificateName'>,
  options: Pick<EtcdCallOptions, 'signal'>,
): Promise<boolean | null> {
  const isOn = await isAuthOn(client, certificateName !== null, options);
  return isOn ?? !(await refusesEveryLogin(client, options));
}

/** Returns the roles of one user and what they permit. Every user may ask for itself. Fails with `UserNotFound`. */
export async function readUser(
  client: EtcdClient,
  name: string,
  options: EtcdCallOptions,
): Promise<{ readonly user: AccessUser; readonly roles: readonly AccessRole[] }> {
  const user = { name, roles: sorted(await userGet(client, name, options)) };
  const roles = await readAll(user.roles.slice(0, mostRoles), async (role) => {
    const permissions = await roleGet(client, role, options);
    return { name: role, ranges: permissions.flatMap((permission) => rangeOf(role, permission) ?? []) };
  });
  return { user, roles };
}

/** Reads each of some names, a few at a time. One that is gone meanwhile is left out. */
async function readAll<T>(names: readonly string[], read: (name: string) => Promise<T>): Promise<readonly T[]> {
  const found: (T | null)[] = names.map(() => null);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let place = next++; place < names.length; place = next++) {
      const name = names[place];
      if (name !== undefined) found[place] = await read(name).catch(nullIfGone);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, names.length) }, work));
  return found.filter((one): one is Awaited<T> & T => one !== null);
}

function nullIfGone(error: unknown): null {
  if (error instanceof EtcdeckError && (error.code === 'UserNotFound' || error.code === 'RoleNotFound')) return null;
  throw error;
}

const sorted = (names: readonly string[]): readonly string[] => [...names].sort();

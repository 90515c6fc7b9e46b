import { EtcdeckError } from '../../../contract/failure.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import {
  logIn,
  userAdd,
  userChangePassword,
  userDelete,
  userGrantRole,
  userRevokeRole,
} from '../../etcd/auth-changes.ts';
import type { Planner } from '../../plans/planning.ts';
import type { AccessModel } from '../access-model.ts';
import { rootRole } from '../range-access.ts';
import { type AccessPlanParts, planAccess } from './access-planner.ts';

type Request<Name extends keyof PlansApi> = Parameters<PlansApi[Name]>[0];
const settledBy = 'reading the users';

/** Plans to add a user. */
export function planUserAdd(
  parts: AccessPlanParts,
  { connection, user, password }: Request<'planUserAdd'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    ({ model, operation, line }) => {
      const has = (now: AccessModel) => now.users.some(({ name }) => name === user);
      if (has(model)) throw refusal('UserAlreadyExist', `there is a user ${user}`);
      return {
        ...{ act: 'userAdd', what: `the user ${user}`, confirmedBy: user },
        operations: operation({
          name: password === null ? `Add the user ${user} without a password` : `Add the user ${user}`,
          ...{ settledBy, isDone: has },
          send: (client, options) => userAdd(client, { name: user, password }, options),
        }),
        after: { users: [...model.users, { name: user, roles: [] }] },
        // etcdctl asks for the password.
        etcdctl: [line(password === null ? 'user add --no-password' : 'user add', user)],
      };
    },
    signal,
  );
}

/** Plans to delete a user. */
export function planUserDelete(
  parts: AccessPlanParts,
  { connection, user }: Request<'planUserDelete'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    ({ model, operation, line }) => {
      requireUser(model, user);
      return {
        ...{ act: 'userDelete', what: `the user ${user}`, confirmedBy: user },
        operations: operation({
          ...{ name: `Delete the user ${user}`, settledBy },
          isDone: (now) => now.users.every(({ name }) => name !== user),
          send: (client, options) => userDelete(client, user, options),
        }),
        obstacle: user === 'root' ? whileOn(model, 'the user root cannot be deleted while authentication is on') : null,
        after: { users: model.users.filter(({ name }) => name !== user) },
        etcdctl: [line('user delete', user)],
      };
    },
    signal,
  );
}

/** Plans to change a password. Whether it was changed is read by logging in with it, where auth is on. */
export function planUserChangePassword(
  parts: AccessPlanParts,
  { connection, user, password }: Request<'planUserChangePassword'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    ({ model, operation, line }) => {
      requireUser(model, user);
      return {
        ...{ act: 'userChangePassword', what: `the password of ${user}`, confirmedBy: user },
        operations: operation({
          ...{ name: `Change the password of ${user}`, settledBy: 'logging in with it' },
          isDone: () => null,
          send: (client, options) => userChangePassword(client, { name: user, password }, options),
          isShown: (client, options) =>
            logIn(client, { name: user, password }, options).then(
              () => true,
              () => false,
            ),
        }),
        consequences: ['PasswordMayBeIgnored'],
        // etcdctl asks for the password.
        etcdctl: [line('user passwd', user)],
      };
    },
    signal,
  );
}

/** Plans to give a user a role. */
export function planUserGrantRole(
  parts: AccessPlanParts,
  { connection, user, role }: Request<'planUserGrantRole'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    ({ model, operation, line }) => {
      const { roles } = requireUser(model, user);
      // etcd goes by the name of the role root, which need not exist.
      if (role !== rootRole && model.roles.every(({ name }) => name !== role)) {
        throw refusal('RoleNotFound', `there is no role ${role}`);
      }
      const isGiven = roles.includes(role);
      return {
        ...{ act: 'userGrantRole', what: `the role ${role} to ${user}`, confirmedBy: user },
        operations: isGiven
          ? []
          : operation({
              ...{ name: `Give ${user} the role ${role}`, settledBy },
              isDone: (now) => rolesOf(now, user).includes(role),
              send: (client, options) => userGrantRole(client, { user, role }, options),
            }),
        after: withRoles(model, user, [...roles, role]),
        etcdctl: isGiven ? [] : [line('user grant-role', user, role)],
      };
    },
    signal,
  );
}

/** Plans to take a role from a user. */
export function planUserRevokeRole(
  parts: AccessPlanParts,
  { connection, user, role }: Request<'planUserRevokeRole'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    ({ model, operation, line }) => {
      const { roles } = requireUser(model, user);
      const isGiven = roles.includes(role);
      const isRoot = user === 'root' && role === rootRole;
      return {
        ...{ act: 'userRevokeRole', what: `the role ${role} from ${user}`, confirmedBy: user },
        operations: isGiven
          ? operation({
              ...{ name: `Take the role ${role} from ${user}`, settledBy },
              isDone: (now) => !rolesOf(now, user).includes(role),
              send: (client, options) => userRevokeRole(client, { user, role }, options),
            })
          : [],
        obstacle: isRoot ? whileOn(model, 'the user root keeps the role root while authentication is on') : null,
        after: withRoles(
          model,
          user,
          roles.filter((one) => one !== role),
        ),
        etcdctl: isGiven ? [line('user revoke-role', user, role)] : [],
      };
    },
    signal,
  );
}

function requireUser({ users }: AccessModel, user: string): AccessModel['users'][number] {
  const found = users.find(({ name }) => name === user);
  if (found === undefined) throw refusal('UserNotFound', `there is no user ${user}`);
  return found;
}

const rolesOf = ({ users }: AccessModel, user: string): readonly string[] =>
  users.find(({ name }) => name === user)?.roles ?? [];

const withRoles = ({ users }: AccessModel, user: string, roles: readonly string[]) => ({
  users: users.map((one) => (one.name === user ? { ...one, roles } : one)),
});

/** Returns the server's refusal ahead, where auth is on or may be. */
export function whileOn({ isAuthOn }: AccessModel, message: string): EtcdeckError | null {
  return isAuthOn === false ? null : refusal('InvalidAuthMgmt', message);
}

/** Returns why an act on users or roles cannot be planned. */
export function refusal(code: EtcdeckError['code'], message: string): EtcdeckError {
  return new EtcdeckError({ code, message });
}

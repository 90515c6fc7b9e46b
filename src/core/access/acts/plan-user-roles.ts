import type { PlansApi } from '../../../contract/plans.ts';
import { userGrantRole, userRevokeRole } from '../../etcd/auth-changes.ts';
import type { Planner } from '../../plans/planning.ts';
import type { AccessModel } from '../access-model.ts';
import { rootRole } from '../range-access.ts';
import { type AccessPlanParts, planAccess } from './access-planner.ts';
import { refusal, requireUser, whileOn } from './access-refusals.ts';

type Request<Name extends keyof PlansApi> = Parameters<PlansApi[Name]>[0];
const settledBy = 'reading the users';

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

const rolesOf = ({ users }: AccessModel, user: string): readonly string[] =>
  users.find(({ name }) => name === user)?.roles ?? [];

const withRoles = ({ users }: AccessModel, user: string, roles: readonly string[]) => ({
  users: users.map((one) => (one.name === user ? { ...one, roles } : one)),
});

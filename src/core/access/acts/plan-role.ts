import type { PlansApi } from '../../../contract/plans.ts';
import { roleAdd, roleDelete } from '../../etcd/auth-changes.ts';
import type { Planner } from '../../plans/planning.ts';
import { rootRole } from '../range-access.ts';
import { type AccessPlanParts, planAccess } from './access-planner.ts';
import { permissionsOf, refusal, whileOn } from './access-refusals.ts';

type Request<Name extends keyof PlansApi> = Parameters<PlansApi[Name]>[0];
const settledBy = 'reading the roles';

/** Plans to add a role. */
export function planRoleAdd(
  parts: AccessPlanParts,
  { connection, role }: Request<'planRoleAdd'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    ({ model, operation, line }) => {
      if (model.stored.has(role)) throw refusal('RoleAlreadyExist', `there is a role ${role}`);
      return {
        ...{ act: 'roleAdd', what: `the role ${role}`, confirmedBy: role },
        operations: operation({
          ...{ name: `Add the role ${role}`, settledBy },
          isDone: ({ stored }) => stored.has(role),
          send: (client, options) => roleAdd(client, role, options),
        }),
        after: { roles: [...model.roles, { name: role, ranges: [] }] },
        etcdctl: [line('role add', role)],
      };
    },
    signal,
  );
}

/** Plans to delete a role. */
export function planRoleDelete(
  parts: AccessPlanParts,
  { connection, role }: Request<'planRoleDelete'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    ({ model, operation, line }) => {
      permissionsOf(model, role);
      return {
        ...{ act: 'roleDelete', what: `the role ${role}`, confirmedBy: role },
        operations: operation({
          ...{ name: `Delete the role ${role}`, settledBy },
          isDone: ({ stored }) => !stored.has(role),
          send: (client, options) => roleDelete(client, role, options),
        }),
        obstacle:
          role === rootRole ? whileOn(model, 'the role root cannot be deleted while authentication is on') : null,
        after: {
          roles: model.roles.filter(({ name }) => name !== role),
          users: model.users.map((user) => ({ ...user, roles: user.roles.filter((one) => one !== role) })),
        },
        etcdctl: [line('role delete', role)],
      };
    },
    signal,
  );
}

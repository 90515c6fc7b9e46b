import type { AccessPlans } from '../../plans/create-plans.ts';
import { planning } from '../../plans/planning.ts';
import type { AccessPlanParts } from './access-planner.ts';
import { planAuthDisable, planAuthEnable } from './plan-auth.ts';
import { planUserChangePassword } from './plan-password.ts';
import { planRoleGrantPermission, planRoleRevokePermission } from './plan-permission.ts';
import { planRoleAdd, planRoleDelete } from './plan-role.ts';
import { planUserAdd, planUserDelete } from './plan-user.ts';
import { planUserGrantRole, planUserRevokeRole } from './plan-user-roles.ts';

/** Creates plans for users and roles. */
export function createAccessPlans(parts: AccessPlanParts): AccessPlans {
  return {
    planUserAdd: (request, options) => planning(options, (signal) => planUserAdd(parts, request, signal)),
    planUserDelete: (request, options) => planning(options, (signal) => planUserDelete(parts, request, signal)),
    planUserChangePassword: (request, options) =>
      planning(options, (signal) => planUserChangePassword(parts, request, signal)),
    planUserGrantRole: (request, options) => planning(options, (signal) => planUserGrantRole(parts, request, signal)),
    planUserRevokeRole: (request, options) => planning(options, (signal) => planUserRevokeRole(parts, request, signal)),
    planRoleAdd: (request, options) => planning(options, (signal) => planRoleAdd(parts, request, signal)),
    planRoleDelete: (request, options) => planning(options, (signal) => planRoleDelete(parts, request, signal)),
    planRoleGrantPermission: (request, options) =>
      planning(options, (signal) => planRoleGrantPermission(parts, request, signal)),
    planRoleRevokePermission: (request, options) =>
      planning(options, (signal) => planRoleRevokePermission(parts, request, signal)),
    planAuthEnable: (request, options) => planning(options, (signal) => planAuthEnable(parts, request, signal)),
    planAuthDisable: (request, options) => planning(options, (signal) => planAuthDisable(parts, request, signal)),
  };
}

import type { PlansApi } from '../../../contract/plans.ts';
import { afterKey, compareBytes } from '../../bytes/bytes.ts';
import type { RolePermission } from '../../etcd/auth.ts';
import { roleGrantPermission, roleRevokePermission } from '../../etcd/auth-changes.ts';
import { toTheEnd } from '../../etcd/kv.ts';
import type { Planner } from '../../plans/planning.ts';
import type { KeySpan } from '../../sources/source-reader.ts';
import type { AccessModel } from '../access-model.ts';
import { isSameSpan, rangeOf } from '../permitted-spans.ts';
import { requestedSpan } from '../range-access.ts';
import { type AccessPlanParts, planAccess } from './access-planner.ts';
import { permissionsOf, refusal } from './access-refusals.ts';
import { permissionLine, type StoredRange } from './permission-line.ts';

type Request<Name extends keyof PlansApi> = Parameters<PlansApi[Name]>[0];
const settledBy = 'reading the roles';

/** Plans to give a role a permission, in place of the one on the same range. */
export function planRoleGrantPermission(
  parts: AccessPlanParts,
  { connection, role, key, end, canRead, canWrite }: Request<'planRoleGrantPermission'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    (planning) => {
      const { model, operation } = planning;
      if (!canRead && !canWrite) throw refusal('BadRequest', 'neither reading nor writing is to be permitted');
      const span = requestedSpan(key, end);
      const permissions = permissionsOf(model, role);
      const permission = { ...(storedAs(permissions, span) ?? spelled(span)), canRead, canWrite };
      const others = permissions.filter((one) => !isOfSpan(one, span));
      const has = (some: readonly RolePermission[]): boolean =>
        some.some((one) => isOfSpan(one, span) && one.canRead === canRead && one.canWrite === canWrite);
      const isGiven = has(permissions);
      const type = canRead && canWrite ? 'readwrite' : canRead ? 'read' : 'write';
      return {
        ...{ act: 'roleGrantPermission', what: `a permission to the role ${role}`, confirmedBy: role },
        operations: isGiven
          ? []
          : operation({
              ...{ name: `Let the role ${role} ${verbs[type]} a range`, settledBy },
              isDone: ({ stored }) => has(stored.get(role) ?? []),
              send: (client, options) => roleGrantPermission(client, role, permission, options),
            }),
        after: withPermissions(model, role, [...others, permission]),
        etcdctl: isGiven ? [] : [permissionLine(planning, ['role grant-permission', role, type], permission)],
      };
    },
    signal,
  );
}

/** Plans to take a permission from a role, as it is stored. */
export function planRoleRevokePermission(
  parts: AccessPlanParts,
  { connection, role, key, end }: Request<'planRoleRevokePermission'>,
  signal: AbortSignal,
): Planner {
  return planAccess(
    parts,
    connection,
    (planning) => {
      const { model, operation } = planning;
      const span = requestedSpan(key, end);
      const permissions = permissionsOf(model, role);
      const permission = storedAs(permissions, span);
      if (permission === null)
        throw refusal('PermissionNotGranted', `the role ${role} has no permission on this range`);
      const isIt = (one: RolePermission): boolean => isSameBytes(one, permission);
      return {
        ...{ act: 'roleRevokePermission', what: `a permission from the role ${role}`, confirmedBy: role },
        operations: operation({
          ...{ name: `Take a range from the role ${role}`, settledBy },
          isDone: ({ stored }) => !(stored.get(role) ?? []).some(isIt),
          send: (client, options) => roleRevokePermission(client, role, permission, options),
        }),
        after: withPermissions(
          model,
          role,
          permissions.filter((one) => !isIt(one)),
        ),
        etcdctl: [permissionLine(planning, ['role revoke-permission', role], permission)],
      };
    },
    signal,
  );
}

const verbs = { read: 'read', write: 'write', readwrite: 'read and write' } as const;

function isOfSpan(permission: RolePermission, span: KeySpan): boolean {
  const range = rangeOf('', permission);
  return range !== null && isSameSpan({ start: range.key, end: range.end }, span);
}

/** Returns the permission on a span as a role has it: one key can be stored in two ways. */
const storedAs = (permissions: readonly RolePermission[], span: KeySpan): RolePermission | null =>
  permissions.find((one) => isOfSpan(one, span)) ?? null;

/** Returns a span as etcdctl stores it. */
function spelled({ start, end }: KeySpan): Pick<RolePermission, 'key' | 'rangeEnd'> {
  if (end === null) return { key: start, rangeEnd: toTheEnd };
  const isOneKey = compareBytes(afterKey(start), end) === 0;
  return { key: start, rangeEnd: isOneKey ? new Uint8Array() : end };
}

const isSameBytes = (a: StoredRange, b: StoredRange): boolean =>
  compareBytes(a.key, b.key) === 0 && compareBytes(a.rangeEnd, b.rangeEnd) === 0;

function withPermissions({ roles }: AccessModel, role: string, permissions: readonly RolePermission[]) {
  const ranges = permissions.flatMap((one) => rangeOf(role, one) ?? []);
  return { roles: roles.map((one) => (one.name === role ? { ...one, ranges } : one)) };
}

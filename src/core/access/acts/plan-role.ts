import { etcdctlHead } from '../../../contract/etcdctl-line.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import { shellQuote, shellWord } from '../../../contract/shell-quote.ts';
import { afterKey, afterPrefix, compareBytes } from '../../bytes/bytes.ts';
import type { RolePermission } from '../../etcd/auth.ts';
import { roleAdd, roleDelete, roleGrantPermission, roleRevokePermission } from '../../etcd/auth-changes.ts';
import { smallestKey, toTheEnd } from '../../etcd/kv.ts';
import type { Planner } from '../../plans/planning.ts';
import type { KeySpan } from '../../sources/source-reader.ts';
import type { AccessModel } from '../access-model.ts';
import { isSameSpan, rangeOf } from '../permitted-spans.ts';
import { requestedSpan, rootRole } from '../range-access.ts';
import { type AccessPlanning, type AccessPlanParts, planAccess } from './access-planner.ts';
import { refusal, whileOn } from './plan-user.ts';

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

/** Returns a role's permissions. Fails with `RoleNotFound`. */
function permissionsOf({ stored }: AccessModel, role: string): readonly RolePermission[] {
  const permissions = stored.get(role);
  if (permissions === undefined) throw refusal('RoleNotFound', `there is no role ${role}`);
  return permissions;
}

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

type Stored = Pick<RolePermission, 'key' | 'rangeEnd'>;

const isSameBytes = (a: Stored, b: Stored): boolean =>
  compareBytes(a.key, b.key) === 0 && compareBytes(a.rangeEnd, b.rangeEnd) === 0;

function withPermissions({ roles }: AccessModel, role: string, permissions: readonly RolePermission[]) {
  const ranges = permissions.flatMap((one) => rangeOf(role, one) ?? []);
  return { roles: roles.map((one) => (one.name === role ? { ...one, ranges } : one)) };
}

/** Returns the line of etcdctl for a permission; as a comment where no argument can hold its bytes. */
function permissionLine(
  { held: { profile } }: AccessPlanning,
  [command, ...names]: readonly [string, ...string[]],
  { key, rangeEnd }: Stored,
): string {
  const { flag, keys } = argumentsOf(key, rangeEnd);
  const quoted = keys.map(shellQuote);
  const words = quoted.flatMap((word) => (word === null ? [] : [word]));
  if (words.length < quoted.length) {
    const spelt = [key, rangeEnd].map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`).join(' ');
    return `# no argument can hold the zero byte of ${spelt}`;
  }
  const isDashed = [...names].some((name) => name.startsWith('-')) || keys.some(([first]) => first === 0x2d);
  const end = isDashed ? ['--'] : [];
  return [etcdctlHead(profile), command, ...flag, ...end, ...names.map(shellWord), ...words].join(' ');
}

function argumentsOf(key: Uint8Array, rangeEnd: Uint8Array): { readonly flag: string[]; readonly keys: Uint8Array[] } {
  if (rangeEnd.length === 0) return { flag: [], keys: [key] };
  if (compareBytes(rangeEnd, toTheEnd) === 0) {
    const isEvery = compareBytes(key, smallestKey) === 0;
    return isEvery ? { flag: ['--prefix'], keys: [new Uint8Array()] } : { flag: ['--from-key'], keys: [key] };
  }
  const behind = afterPrefix(key);
  const isPrefix = behind !== null && compareBytes(behind, rangeEnd) === 0;
  return isPrefix ? { flag: ['--prefix'], keys: [key] } : { flag: [], keys: [key, rangeEnd] };
}

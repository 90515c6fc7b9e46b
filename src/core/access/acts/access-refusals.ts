import { EtcdeckError } from '../../../contract/failure.ts';
import type { RolePermission } from '../../etcd/auth.ts';
import type { AccessModel } from '../access-model.ts';

/** Returns a user. Fails with `UserNotFound`. */
export function requireUser({ users }: AccessModel, user: string): AccessModel['users'][number] {
  const found = users.find(({ name }) => name === user);
  if (found === undefined) throw refusal('UserNotFound', `there is no user ${user}`);
  return found;
}

/** Returns a role's permissions. Fails with `RoleNotFound`. */
export function permissionsOf({ stored }: AccessModel, role: string): readonly RolePermission[] {
  const permissions = stored.get(role);
  if (permissions === undefined) throw refusal('RoleNotFound', `there is no role ${role}`);
  return permissions;
}

/** Returns the server's refusal ahead, where auth is on or may be. */
export function whileOn({ isAuthOn }: AccessModel, message: string): EtcdeckError | null {
  return isAuthOn === false ? null : refusal('InvalidAuthMgmt', message);
}

/** Returns why an act on users or roles cannot be planned. */
export function refusal(code: EtcdeckError['code'], message: string): EtcdeckError {
  return new EtcdeckError({ code, message });
}

import type { PermittedRange } from '../../../contract/access.ts';
import type { HandedPassword } from './handed-password.ts';

/** A permission, and the range that it is for. */
export type Permission = Omit<PermittedRange, 'role'>;

/** What can be done with users and roles. Each shows a plan, and changes nothing by itself. */
export interface AccessActs {
  /** `null`: without a password. */
  readonly addUser: (user: string, password: HandedPassword | null) => void;
  readonly deleteUser: (user: string) => void;
  readonly changePassword: (user: string, password: HandedPassword) => void;
  readonly changeRoleOf: (user: string, role: string, change: 'grant' | 'revoke') => void;
  readonly addRole: (role: string) => void;
  readonly deleteRole: (role: string) => void;
  readonly grantPermission: (role: string, permission: Permission) => void;
  readonly revokePermission: (role: string, permission: Permission) => void;
  readonly enableAuth: (rootPassword: HandedPassword) => void;
  readonly disableAuth: () => void;
  /** Shows keys in Keys. */
  readonly showKeys: (key: Uint8Array) => void;
}

import type { AccessList, AccessRole, PermittedRange } from '../../contract/access.ts';
import { afterKey, afterPrefix } from '../parts/access/access-words.ts';
import { bytesOf } from '../ui/byte-text.ts';

/** Everything under a prefix; a key alone where it does not end with a slash. */
export function aPermittedRange(role: string, key: string, may: 'read' | 'write' | 'both' = 'both'): PermittedRange {
  const bytes = bytesOf(key);
  const end = key.endsWith('/') ? afterPrefix(bytes) : afterKey(bytes);
  return { role, key: bytes, end, canRead: may !== 'write', canWrite: may !== 'read' };
}

export const aRole = (name: string, ...ranges: readonly PermittedRange[]): AccessRole => ({ name, ranges });

/** A cluster with auth on: root, an operator of /app/, a reader of it, and a user without a role. */
export const anAccessList = (changes: Partial<AccessList> = {}): AccessList => ({
  isAuthOn: true,
  users: [
    { name: 'ann', roles: ['app', 'jobs'] },
    { name: 'bob', roles: ['app-reader'] },
    { name: 'nobody', roles: [] },
    { name: 'root', roles: ['root'] },
  ],
  roles: [
    aRole('app', aPermittedRange('app', '/app/')),
    aRole('app-reader', aPermittedRange('app-reader', '/app/', 'read')),
    aRole('jobs', aPermittedRange('jobs', '/jobs/', 'write')),
    aRole('root'),
  ],
  complete: true,
  defects: [],
  ...changes,
});

import type { ObjectPlace } from './object-key.ts';

/** Returns a resource as kubectl names it, with its group where the key contains it: `pods`, `backups.velero.io`. */
export function qualified({ group, resource }: Pick<ObjectPlace, 'group' | 'resource'>): string {
  return group === null ? resource : `${resource}.${group}`;
}

import { startsWith } from '../../bytes/bytes.ts';
import type { ObjectPlace } from '../../kubernetes-storage/layout/object-key.ts';

/**
 * Resources whose records pass by themselves, or say what is allocated now: put back with others they would say what
 * is no longer so.
 */
const passing: ReadonlySet<string> = new Set(['events', 'leases', 'masterleases', 'ranges']);

/** Whether a record is left out unless it is chosen itself. */
export const isPassing = ({ group, resource }: Pick<ObjectPlace, 'group' | 'resource'>): boolean =>
  group === null && passing.has(resource);

/** Whether a prefix reaches into such records, and so chooses them. */
export const choosesPassing = (registry: Uint8Array, prefix: Uint8Array): boolean =>
  [...passing].some((resource) =>
    startsWith(prefix, new Uint8Array(Buffer.concat([registry, Buffer.from(`${resource}/`)]))),
  );

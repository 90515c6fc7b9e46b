import type { CallOptions } from '../../../contract/abort.ts';
import { concatBytes } from '../../bytes/bytes.ts';
import type { ObjectHead, OwnerReference } from '../../kubernetes-storage/heads/object-head.ts';
import { namespacesPrefix } from '../../kubernetes-storage/layout/object-key.ts';
import { spanOf } from '../../sources/key-span.ts';
import { findOwner, type OwnerWorld } from '../objects/find-owner.ts';
import { nothingToRepair } from './repair-object.ts';

/**
 * Fails with `BadRequest` unless an object is certainly an orphan: its namespace does not exist, or it has owners and
 * none of them exists. An owner or namespace that cannot be checked counts as existing.
 */
export async function requireOrphan(world: OwnerWorld, head: ObjectHead, options: CallOptions): Promise<void> {
  const { source, registry } = world;
  if (head.namespace !== null) {
    const namespaces = namespacesPrefix(registry);
    const { entry } = await source.get(concatBytes(namespaces, Buffer.from(head.namespace)), options);
    // Every cluster has namespaces: where there are none, they are in another etcd, as beside an etcd for events.
    if (entry === null && (await source.count(spanOf(namespaces), options)).count > 0) return;
  }
  if (head.owners.length === 0) throw nothingToRepair('the object has no owner that could be missing');
  for (const owner of head.owners) await requireMissing(world, head.namespace, owner, options);
}

async function requireMissing(
  world: OwnerWorld,
  namespace: string | null,
  owner: OwnerReference,
  options: CallOptions,
): Promise<void> {
  switch (await findOwner(world, namespace, owner, options)) {
    case 'exists':
      throw nothingToRepair(`its owner ${owner.kind} ${owner.name} exists`);
    case 'untold':
      throw nothingToRepair(`where a ${owner.kind} of ${owner.apiVersion} is stored cannot be told`);
    case 'missing':
      return;
  }
}

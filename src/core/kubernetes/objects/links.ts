import type { ObjectLink } from '../../../contract/kubernetes.ts';
import { concatBytes } from '../../bytes/bytes.ts';
import type { OwnerReference } from '../../kubernetes-storage/heads/object-head.ts';
import { namespacesPrefix, objectKey } from '../../kubernetes-storage/layout/object-key.ts';

/**
 * Returns the objects that an object refers to: its owners, and its namespace. `registry` is `null` where its key does
 * not contain it.
 */
export function objectLinks(
  registry: Uint8Array | null,
  namespace: string | null,
  owners: readonly OwnerReference[],
): readonly ObjectLink[] {
  const links: ObjectLink[] = owners.map((owner) => ({
    relation: 'owner',
    kind: owner.kind,
    name: owner.name,
    key: registry && objectKey(registry, owner, namespace, owner.name),
  }));
  if (namespace === null) return links;
  const key = registry && concatBytes(namespacesPrefix(registry), Buffer.from(namespace));
  return [...links, { relation: 'namespace', kind: 'Namespace', name: namespace, key }];
}

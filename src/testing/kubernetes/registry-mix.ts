import type { GoldenObject } from './golden-objects.ts';

/** A golden object with the place of its kind in a registry. */
export interface PlacedObject extends GoldenObject {
  /** As keys name it: `services/specs`. */
  readonly resource: string;
  readonly isNamespaced: boolean;
}

const namespaced = true;
const clusterScoped = false;

/**
 * How many of a hundred objects are of which kind: what a registry has most of. Golden objects have every field set, so
 * those of large kinds are many times a stored one; without them the average stays at the 550 bytes of a registry.
 */
const shares: readonly (readonly [name: string, share: number, resource: string, isNamespaced: boolean])[] = [
  ['core.v1.Event', 16, 'events', namespaced],
  ['coordination.k8s.io.v1.Lease', 16, 'leases', namespaced],
  ['core.v1.ConfigMap', 13, 'configmaps', namespaced],
  ['core.v1.Secret', 13, 'secrets', namespaced],
  ['core.v1.ServiceAccount', 8, 'serviceaccounts', namespaced],
  ['rbac.authorization.k8s.io.v1.RoleBinding', 6, 'rolebindings', namespaced],
  ['rbac.authorization.k8s.io.v1.ClusterRole', 6, 'clusterroles', clusterScoped],
  ['rbac.authorization.k8s.io.v1.Role', 6, 'roles', namespaced],
  ['rbac.authorization.k8s.io.v1.ClusterRoleBinding', 5, 'clusterrolebindings', clusterScoped],
  ['discovery.k8s.io.v1.EndpointSlice', 4, 'endpointslices', namespaced],
  ['core.v1.Service', 4, 'services/specs', namespaced],
  ['core.v1.Namespace', 3, 'namespaces', clusterScoped],
];

/** Returns a hundred objects in shares like a registry's, well mixed. Throws when the golden data lacks a kind. */
export function registryMix(golden: readonly GoldenObject[]): readonly PlacedObject[] {
  const byName = new Map(golden.map((object) => [object.name, object]));
  const grouped = shares.flatMap(([name, share, resource, isNamespaced]) => {
    const object = byName.get(name);
    if (object === undefined) throw new Error(`the golden objects have no ${name}`);
    return Array.from({ length: share }, () => ({ ...object, resource, isNamespaced }));
  });
  // Neighbours of one kind would flatter a reader; a stride without a common factor visits every object once.
  return grouped.map((object, index) => grouped[(index * 37) % grouped.length] ?? object);
}

/** Yields this many objects of the mix, each under its own key, in a few hundred namespaces. */
export function* registryEntries(
  golden: readonly GoldenObject[],
  count: number,
): Generator<{ readonly key: Uint8Array; readonly value: Uint8Array }> {
  const mix = registryMix(golden);
  for (let index = 0; index < count; index++) {
    const object = mix[index % mix.length];
    if (object === undefined) throw new Error('the mix is empty');
    const namespace = object.isNamespaced ? `namespace-${index % 307}/` : '';
    yield { key: Buffer.from(`/registry/${object.resource}/${namespace}object-${index}`), value: object.stored };
  }
}

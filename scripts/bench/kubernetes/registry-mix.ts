import type { GoldenObject } from '../../../src/testing/kubernetes/golden-objects.ts';

/**
 * How many of a hundred objects are of which kind: what a registry has most of. Golden objects have every field set, so
 * those of large kinds are many times a stored one; they are left to a figure of their own, and the average stays at the
 * 550 bytes of a registry.
 */
const shares: Readonly<Record<string, number>> = {
  'core.v1.Event': 16,
  'coordination.k8s.io.v1.Lease': 16,
  'core.v1.ConfigMap': 13,
  'core.v1.Secret': 13,
  'core.v1.ServiceAccount': 8,
  'rbac.authorization.k8s.io.v1.RoleBinding': 6,
  'rbac.authorization.k8s.io.v1.ClusterRole': 6,
  'rbac.authorization.k8s.io.v1.Role': 6,
  'rbac.authorization.k8s.io.v1.ClusterRoleBinding': 5,
  'discovery.k8s.io.v1.EndpointSlice': 4,
  'core.v1.Service': 4,
  'core.v1.Namespace': 3,
};

/** A hundred objects in shares like a registry's, well mixed. Throws where the golden data lacks a kind. */
export function registryMix(golden: readonly GoldenObject[]): readonly GoldenObject[] {
  const byName = new Map(golden.map((object) => [object.name, object]));
  const grouped = Object.entries(shares).flatMap(([name, share]) => {
    const object = byName.get(name);
    if (object === undefined) throw new Error(`the golden objects have no ${name}`);
    return Array.from({ length: share }, () => object);
  });
  // Neighbours of one kind would flatter a codec; a stride without a common factor visits every object once.
  return grouped.map((object, index) => grouped[(index * 37) % grouped.length] ?? object);
}

/** Resources of a Kubernetes cluster, and what part of its keys is of each: of a million, 450,000 are pods. */
const parts: readonly (readonly [resource: string, share: number])[] = [
  ['pods', 0.45],
  ['events', 0.25],
  ['configmaps', 0.06],
  ['controllerrevisions', 0.02],
  ['deployments', 0.03],
  ['endpointslices', 0.03],
  ['leases', 0.02],
  ['replicasets', 0.06],
  ['secrets', 0.05],
  ['serviceaccounts', 0.02],
  ['services/specs', 0.01],
];
const namespaces = 400;
/** The first ones have no pods, as many of a cluster's have none: no guess meets them at once. */
const withoutPods = 20;

const padded = (number: number, width: number): string => String(number).padStart(width, '0');

/** The names of a keyspace like a large Kubernetes cluster's, beneath `/registry/`: its namespaces, and `count` other keys. */
export function* benchKeys(count: number): Generator<string, void> {
  for (let index = 0; index < namespaces; index++) yield `/registry/namespaces/ns-${padded(index, 3)}`;
  for (const [resource, share] of parts) {
    const first = resource === 'pods' ? withoutPods : 0;
    const used = namespaces - first;
    for (let index = 0; index < Math.round(count * share); index++) {
      const name = `object-${padded(Math.floor(index / used), 6)}-abcde`;
      yield `/registry/${resource}/ns-${padded(first + (index % used), 3)}/${name}`;
    }
  }
}

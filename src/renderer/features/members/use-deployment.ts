import { useQuery } from '@tanstack/react-query';
import type { Api } from '../../../contract/api.ts';
import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import type { KeySource } from '../../../contract/key-source.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { bytesOf, concatBytes } from '../../ui/byte-text.ts';
import { addressesIn, type Deployment, isExternal, isStacked } from './deployment.ts';

/** In more nodes than these the members are looked for by name only, among the first. */
const mostNodes = 100;

/**
 * Where the members run, if this etcd is a Kubernetes cluster's; `null` where that cannot be read. Looked up once for these
 * members: the names of at most a hundred nodes, and their addresses where the names do not tell.
 */
export function useDeployment({ members }: ClusterStatus): Deployment | null {
  const api = useApi();
  const { id } = useConnection();
  const places = members.map(({ name, peerURLs }) => ({ name, peerURLs }));
  const found = useQuery({
    queryKey: ['deployment', id, places],
    queryFn: ({ signal }) =>
      deploymentIn(api, { kind: 'live', connection: id, revision: null, isSerializable: true }, places, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return found.data ?? null;
}

type Placed = Pick<MemberStatus, 'name' | 'peerURLs'>;

async function deploymentIn(
  api: Api,
  source: KeySource,
  members: readonly Placed[],
  signal: AbortSignal,
): Promise<Deployment | null> {
  const registries = await api.kubernetes.registries({ source, prefix: null }, { signal });
  // The members of kine are no members of etcd.
  const registry = registries.find(({ isKine }) => !isKine)?.prefix;
  if (registry === undefined) return null;
  const { names, keys, isWhole } = await nodesIn(api, source, registry, signal);
  if (isStacked(members, names)) return 'stacked';
  if (!isWhole) return null;
  const called = new Set(names);
  for (const key of keys) {
    const request = { source, key, showsManagedFields: false, reveal: false };
    const { object } = await api.kubernetes.object(request, { signal });
    const addresses = addressesIn(object?.decoded.text ?? '');
    // Encrypted, or gone: nothing can be said of all nodes.
    if (addresses.length === 0) return null;
    for (const address of addresses) called.add(address);
    if (isStacked(members, called)) return 'stacked';
  }
  return isExternal(members, called) ? 'external' : null;
}

async function nodesIn(api: Api, source: KeySource, registry: Uint8Array, signal: AbortSignal) {
  const names = new Set<string>();
  const keys: Uint8Array[] = [];
  // Their key says minions, as Kubernetes called them first.
  const resource = concatBytes(registry, bytesOf('minions/'));
  const request = { source, registry, resource, namespace: null, after: null, limit: mostNodes };
  for await (const page of api.kubernetes.objects(request, { signal })) {
    for (const { name, key } of page.objects) {
      names.add(name);
      keys.push(key.key);
    }
    if (page.complete) return { names, keys, isWhole: true };
  }
  return { names, keys, isWhole: false };
}

import type { RegistryResource } from '../../../../contract/kubernetes.ts';

export interface ResourceGroup {
  /** The API group, or `null` for the built-in groups of Kubernetes. */
  readonly group: string | null;
  readonly resources: readonly RegistryResource[];
}

/** Resources by their group, Kubernetes' own first, each in alphabetical order; only those that a text occurs in. */
export function groupResources(resources: readonly RegistryResource[], filter: string): readonly ResourceGroup[] {
  const wanted = filter.trim().toLowerCase();
  const groups = new Map<string | null, RegistryResource[]>();
  for (const resource of resources) {
    const name = `${resource.resource}.${resource.group ?? ''}`.toLowerCase();
    if (!name.includes(wanted)) continue;
    groups.set(resource.group, [...(groups.get(resource.group) ?? []), resource]);
  }
  return [...groups]
    .map(([group, all]) => ({ group, resources: all.sort((a, b) => a.resource.localeCompare(b.resource)) }))
    .sort((a, b) => (a.group ?? '').localeCompare(b.group ?? ''));
}

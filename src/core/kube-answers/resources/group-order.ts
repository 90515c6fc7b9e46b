import type { ServedGroup, ServedResource } from './served-resource.ts';
import { byVersion } from './version-order.ts';

/** Returns the groups of resources: Kubernetes' own as they come, those of custom resources behind, by name. */
export function groupsOf(resources: readonly ServedResource[]): readonly ServedGroup[] {
  const own = new Set(resources.filter(({ custom }) => custom === null).map(({ group }) => group));
  const others = new Set(resources.map(({ group }) => group).filter((group) => !own.has(group)));
  return [...own, ...[...others].sort()].map((group) => {
    const versions = resources.filter((one) => one.group === group).flatMap((one) => one.versions);
    return { group, versions: [...new Set(versions)].sort(byVersion) };
  });
}

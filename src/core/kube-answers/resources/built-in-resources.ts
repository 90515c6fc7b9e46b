import { canDecode, type KubernetesSchema } from '../../kubernetes-storage/codec/schema.ts';
import { builtInKind, groupOf } from '../../kubernetes-storage/layout/built-in.ts';
import { canConvert } from '../objects/convert.ts';
import type { ResourceTable, TableResource } from './resource-table.ts';
import { apiVersionOf, type ServedResource } from './served-resource.ts';
import { byVersion, isStable } from './version-order.ts';

/** What a registry stores of a built-in resource. */
export interface StoredSample {
  /** The path of its keys: `minions`, `services/specs`. */
  readonly path: string;
  readonly apiVersion: string;
  readonly kind: string;
}

/** Kinds whose keys have their group in them. */
const grouped: ReadonlyMap<string, string> = new Map([
  ['apiextensions.k8s.io CustomResourceDefinition', 'apiextensions.k8s.io/customresourcedefinitions'],
  ['apiregistration.k8s.io APIService', 'apiregistration.k8s.io/apiservices'],
]);

function pathOf(group: string, kind: string): string | null {
  return grouped.get(`${group} ${kind}`) ?? builtInKind(apiVersionOf(group, 'v1'), kind)?.path ?? null;
}

/**
 * Returns the built-in resources that can be answered. One that has objects: in the versions that its objects can be
 * answered in. One that has none: in its stable versions, since an empty list is the truth.
 */
export function builtInResources(
  schema: KubernetesSchema,
  table: ResourceTable,
  registry: Uint8Array,
  samples: readonly StoredSample[],
): readonly ServedResource[] {
  const byPath = new Map(samples.map((sample) => [sample.path, sample]));
  const named = new Map<string, TableResource[]>();
  for (const one of table) {
    const name = `${one.group}/${one.resource}`;
    named.set(name, [...(named.get(name) ?? []), one]);
  }
  const known = [...named.values()].flatMap((rows) => {
    const [first] = rows;
    const path = first && pathOf(first.group, first.kind);
    if (first === undefined || !path) return [];
    const sample = byPath.get(path);
    const versions =
      sample === undefined
        ? rows.map((row) => row.version).filter(isStable)
        : versionsFor(schema, first.group, first.kind, sample.apiVersion);
    return [{ path, ...served(first, versions, registry, path) }];
  });
  const taken = new Set(known.map(({ path }) => path));
  const retired = samples.flatMap((sample) =>
    taken.has(sample.path) ? [] : retiredResource(schema, sample, registry),
  );
  return [...known.map(({ path: _, ...one }) => one), ...retired].filter(({ versions }) => versions.length > 0);
}

/** Returns the versions of a group that what is stored in one version can be answered in. */
function versionsFor(schema: KubernetesSchema, group: string, kind: string, stored: string): readonly string[] {
  return [...schema.packages.keys()]
    .filter((apiVersion) => groupOf(apiVersion) === group && canDecode(schema, apiVersion, kind))
    .filter((apiVersion) => canConvert(schema, kind, stored, apiVersion))
    .map((apiVersion) => (group === '' ? apiVersion : apiVersion.slice(group.length + 1)))
    .sort(byVersion);
}

function served(
  { group, resource, singular, kind, namespaced, shortNames, categories }: TableResource,
  versions: readonly string[],
  registry: Uint8Array,
  path: string,
): ServedResource {
  return {
    group,
    resource,
    singular,
    kind,
    listKind: `${kind}List`,
    isNamespaced: namespaced,
    shortNames,
    categories,
    versions,
    prefix: new Uint8Array(Buffer.concat([registry, Buffer.from(`${path}/`)])),
    custom: null,
  };
}

/** Returns a resource that newer releases no longer have, in its stored version. */
function retiredResource(
  schema: KubernetesSchema,
  { path, apiVersion, kind }: StoredSample,
  registry: Uint8Array,
): readonly ServedResource[] {
  const known = builtInKind(apiVersion, kind);
  if (known === undefined || known.path !== path || !canDecode(schema, apiVersion, kind)) return [];
  const group = groupOf(apiVersion);
  const row: TableResource = {
    group,
    version: '',
    resource: known.resource,
    kind,
    namespaced: known.isNamespaced,
    singular: kind.toLowerCase(),
    shortNames: kind === 'PodSecurityPolicy' ? ['psp'] : [],
    categories: [],
    columns: null,
  };
  return [served(row, versionsFor(schema, group, kind, apiVersion), registry, path)];
}

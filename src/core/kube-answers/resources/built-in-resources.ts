import { canDecode, type KubernetesSchema } from '../../kubernetes-storage/codec/schema.ts';
import { builtInAt, builtInKind, groupOf } from '../../kubernetes-storage/layout/built-in.ts';
import { canConvert } from '../objects/convert.ts';
import { isSameInVersions } from '../objects/same-shape.ts';
import type { ResourceTable, TableResource } from './resource-table.ts';
import { apiVersionOf, type ServedResource } from './served-resource.ts';
import { byVersion, isStable } from './version-order.ts';

/** What a registry stores of a built-in resource. */
export interface StoredSample {
  /** The path of its keys: `minions`, `services/specs`. */
  readonly path: string;
  /** The versions of the objects that were looked at. */
  readonly apiVersions: readonly string[];
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
        : versionsFor(schema, first.group, first.kind, sample.apiVersions);
    return [{ path, ...served(first, versions, registry, path) }];
  });
  const taken = new Set(known.map(({ path }) => path));
  const retired = samples.flatMap((sample) =>
    taken.has(sample.path) ? [] : retiredResource(schema, sample, registry),
  );
  return [...known.map(({ path: _, ...one }) => one), ...retired].filter(({ versions }) => versions.length > 0);
}

/**
 * Returns the versions of a group that all of some stored versions can be answered in. Alpha ones only where they are
 * stored: no client asks for others.
 */
function versionsFor(
  schema: KubernetesSchema,
  group: string,
  kind: string,
  stored: readonly string[],
): readonly string[] {
  return [...schema.packages.keys()]
    .filter((apiVersion) => groupOf(apiVersion) === group && canDecode(schema, apiVersion, kind))
    .filter((apiVersion) => !apiVersion.includes('alpha') || stored.includes(apiVersion))
    .filter((apiVersion) => stored.every((one) => canConvert(schema, kind, one, apiVersion)))
    .map((apiVersion) => (group === '' ? apiVersion : apiVersion.slice(group.length + 1)))
    .sort(byVersion);
}

/** Returns whether the objects of a path may be stored in versions that differ in shape. */
export function hasSeveralShapes(schema: KubernetesSchema, path: string): boolean {
  const kind = builtInAt(path)?.kind;
  if (kind === undefined) return false;
  const versions = [...schema.packages.keys()].filter(
    (apiVersion) =>
      builtInKind(apiVersion, kind)?.path === path && schema.messages.has(`${schema.packages.get(apiVersion)}.${kind}`),
  );
  return versions.some((one) => !isSameInVersions(schema, kind, one, versions[0] ?? one));
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
  { path, apiVersions, kind }: StoredSample,
  registry: Uint8Array,
): readonly ServedResource[] {
  const [apiVersion = ''] = apiVersions;
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
  return [served(row, versionsFor(schema, group, kind, apiVersions), registry, path)];
}

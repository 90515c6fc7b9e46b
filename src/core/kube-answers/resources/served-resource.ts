import type { JsonObject } from '../../kubernetes-storage/codec/json-tree.ts';

/** A column of a Table, as the API server describes it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  /** `name` of the column with the object's name; else that of a custom resource's column, or empty. */
  readonly format: string;
  readonly description: string;
  /** 0: shown always; above: in wide output only. */
  readonly priority: number;
}

/** A column of a custom resource. */
export interface CustomColumn extends Column {
  /** Where its value is in the object: `.spec.replicas`. */
  readonly jsonPath: string;
}

/** A version of a custom resource, as its definition has it. */
export interface CustomVersion {
  readonly version: string;
  /** `null`: the definition has none, and the columns are Name and Age. */
  readonly columns: readonly CustomColumn[] | null;
  /** The paths that field selectors may name beside the metadata, with a leading dot. */
  readonly selectable: readonly string[];
  /** The OpenAPI v3 schema; `null` where the definition has none. */
  readonly schema: JsonObject | null;
  /** The text that `schema` has its places in. */
  readonly schemaText: string;
}

/** What a custom resource definition adds to a resource. */
export interface CustomFacts {
  readonly versions: readonly CustomVersion[];
  /** Whether what is stored in one version is answered in any, as by the strategy `None`. */
  readonly isAnyVersion: boolean;
}

/** A resource that can be answered from what a registry holds. */
export interface ServedResource {
  /** Empty for the core group. */
  readonly group: string;
  /** As in a request's path: `pods`. */
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  readonly listKind: string;
  readonly isNamespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  /** The versions that can be answered, the preferred one first. */
  readonly versions: readonly string[];
  /** The prefix of its objects' keys; a namespace and a name follow, or a name. */
  readonly prefix: Uint8Array;
  /** The facts of its definition; `null` for a built-in resource. */
  readonly custom: CustomFacts | null;
}

/** A resource in the version that a request asks for. */
export interface Served {
  readonly resource: ServedResource;
  readonly version: string;
  /** `v1`, `apps/v1`. */
  readonly apiVersion: string;
}

/** A group with its versions, the preferred one first. */
export interface ServedGroup {
  readonly group: string;
  readonly versions: readonly string[];
}

/** Returns the apiVersion of a group and a version. */
export function apiVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

/** The resources that a registry's contents can answer. */
export class Catalogue {
  /** The registry's prefix. */
  readonly registry: Uint8Array;
  readonly resources: readonly ServedResource[];
  /** The version of Kubernetes that wrote the registry, as `v1.33.4`; `null` where nothing in it tells. */
  readonly kubernetesVersion: string | null;
  /** In the order of discovery; the core group has the empty name. */
  readonly groups: readonly ServedGroup[];
  readonly #byPath = new Map<string, Served>();

  constructor(
    registry: Uint8Array,
    resources: readonly ServedResource[],
    groups: readonly ServedGroup[],
    kubernetesVersion: string | null,
  ) {
    this.registry = registry;
    this.resources = resources;
    this.groups = groups;
    this.kubernetesVersion = kubernetesVersion;
    for (const resource of resources) {
      for (const version of resource.versions) {
        const apiVersion = apiVersionOf(resource.group, version);
        this.#byPath.set(`${apiVersion}/${resource.resource}`, { resource, version, apiVersion });
      }
    }
  }

  /** Returns the resource of a path's parts; `null` where it is not served: 404. */
  find(group: string, version: string, resource: string): Served | null {
    return this.#byPath.get(`${apiVersionOf(group, version)}/${resource}`) ?? null;
  }

  /** Returns the resources of a group's version, in the order of their names. */
  of(group: string, version: string): readonly ServedResource[] {
    return this.resources.filter((one) => one.group === group && one.versions.includes(version));
  }
}

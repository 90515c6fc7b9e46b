import type { CallOptions } from './abort.ts';
import type { ObjectGlance } from './glance.ts';
import type { KeySource } from './key-source.ts';
import type { KeyEntry } from './keys.ts';
import type { KubernetesReport, ReportFigure, ReportRowsNotice } from './kubernetes-reports.ts';
import type { ListedKey } from './listed-key.ts';
import type { DecodedValue, ObjectName } from './values.ts';

/** Where Kubernetes keeps its objects in this keyspace. */
export interface Registry {
  /** `/registry/`, OpenShift's `/kubernetes.io/`, or the API server's own `--etcd-prefix`. Ends with `/`. */
  readonly prefix: Uint8Array;
  /** The backend is kine, which takes only part of etcd's API. */
  readonly isKine: boolean;
}

/** A kind of object by the layout of its keys. */
export interface RegistryResource {
  /** `core` and the other built-in groups are not in a key: `null` where the key does not tell. */
  readonly group: string | null;
  /** As kubectl names it: `nodes`, though the key says `minions`. */
  readonly resource: string;
  /** Every key of it begins so. */
  readonly prefix: Uint8Array;
  /** `null`: the layout does not tell before a key is seen. */
  readonly isNamespaced: boolean | null;
}

/** An object in a listing, by its key alone. */
export interface RegistryObject {
  readonly key: ListedKey;
  readonly namespace: string | null;
  readonly name: string;
}

/** A part of a resource's objects, in key order, at one revision. */
export interface RegistryObjectsPage {
  readonly objects: readonly RegistryObject[];
  readonly revision: number;
  readonly complete: boolean;
  readonly next: Uint8Array | null;
}

/** Who wrote which part of an object, of its managedFields. */
export interface FieldManager {
  readonly manager: string;
  readonly operation: string;
  readonly subresource: string | null;
  /** RFC 3339, or `null`. */
  readonly time: string | null;
  /** Paths of fields, as `.spec.replicas`: of 4,096 characters at most, and of an object two million in all. */
  readonly fields: readonly string[];
  /** How many more fields there are, whose paths would exceed that. */
  readonly fieldsLeftOut: number;
}

/** An object that another refers to. */
export interface ObjectLink {
  readonly relation: 'owner' | 'namespace';
  readonly kind: string;
  readonly name: string;
  /** The key it would be stored under, or `null` where the layout does not tell. */
  readonly key: Uint8Array | null;
}

/** An object whole. */
export interface ObjectView {
  readonly entry: KeyEntry;
  readonly decoded: DecodedValue;
  readonly name: ObjectName | null;
  readonly storedAs: 'protobuf' | 'json' | 'cbor' | 'encrypted' | 'other';
  /** The first thousand. */
  readonly managers: readonly FieldManager[];
  /** How many more there are. */
  readonly managersLeftOut: number;
  readonly links: readonly ObjectLink[];
  readonly finalizers: readonly string[];
  /** RFC 3339; the object waits to be deleted. */
  readonly deletionTimestamp: string | null;
  /** `data` of a Secret decoded from base64, where it was revealed: text, or `null` for bytes. */
  readonly secretData: readonly { readonly name: string; readonly text: string | null; readonly bytes: number }[];
  /** What `kubectl` would show it with. */
  readonly kubectl: string | null;
}

/** A provider of an EncryptionConfiguration that can be used here. */
export interface EncryptionKeyName {
  readonly provider: string;
  readonly name: string;
  /** KMS providers cannot: their keys never leave them. */
  readonly isUsable: boolean;
}

/** How a report stands. */
export type ReportNotice =
  | { readonly kind: 'progress'; readonly scanned: number; readonly total: number | null }
  | { readonly kind: 'report'; readonly report: KubernetesReport };

/** How a search among the names of a resource's objects stands. */
export type ObjectSearchNotice =
  | { readonly kind: 'objects'; readonly objects: readonly RegistryObject[] }
  | {
      readonly kind: 'progress';
      readonly looked: number;
      /** How many there are to look at; `null` where no member tells it in passing. */
      readonly total: number | null;
    }
  | {
      readonly kind: 'ended';
      /** `complete`: every name was looked at that the user may read; else go on with `next`. */
      readonly reason: 'complete' | 'limit' | 'bound';
      readonly looked: number;
      readonly total: number | null;
      readonly next: Uint8Array | null;
      readonly revision: number;
      /** There may be objects that the user may not read. */
      readonly isPartial?: true;
    };

/** Kubernetes' objects as they are stored, over any source. */
export interface KubernetesApi {
  /**
   * The registries in a keyspace: looks at the known prefixes and at `prefix`, where one is given. Reads no object. Fails with
   * `PermissionDenied` or `CertificateUserUnknown` where none is found and the user may not look everywhere.
   */
  registries(
    request: { readonly source: KeySource; readonly prefix: Uint8Array | null },
    options?: CallOptions,
  ): Promise<readonly Registry[]>;
  /** The resources that have objects, found without reading any of them. */
  resources(
    request: { readonly source: KeySource; readonly registry: Uint8Array },
    options?: CallOptions,
  ): AsyncIterable<readonly RegistryResource[]>;
  /** The namespaces that a resource has objects in, found without reading any of them. */
  namespaces(
    request: { readonly source: KeySource; readonly resource: Uint8Array },
    options?: CallOptions,
  ): AsyncIterable<readonly string[]>;
  /** Objects of a resource, of one namespace or of all. */
  objects(
    request: {
      readonly source: KeySource;
      readonly registry: Uint8Array;
      readonly resource: Uint8Array;
      readonly namespace: string | null;
      readonly after: Uint8Array | null;
      /** 1 to 10,000. */
      readonly limit: number;
    },
    options?: CallOptions,
  ): AsyncIterable<RegistryObjectsPage>;
  /**
   * Looks for objects of a resource whose namespace and name, as `shop/web-0`, contain a text, upper and lower case alike.
   * Reads names only, 250,000 of them at most before it ends with `bound`. Cancelling stops at once.
   */
  findObjects(
    request: {
      readonly source: KeySource;
      readonly registry: Uint8Array;
      readonly resource: Uint8Array;
      readonly namespace: string | null;
      readonly text: string;
      /** Go on behind this key (`next` of an earlier answer, with its revision as the source's), or from the start. */
      readonly after: Uint8Array | null;
      /** Ends after so many objects, 1 to 10,000. */
      readonly limit: number;
    },
    options?: CallOptions,
  ): AsyncIterable<ObjectSearchNotice>;
  /**
   * Glances at the names of objects in every registry that is known, for what somebody types: each of its words has to
   * occur in the resource, the namespace or the name, and one of them in the name. Looks at the first 2,000 objects of each
   * resource and at 50,000 in all, Events and Leases last; reads no object.
   */
  glance(
    request: {
      readonly source: KeySource;
      readonly text: string;
      /** Ends after so many objects, 1 to 100. */
      readonly limit: number;
    },
    options?: CallOptions,
  ): AsyncIterable<ObjectGlance>;
  /** One object, or `null` where the key does not exist. */
  object(
    request: {
      readonly source: KeySource;
      readonly key: Uint8Array;
      readonly showsManagedFields: boolean;
      readonly reveal: boolean;
    },
    options?: CallOptions,
  ): Promise<{ readonly object: ObjectView | null; readonly revision: number }>;
  /**
   * Takes the API server's EncryptionConfiguration (its YAML) for a source, at whichever revision it is read, in memory only,
   * until it closes; an empty text forgets it. Fails with `EncryptionConfigurationInvalid` (`line`, `path` in its detail).
   */
  setEncryption(
    request: { readonly source: KeySource; readonly configuration: string },
    options?: CallOptions,
  ): Promise<readonly EncryptionKeyName[]>;
  /** Reads every object once and reports on all of it. The member sends every value; cancelling stops at once. */
  report(
    request: { readonly source: KeySource; readonly registry: Uint8Array },
    options?: CallOptions,
  ): AsyncIterable<ReportNotice>;
  /**
   * The objects behind a figure of a report, in key order. Reads the values of the figure's resource again, at the report's
   * revision where the source has it; fails with `Compacted` once that is gone.
   */
  reportRows(
    request: {
      readonly source: KeySource;
      readonly registry: Uint8Array;
      readonly figure: ReportFigure;
      readonly after: Uint8Array | null;
      /** Ends after so many rows, 1 to 10,000. */
      readonly limit: number;
    },
    options?: CallOptions,
  ): AsyncIterable<ReportRowsNotice>;
}

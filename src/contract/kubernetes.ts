import type { CallOptions } from './abort.ts';
import type { ObjectGlance } from './glance.ts';
import type { KeySource } from './key-source.ts';
import type { KeyEntry } from './keys.ts';
import type { KubernetesReport, ReportFigure, ReportRowsNotice } from './kubernetes-reports.ts';
import type { ListedKey } from './listed-key.ts';
import type { DecodedValue, ObjectName } from './values.ts';

/** The place where Kubernetes stores its objects in a keyspace. */
export interface Registry {
  /** `/registry/`, OpenShift's `/kubernetes.io/`, or the API server's own `--etcd-prefix`. Ends with `/`. */
  readonly prefix: Uint8Array;
  /** Whether the backend is kine, which implements only a part of etcd's API. */
  readonly isKine: boolean;
}

/** A resource, derived from the layout of its keys. */
export interface RegistryResource {
  /** `null` for `core` and the other built-in groups, which a key does not contain. */
  readonly group: string | null;
  /** The name in kubectl: `nodes`, though the key contains `minions`. */
  readonly resource: string;
  /** The prefix of all its keys. */
  readonly prefix: Uint8Array;
  /** `null`: unknown until a key of the resource was read. */
  readonly isNamespaced: boolean | null;
}

/** An object in a listing, derived from its key alone. */
export interface RegistryObject {
  readonly key: ListedKey;
  readonly namespace: string | null;
  readonly name: string;
}

/** A page of a resource's objects, in key order, at one revision. */
export interface RegistryObjectsPage {
  readonly objects: readonly RegistryObject[];
  readonly revision: number;
  readonly complete: boolean;
  readonly next: Uint8Array | null;
}

/** Who wrote which fields of an object, from its managedFields. */
export interface FieldManager {
  readonly manager: string;
  readonly operation: string;
  readonly subresource: string | null;
  /** RFC 3339, or `null`. */
  readonly time: string | null;
  /** Paths of fields (`.spec.replicas`), at most 4,096 characters each and two million characters for an object. */
  readonly fields: readonly string[];
  /** How many fields are left out because their paths would exceed that. */
  readonly fieldsLeftOut: number;
}

/** An object that another one refers to. */
export interface ObjectLink {
  readonly relation: 'owner' | 'namespace';
  readonly kind: string;
  readonly name: string;
  /** The key that it would be stored under, or `null` when the layout does not determine it. */
  readonly key: Uint8Array | null;
}

/** An object with its details. */
export interface ObjectView {
  readonly entry: KeyEntry;
  readonly decoded: DecodedValue;
  readonly name: ObjectName | null;
  readonly storedAs: 'protobuf' | 'json' | 'cbor' | 'encrypted' | 'other';
  /** The first thousand managers. */
  readonly managers: readonly FieldManager[];
  /** How many more managers there are. */
  readonly managersLeftOut: number;
  readonly links: readonly ObjectLink[];
  readonly finalizers: readonly string[];
  /** RFC 3339; set while the object waits to be deleted, else `null`. */
  readonly deletionTimestamp: string | null;
  /** A revealed Secret's `data`, decoded from base64: text, or `null` when the bytes are no text. */
  readonly secretData: readonly { readonly name: string; readonly text: string | null; readonly bytes: number }[];
  /** The `kubectl` command that shows the object; `null` when there is none. */
  readonly kubectl: string | null;
}

/** A key of an EncryptionConfiguration, and whether it can be used here. */
export interface EncryptionKeyName {
  readonly provider: string;
  readonly name: string;
  /** False for KMS providers: their keys never leave them. */
  readonly isUsable: boolean;
}

/** The progress or the result of a report. */
export type ReportNotice =
  | { readonly kind: 'progress'; readonly scanned: number; readonly total: number | null }
  | { readonly kind: 'report'; readonly report: KubernetesReport };

/** A notice of `kubernetes.findObjects`: objects, the progress, then the end. */
export type ObjectSearchNotice =
  | { readonly kind: 'objects'; readonly objects: readonly RegistryObject[] }
  | {
      readonly kind: 'progress';
      readonly looked: number;
      /** How many names there are to look at; `null` when no answer happens to contain the count. */
      readonly total: number | null;
    }
  | {
      readonly kind: 'ended';
      /** `complete`: it looked at every name that the user may read; else continue with `next`. */
      readonly reason: 'complete' | 'limit' | 'bound';
      readonly looked: number;
      readonly total: number | null;
      readonly next: Uint8Array | null;
      readonly revision: number;
      /** Set when there may be objects that the user may not read. */
      readonly isPartial?: true;
    };

/** Kubernetes' objects as they are stored, in any source. */
export interface KubernetesApi {
  /**
   * Returns the registries of a keyspace: looks at the known prefixes, and at `prefix` if it is set. Reads no object.
   * Fails with `PermissionDenied` or `CertificateUserUnknown` when none is found and the user may not read every
   * prefix.
   */
  registries(
    request: { readonly source: KeySource; readonly prefix: Uint8Array | null },
    options?: CallOptions,
  ): Promise<readonly Registry[]>;
  /** Streams the resources that have objects, without reading any object. */
  resources(
    request: { readonly source: KeySource; readonly registry: Uint8Array },
    options?: CallOptions,
  ): AsyncIterable<readonly RegistryResource[]>;
  /** Streams the namespaces that a resource has objects in, without reading any object. */
  namespaces(
    request: { readonly source: KeySource; readonly resource: Uint8Array },
    options?: CallOptions,
  ): AsyncIterable<readonly string[]>;
  /** Streams the objects of a resource, in one namespace or in all (`null`). */
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
   * Searches the objects of a resource whose `namespace/name` (`shop/web-0`) contains a text, ignoring case. Reads only
   * names, at most 250,000 before it ends with `bound`. Cancelling stops at once.
   */
  findObjects(
    request: {
      readonly source: KeySource;
      readonly registry: Uint8Array;
      readonly resource: Uint8Array;
      readonly namespace: string | null;
      readonly text: string;
      /** Starts after this key (an earlier `next`, with that answer's revision in the source); `null`: at the first. */
      readonly after: Uint8Array | null;
      /** Ends after this many objects, 1 to 10,000. */
      readonly limit: number;
    },
    options?: CallOptions,
  ): AsyncIterable<ObjectSearchNotice>;
  /**
   * Looks up objects by name in every known registry as the operator types: each word of the text must occur in the
   * resource, the namespace or the name, and at least one in the name. Looks at the first 2,000 objects of each
   * resource and at 50,000 in all, Events and Leases last; reads no object.
   */
  glance(
    request: {
      readonly source: KeySource;
      readonly text: string;
      /** Ends after this many objects, 1 to 100. */
      readonly limit: number;
    },
    options?: CallOptions,
  ): AsyncIterable<ObjectGlance>;
  /** Returns one object, or `null` when the key does not exist. */
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
   * Sets the API server's EncryptionConfiguration (as YAML) for a source, at every revision. Keeps it in memory only,
   * until the source closes; an empty text removes it. Fails with `EncryptionConfigurationInvalid` (`line`, `path` in
   * the detail).
   */
  setEncryption(
    request: { readonly source: KeySource; readonly configuration: string },
    options?: CallOptions,
  ): Promise<readonly EncryptionKeyName[]>;
  /** Reads every object once and reports on the registry. The member sends every value; cancelling stops at once. */
  report(
    request: { readonly source: KeySource; readonly registry: Uint8Array },
    options?: CallOptions,
  ): AsyncIterable<ReportNotice>;
  /**
   * Streams the objects behind a figure of a report, in key order. Reads the values of the figure's resource again, at
   * the source's revision. Fails with `Compacted` once that revision is gone.
   */
  reportRows(
    request: {
      readonly source: KeySource;
      readonly registry: Uint8Array;
      readonly figure: ReportFigure;
      readonly after: Uint8Array | null;
      /** Ends after this many rows, 1 to 10,000. */
      readonly limit: number;
    },
    options?: CallOptions,
  ): AsyncIterable<ReportRowsNotice>;
}

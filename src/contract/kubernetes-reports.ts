import type { LeaseId } from './ids.ts';

/** How much one resource stores in one namespace. */
export interface ResourceUse {
  /** The resource's name in kubectl, with its group if the key contains it: `pods`, `backups.velero.io`. */
  readonly resource: string;
  /** `null` for objects outside of any namespace. */
  readonly namespace: string | null;
  readonly objects: number;
  /** The size of the values. */
  readonly bytes: number;
  /** How often the objects were written since they were created. */
  readonly writes: number;
  readonly managedFieldsBytes: number;
  /** The size of the annotation `kubectl.kubernetes.io/last-applied-configuration`. */
  readonly lastAppliedBytes: number;
}

/** An object that a report names. */
export interface ReportedObject {
  readonly key: Uint8Array;
  readonly resource: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** An object with the number that it is ranked by: bytes, or writes. */
export interface RankedObject extends ReportedObject {
  readonly amount: number;
}

/** An object with a problem. */
export interface ReportFinding extends ReportedObject {
  readonly kind: /** A coordination Lease that was not renewed within its duration, at the report's `dataTime`. */
    | 'staleLease'
    /** It waits to be deleted, and its finalizers prevent that. */
    | 'stuckDelete'
    /** Its namespace does not exist. */
    | 'missingNamespace'
    /** None of its owners exists. */
    | 'danglingOwner'
    /** An Event without a lease, which never expires. */
    | 'eventWithoutLease'
    /** It cannot be decoded. */
    | 'damaged';
  /** The part of the object that shows the problem: a finalizer, a time, an owner. */
  readonly detail: string;
}

/** How many objects are stored in an API version. */
export interface StoredVersion {
  readonly apiVersion: string;
  readonly kind: string;
  readonly resource: string;
  readonly objects: number;
  /** The Kubernetes release that no longer reads this version, `1.25`; `null` when none is known. */
  readonly removedIn: string | null;
}

/** How the objects of a resource are stored. */
export interface EncryptionUse {
  readonly resource: string;
  /** `null`: in clear. */
  readonly provider: string | null;
  /** The key's name, or the id that KMS v2 gives it. */
  readonly keyName: string | null;
  readonly objects: number;
}

/** A release that Helm stores in Secrets. */
export interface HelmRelease {
  readonly namespace: string;
  readonly name: string;
  /** How many revisions are stored. */
  readonly revisions: number;
  readonly latest: number;
  readonly status: string | null;
  readonly bytes: number;
}

/**
 * The report of one walk over a registry, at one revision. A name of more than 512 characters, which Kubernetes never
 * accepts, is shortened and states its length; names that are shortened to the same text count as one.
 */
export interface KubernetesReport {
  readonly revision: number;
  /**
   * The time that Leases are judged by, in milliseconds since 1970: the source's `dataTime`, or, when it is not known,
   * the newest renewal in the data. `null`: unknown, and no Lease counts as stale.
   */
  readonly dataTime: number | null;
  readonly objects: number;
  /** How many objects have a key of more than 2,048 bytes: all figures count them, and no list names them. */
  readonly unnamedObjects: number;
  readonly bytes: number;
  readonly use: readonly ResourceUse[];
  /** The hundred largest, by bytes. */
  readonly largest: readonly RankedObject[];
  /** The hundred most often written. */
  readonly busiest: readonly RankedObject[];
  /** The first thousand of each kind. */
  readonly findings: readonly ReportFinding[];
  /** How many findings of each kind there are, the unnamed ones included. */
  readonly findingCounts: Readonly<Record<ReportFinding['kind'], number>>;
  readonly events: { readonly objects: number; readonly bytes: number; readonly leases: number };
  readonly storedVersions: readonly StoredVersion[];
  readonly encryption: readonly EncryptionUse[];
  readonly helmReleases: readonly HelmRelease[];
}

/** A figure of a report that counts objects. */
export type ReportFigure =
  /** A resource's objects in a namespace, or outside of any (`null`). */
  | { readonly kind: 'use'; readonly resource: string; readonly namespace: string | null }
  /** A resource's objects in all namespaces. */
  | { readonly kind: 'resource'; readonly resource: string }
  | {
      readonly kind: 'storedVersion';
      readonly resource: string;
      readonly apiVersion: string;
      /** The kind of the objects. */
      readonly objectKind: string;
    }
  | {
      readonly kind: 'encryption';
      readonly resource: string;
      readonly provider: string | null;
      readonly keyName: string | null;
    }
  /** The Secrets that store the revisions of a release. */
  | { readonly kind: 'helmRelease'; readonly namespace: string; readonly name: string };

/** An object that a figure counts, with its own figures. */
export interface ReportRow extends ReportedObject {
  /** The size of the value. */
  readonly bytes: number;
  /** How often the object was written since it was created. */
  readonly writes: number;
  readonly managedFieldsBytes: number;
  readonly lastAppliedBytes: number;
  /** `null` when the object cannot be read: encrypted, or damaged. */
  readonly apiVersion: string | null;
  /** The provider that encrypted it; `null`: in clear. */
  readonly provider: string | null;
  readonly keyName: string | null;
  /** The etcd lease that deletes it when it expires. */
  readonly lease: LeaseId | null;
}

/** A notice of `kubernetes.reportRows`: rows, the progress, then the end. */
export type ReportRowsNotice =
  | { readonly kind: 'rows'; readonly rows: readonly ReportRow[] }
  | { readonly kind: 'progress'; readonly scanned: number }
  | {
      readonly kind: 'ended';
      readonly scanned: number;
      /** The `after` to continue with when the limit ended it; `null`: these are all rows. */
      readonly next: Uint8Array | null;
      readonly revision: number;
    };

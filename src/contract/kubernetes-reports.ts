import type { LeaseId } from './ids.ts';

/** What one resource takes in one namespace. */
export interface ResourceUse {
  /** As kubectl names it, with its group where the key tells it: `pods`, `backups.velero.io`. */
  readonly resource: string;
  /** `null` for what belongs to no namespace. */
  readonly namespace: string | null;
  readonly objects: number;
  /** Of the values. */
  readonly bytes: number;
  /** How often its objects were written since they were created. */
  readonly writes: number;
  readonly managedFieldsBytes: number;
  /** Of the annotation `kubectl.kubernetes.io/last-applied-configuration`. */
  readonly lastAppliedBytes: number;
}

/** An object that a report names. */
export interface ReportedObject {
  readonly key: Uint8Array;
  readonly resource: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** An object with a number: bytes, or writes. */
export interface RankedObject extends ReportedObject {
  readonly amount: number;
}

/** An object with what is the matter with it. */
export interface ReportFinding extends ReportedObject {
  readonly kind: /** A coordination Lease that nobody had renewed within its duration when the data was so. */
    | 'staleLease'
    /** It waits to be deleted, and its finalizers hold it. */
    | 'stuckDelete'
    /** Its namespace does not exist. */
    | 'missingNamespace'
    /** None of its owners exists. */
    | 'danglingOwner'
    /** An Event without a lease, which nothing will take away. */
    | 'eventWithoutLease'
    /** It cannot be decoded. */
    | 'damaged';
  /** What is the matter, in a few words of the object's own: a finalizer, a time, an owner. */
  readonly detail: string;
}

/** Objects by the version that they are stored in. */
export interface StoredVersion {
  readonly apiVersion: string;
  readonly kind: string;
  readonly resource: string;
  readonly objects: number;
  /** The Kubernetes release that no longer reads this version, `1.25`; `null` where none is known. */
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

/** A release that Helm keeps in Secrets. */
export interface HelmRelease {
  readonly namespace: string;
  readonly name: string;
  /** How many revisions are kept. */
  readonly revisions: number;
  readonly latest: number;
  readonly status: string | null;
  readonly bytes: number;
}

/**
 * Everything that one walk over a registry tells, at one revision. A text of more than 512 characters, which Kubernetes
 * takes for no name, is shortened and says its length; texts that are shortened alike count as one.
 */
export interface KubernetesReport {
  readonly revision: number;
  /**
   * By what time Leases were judged, in milliseconds since 1970: when the data was so, and where its source does not know
   * that, the newest renewal in it. `null`: nothing tells, and no Lease is called stale.
   */
  readonly dataTime: number | null;
  readonly objects: number;
  /** How many objects have a key of more than 2,048 bytes: they are counted everywhere, and named nowhere. */
  readonly unnamedObjects: number;
  readonly bytes: number;
  readonly use: readonly ResourceUse[];
  /** By bytes, the largest hundred. */
  readonly largest: readonly RankedObject[];
  /** By how often they were written, the first hundred. */
  readonly busiest: readonly RankedObject[];
  /** The first thousand of each kind. */
  readonly findings: readonly ReportFinding[];
  /** How many there are of each kind, the unnamed ones too. */
  readonly findingCounts: Readonly<Record<ReportFinding['kind'], number>>;
  readonly events: { readonly objects: number; readonly bytes: number; readonly leases: number };
  readonly storedVersions: readonly StoredVersion[];
  readonly encryption: readonly EncryptionUse[];
  readonly helmReleases: readonly HelmRelease[];
}

/** A figure of a report that counts objects. */
export type ReportFigure =
  /** What a resource has in a namespace, or outside of any (`null`). */
  | { readonly kind: 'use'; readonly resource: string; readonly namespace: string | null }
  /** What a resource has in all namespaces. */
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
  /** What keeps the revisions of a release. */
  | { readonly kind: 'helmRelease'; readonly namespace: string; readonly name: string };

/** An object that a figure counts, with what reports tell of one. */
export interface ReportRow extends ReportedObject {
  /** Of the value. */
  readonly bytes: number;
  /** How often it was written since it was created. */
  readonly writes: number;
  readonly managedFieldsBytes: number;
  readonly lastAppliedBytes: number;
  /** `null` where it cannot be read: encrypted, or damaged. */
  readonly apiVersion: string | null;
  /** Who encrypted it; `null`: in clear. */
  readonly provider: string | null;
  readonly keyName: string | null;
  /** The etcd lease that will take it away. */
  readonly lease: LeaseId | null;
}

/** How the rows of a figure come. */
export type ReportRowsNotice =
  | { readonly kind: 'rows'; readonly rows: readonly ReportRow[] }
  | { readonly kind: 'progress'; readonly scanned: number }
  | {
      readonly kind: 'ended';
      readonly scanned: number;
      /** Where to go on from, where the limit ended it; `null`: these are all. */
      readonly next: Uint8Array | null;
      readonly revision: number;
    };

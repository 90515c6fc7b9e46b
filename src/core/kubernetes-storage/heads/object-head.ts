/** An object that another belongs to. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** The type and metadata of an object of any kind, as far as reports and repairs need them. */
export interface ObjectHead {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly uid: string;
  /** RFC 3339, or `null`. */
  readonly deletionTimestamp: string | null;
  /** The finalizers in its metadata. */
  readonly finalizers: readonly string[];
  /** The finalizers in the spec of a Namespace; otherwise empty. */
  readonly namespaceFinalizers: readonly string[];
  readonly owners: readonly OwnerReference[];
  readonly labels: ReadonlyMap<string, string>;
  /** The bytes that managedFields take of the value. */
  readonly managedFieldsBytes: number;
  readonly lastAppliedBytes: number;
  /** The holder and times of a coordination Lease that is held. */
  readonly lease: HeldLease | null;
}

/** How long a coordination Lease is valid. */
export interface HeldLease {
  readonly holder: string;
  /** Milliseconds since 1970. */
  readonly renewedAt: number;
  readonly durationMs: number;
}

/** Returns all finalizers that an object waits for before it is deleted. */
export function allFinalizers({ finalizers, namespaceFinalizers }: ObjectHead): readonly string[] {
  return [...new Set([...finalizers, ...namespaceFinalizers])];
}

/** The annotation in which `kubectl apply` keeps what was applied. */
export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

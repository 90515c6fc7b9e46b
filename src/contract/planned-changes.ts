import type { TransactionPreview } from './transactions.ts';

/** What a plan does to one key. */
export interface PlannedChange {
  readonly kind: 'create' | 'overwrite' | 'delete' | 'skip';
  readonly key: Uint8Array;
  /** The key that it is copied or moved from, else `null`. */
  readonly from: Uint8Array | null;
  /** The size of the new value in bytes; 0 for a deletion. */
  readonly bytes: number;
  /** The modRevision that the key must still have; 0: it must not exist. */
  readonly expectedModRevision: number;
}

/** How many keys a plan creates, overwrites, deletes and skips. */
export interface PlanCounts {
  readonly create: number;
  readonly overwrite: number;
  readonly delete: number;
  /** Unchanged: the key is already the same, or it exists and is not to be overwritten. */
  readonly skip: number;
}

/** Why a value does not belong at its key in a Kubernetes registry. */
export type ObjectFault =
  /** The value is no readable object: not protobuf, not JSON with a kind, not encrypted; or it is damaged. */
  | 'NoObject'
  /** The value is not stored as `expected`: protobuf, as its neighbours are, or JSON, as every custom resource is. */
  | 'OtherForm'
  /** The value is in clear and its neighbours are encrypted. */
  | 'NotEncrypted'
  /** The object's kind is not `expected`, the key's kind. */
  | 'OtherKind'
  /** The name in its metadata is not `expected`, the key's name. */
  | 'OtherName'
  /** The namespace in its metadata is not `expected`, the key's namespace; `null`: the kind has none. */
  | 'OtherNamespace'
  /** Such objects are not stored at this key: `expected` is the right key's shape, after the registry's prefix. */
  | 'OtherPlace';

/**
 * A value that does not belong at its key. `expected` is derived from the key alone and reveals nothing of the value.
 */
export interface MalformedObject {
  readonly key: Uint8Array;
  readonly fault: ObjectFault;
  readonly expected: string | null;
}

/** The body of a plan that changes keys. */
export interface KeysBody {
  readonly kind: 'keys';
  readonly counts: PlanCounts;
  /** How many changes an undo can no longer read from the journal; 0 for every other act. */
  readonly unread: number;
  /** The size of everything written, in bytes. */
  readonly bytes: number;
  readonly transactions: number;
  /** The first changes, then the first skipped keys, as many as an operator can look through. */
  readonly samples: readonly PlannedChange[];
  /**
   * The first existing keys that a write from elsewhere would overwrite. Empty for an act on these very keys: an undo
   * changes only keys that are as the undone write left them.
   */
  readonly conflicts: readonly PlannedChange[];
  /** The first hundred values that are not what an API server stores at their keys. */
  readonly malformed: readonly MalformedObject[];
  /** What a `transaction` would do; absent for every other act. Its `counts` are those of the branch that would run. */
  readonly transaction?: TransactionPreview;
}

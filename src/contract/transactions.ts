import type { NamedKeys } from './etcdctl-bridge/commands.ts';
import type { LeaseId } from './ids.ts';
import type { KeyEntry } from './keys.ts';

/** How a comparison compares what the server has with what is given. */
export type ComparisonResult = '=' | '!=' | '<' | '>';

/** A number of a key that a comparison looks at. All are 0 where the key does not exist. */
export type ComparedNumber = 'version' | 'createRevision' | 'modRevision';

/** A condition on one key. */
export type Comparison =
  | {
      readonly target: ComparedNumber;
      readonly key: Uint8Array;
      readonly result: ComparisonResult;
      readonly number: number;
    }
  | {
      /** Never holds where the key does not exist, whatever the result. Values are compared byte by byte. */
      readonly target: 'value';
      readonly key: Uint8Array;
      readonly result: ComparisonResult;
      readonly value: Uint8Array;
    }
  | {
      readonly target: 'lease';
      readonly key: Uint8Array;
      readonly result: ComparisonResult;
      /** `null`: no lease, as of a key that does not exist. */
      readonly lease: LeaseId | null;
    };

/** One operation of a branch. */
export type TransactionOperation =
  | {
      readonly kind: 'get';
      readonly keys: NamedKeys;
      /** How many keys at most; 0: all. */
      readonly limit: number;
      readonly answers: 'values' | 'keys' | 'count';
    }
  | {
      readonly kind: 'put';
      readonly key: Uint8Array;
      /** `null`: the key's own value, and the transaction is refused where the key does not exist. */
      readonly value: Uint8Array | null;
      /** `keep`: the key's own lease, and the transaction is refused where the key does not exist. */
      readonly lease: LeaseId | null | 'keep';
    }
  | { readonly kind: 'delete'; readonly keys: NamedKeys };

/** The part of a transaction that runs where all comparisons hold, or the one that runs where any does not. */
export type TransactionBranch = 'success' | 'failure';

/** A transaction as etcd has it. Without comparisons, `success` runs. */
export interface Transaction {
  readonly compare: readonly Comparison[];
  readonly success: readonly TransactionOperation[];
  readonly failure: readonly TransactionOperation[];
}

/** What one operation answers. Values that may hold Secrets are covered. */
export type OperationOutcome =
  /** `count`: how many keys there are, with a limit too; `entries`: the first of those that were answered. */
  | { readonly kind: 'get'; readonly count: number; readonly answered: number; readonly entries: readonly KeyEntry[] }
  /** `previous`: the key before; `null` where it did not exist. */
  | { readonly kind: 'put'; readonly previous: KeyEntry | null }
  /** `entries`: the first of the deleted keys, as they were. */
  | { readonly kind: 'delete'; readonly count: number; readonly entries: readonly KeyEntry[] };

/** What a transaction did. */
export interface TransactionOutcome {
  readonly branch: TransactionBranch;
  /** What each operation of the branch answered, in order. */
  readonly operations: readonly OperationOutcome[];
}

/** A comparison against the keys as they were read. */
export interface ComparedKey {
  readonly holds: boolean;
  /** The key, its value only where values are compared; `null` where it does not exist. */
  readonly entry: KeyEntry | null;
}

/**
 * What a transaction would do, by its keys as they were at one revision. A key that an earlier operation would write has
 * the modRevision 0.
 */
export interface TransactionPreview extends TransactionOutcome {
  /** Whether only this branch is sent, and does nothing unless every key that it looks at or changes is as it was read. */
  readonly isGuarded: boolean;
  readonly comparisons: readonly ComparedKey[];
}

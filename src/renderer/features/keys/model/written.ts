import type { Failure } from '../../../../contract/failure.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import type { KeyMeta } from '../../../../contract/keys.ts';

/** A key to be written. */
export interface Target {
  readonly connection: ConnectionId;
  readonly key: Uint8Array;
  /** The modRevision that the operator has seen; 0 where the key must not exist. */
  readonly guard: number;
}

/** What became of a write. */
export type Written =
  | {
      readonly kind: 'done';
      /** The key as it is now, or `null` where it was deleted. */
      readonly meta: KeyMeta | null;
      readonly revision: number;
      /** The key's history told what the answer would have. */
      readonly wasAnswerLost: boolean;
      /** To undo it by; `null` where the journal has nothing of it. */
      readonly journalEntry: string | null;
      /** The plan that it took has told it already. */
      readonly isTold: boolean;
    }
  /** The key is not as it was read: it is at `modRevision`, or at 0 where it does not exist. Nothing was written. */
  | { readonly kind: 'conflict'; readonly modRevision: number }
  /** The answer was lost, and nobody can tell yet whether it was done. */
  | {
      readonly kind: 'unknown';
      readonly journalEntry: string | null;
      readonly mayStillHappen: boolean;
      readonly isTold: boolean;
    }
  /** The plan that it takes was closed, or could not be carried out and has told so: there is no more to say. */
  | { readonly kind: 'leftAlone' }
  | { readonly kind: 'failed'; readonly failure: Failure };

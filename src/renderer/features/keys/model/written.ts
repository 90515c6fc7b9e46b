import type { Failure } from '../../../../contract/failure.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import type { KeyMeta } from '../../../../contract/keys.ts';
import type { LostWrite } from '../../../../contract/lost-write.ts';

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
      /** The answer was lost, and the key's history confirms the write. */
      readonly wasAnswerLost: boolean;
      /** The entry that undoes it; `null` where the journal has none. */
      readonly journalEntry: string | null;
      /** The plan has reported it already. */
      readonly isTold: boolean;
    }
  /** The key is not as it was read: it is at `modRevision`, or at 0 where it does not exist. Nothing was written. */
  | { readonly kind: 'conflict'; readonly modRevision: number }
  /** The answer was lost, and the outcome is not known yet. */
  | ({ readonly kind: 'unknown'; readonly isTold: boolean } & LostWrite)
  /** The plan was closed, or failed and has reported it. */
  | { readonly kind: 'leftAlone' }
  | { readonly kind: 'failed'; readonly failure: Failure };

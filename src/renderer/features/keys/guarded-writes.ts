import type { Api } from '../../../contract/api.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { ConnectionId, LeaseId } from '../../../contract/ids.ts';
import type { KeyMeta } from '../../../contract/keys.ts';
import { failureOf } from '../../state/failure.ts';
import { writePlanned } from './planned-writes.ts';

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

/** The lease that a key has from a write on: one, none, or the one that it has. */
export type LeaseChoice = LeaseId | null | 'keep';

type WriteApi = Pick<Api, 'keys' | 'plans'>;

/** A key to be written. */
export interface Target {
  readonly connection: ConnectionId;
  readonly key: Uint8Array;
  /** The modRevision that the operator has seen; 0 where the key must not exist. */
  readonly guard: number;
}

/** Writes a value, once: by a plan where core asks for one. */
export async function putGuarded(
  api: WriteApi,
  target: Target,
  value: Uint8Array,
  lease: LeaseChoice,
): Promise<Written> {
  const { connection, key, guard } = target;
  try {
    const { meta, revision, wasAnswerLost, journalEntry } = await api.keys.put({
      connection,
      key,
      value,
      expectedModRevision: guard,
      lease,
    });
    return { kind: 'done', meta, revision, wasAnswerLost, journalEntry, isTold: false };
  } catch (error) {
    const failure = failureOf(error);
    return failure.code === 'PlanRequired' ? await writePlanned(api, target, { value, lease }) : refusedBy(failure);
  }
}

/** Deletes a key, once: by a plan where core asks for one. */
export async function deleteGuarded(api: WriteApi, target: Target): Promise<Written> {
  const { connection, key, guard } = target;
  try {
    const { revision, wasAnswerLost, journalEntry } = await api.keys.delete({
      connection,
      key,
      expectedModRevision: guard,
    });
    return { kind: 'done', meta: null, revision, wasAnswerLost, journalEntry, isTold: false };
  } catch (error) {
    const failure = failureOf(error);
    return failure.code === 'PlanRequired' ? await writePlanned(api, target, null) : refusedBy(failure);
  }
}

function refusedBy(failure: Failure): Written {
  const { currentModRevision, journalEntry, mayStillHappen } = failure.detail ?? {};
  if (failure.code === 'Conflict') return { kind: 'conflict', modRevision: Number(currentModRevision ?? 0) };
  // Whatever it is called: what the journal has of it says more.
  if (failure.code !== 'OutcomeUnknown' && journalEntry === undefined) return { kind: 'failed', failure };
  return {
    kind: 'unknown',
    journalEntry: journalEntry === undefined ? null : String(journalEntry),
    mayStillHappen: mayStillHappen !== 0,
    isTold: false,
  };
}

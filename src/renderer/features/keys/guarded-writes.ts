import type { Api } from '../../../contract/api.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { ConnectionId, LeaseId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { KeyEntry, KeyMeta } from '../../../contract/keys.ts';
import { failureOf } from '../../state/failure.ts';
import { equalBytes } from '../../ui/byte-text.ts';

/** What became of a write. */
export type Written =
  | {
      readonly kind: 'done';
      /** The key as it is now, or `null` where it was deleted. */
      readonly meta: KeyMeta | null;
      readonly revision: number;
      readonly wasAnswerLost: boolean;
      /** To undo it by; `null` where the journal has nothing of it. */
      readonly journalEntry: string | null;
    }
  /** The key is not as it was read: it is at `modRevision`, or at 0 where it does not exist. Nothing was written. */
  | { readonly kind: 'conflict'; readonly modRevision: number }
  /** The answer was lost and the key is as it was: the write may still come. */
  | { readonly kind: 'not-written-yet' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The lease that a key has from a write on: one, none, or the one that it has. */
export type LeaseChoice = LeaseId | null | 'keep';

type Keys = Api['keys'];

interface Target {
  readonly connection: ConnectionId;
  readonly key: Uint8Array;
  /** The modRevision that the operator has seen; 0 where the key must not exist. */
  readonly guard: number;
}

/** Writes a value, once. A refusal or a lost answer means what the key then says. */
export async function putGuarded(keys: Keys, target: Target, value: Uint8Array, lease: LeaseChoice): Promise<Written> {
  const { connection, key, guard } = target;
  try {
    const { meta, revision, journalEntry } = await keys.put({
      connection,
      key,
      value,
      expectedModRevision: guard,
      lease,
    });
    return { kind: 'done', meta, revision, wasAnswerLost: false, journalEntry };
  } catch (error) {
    // Revealed, because covered data could not be compared with what was written; it is shown to nobody.
    return settle(keys, target, failureOf(error), true, (now) => now !== null && equalBytes(now.value, value));
  }
}

/** Deletes a key, once. */
export async function deleteGuarded(keys: Keys, target: Target): Promise<Written> {
  const { connection, key, guard } = target;
  try {
    const { revision, journalEntry } = await keys.delete({ connection, key, expectedModRevision: guard });
    return { kind: 'done', meta: null, revision, wasAnswerLost: false, journalEntry };
  } catch (error) {
    return settle(keys, target, failureOf(error), false, (now) => now === null);
  }
}

async function settle(
  keys: Keys,
  { connection, key, guard }: Target,
  failure: Failure,
  reveal: boolean,
  isDone: (now: KeyEntry | null) => boolean,
): Promise<Written> {
  if (failure.code !== 'Conflict' && failure.code !== 'OutcomeUnknown') return { kind: 'failed', failure };
  try {
    const { entry: now, revision } = await keys.get({ source: liveKeys(connection), key, reveal });
    const modRevision = now?.modRevision ?? 0;
    if (modRevision === guard) return { kind: 'not-written-yet' };
    if (failure.code === 'Conflict' || !isDone(now)) return { kind: 'conflict', modRevision };
    const meta = now === null ? null : metaOf(now);
    return { kind: 'done', meta, revision: modRevision || revision, wasAnswerLost: true, journalEntry: null };
  } catch {
    // What the key says is not known either: the first failure stands.
    return { kind: 'failed', failure };
  }
}

const metaOf = ({ key, createRevision, modRevision, version, lease }: KeyMeta): KeyMeta => ({
  key,
  createRevision,
  modRevision,
  version,
  lease,
});

import type { Api } from '../../../../contract/api.ts';
import { EtcdeckError, type Failure } from '../../../../contract/failure.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import { liveKeys } from '../../../../contract/key-source.ts';
import type { KeyMeta } from '../../../../contract/keys.ts';
import type { PlansApi } from '../../../../contract/plans.ts';
import { failureOf } from '../../../state/failure.ts';
import { planOutcome, showPlan } from '../../../state/plans.ts';
import { escapeBytes } from '../../../ui/byte-text.ts';
import type { Target, Written } from './written.ts';

type KeyPut = Parameters<PlansApi['planKey']>[0]['put'];

/** Writes a key that requires a plan: shows the plan, and resolves when it was executed or closed. */
export async function writePlanned(
  api: Pick<Api, 'keys' | 'plans'>,
  { connection, key, guard }: Target,
  put: KeyPut,
): Promise<Written> {
  let conflict: Failure | null = null;
  const outcome = await planOutcome({
    ...wordsOf(escapeBytes(key).text, guard, put),
    async *plan(options) {
      try {
        yield* api.plans.planKey({ connection, key, expectedModRevision: guard, put }, options);
      } catch (error) {
        const failure = failureOf(error);
        if (failure.code === 'Conflict') {
          // The caller shows both versions.
          conflict = failure;
          showPlan(null);
        }
        throw error;
      }
    },
  });
  if (conflict !== null) return conflictAt(conflict);
  if (outcome === null || !('outcome' in outcome) || outcome.kind !== 'keys') return { kind: 'leftAlone' };
  const { failure, revision, journalEntry, unknown, mayStillHappen } = outcome;
  if (failure?.code === 'Conflict') return conflictAt(failure);
  if (unknown > 0) return { kind: 'unknown', journalEntry, mayStillHappen, isTold: true };
  if (revision === null) return { kind: 'leftAlone' };
  const meta = put === null ? null : await metaAt(api, connection, key, revision);
  if (put !== null && meta === null) return { kind: 'leftAlone' };
  return { kind: 'done', meta, revision, wasAnswerLost: false, journalEntry, isTold: true };
}

function wordsOf(key: string, guard: number, put: KeyPut) {
  if (put === null) return { title: `Delete ${key}?`, confirm: 'Delete key', doing: `Deleting ${key}` };
  if (guard === 0)
    return { title: `Create ${key}?`, confirm: 'Create key', doing: `Creating ${key}`, did: { verb: 'Created' } };
  return { title: `Write ${key}?`, confirm: 'Write it', doing: `Writing ${key}`, did: { verb: 'Saved' } };
}

const conflictAt = ({ detail }: Failure): Written => ({
  kind: 'conflict',
  modRevision: Number(detail?.currentModRevision ?? 0),
});

/** Reads a key as the write left it; `null` where it cannot be read now. */
async function metaAt(
  { keys }: Pick<Api, 'keys'>,
  connection: ConnectionId,
  key: Uint8Array,
  revision: number,
): Promise<KeyMeta | null> {
  try {
    return (await keys.get({ source: liveKeys(connection, revision), key, reveal: false })).entry;
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}

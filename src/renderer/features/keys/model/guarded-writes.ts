import type { Api } from '../../../../contract/api.ts';
import type { Failure } from '../../../../contract/failure.ts';
import type { LeaseId } from '../../../../contract/ids.ts';
import { lostWriteOf } from '../../../../contract/lost-write.ts';
import { failureOf } from '../../../state/failure.ts';
import { writePlanned } from './planned-writes.ts';
import type { Target, Written } from './written.ts';

/** The lease of a key after a write: another one, none, or the one that it has. */
export type LeaseChoice = LeaseId | null | 'keep';

type WriteApi = Pick<Api, 'keys' | 'plans'>;

/** Writes a value, once; by a plan where core requires one. */
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

/** Deletes a key, once; by a plan where core requires one. */
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
  const { currentModRevision } = failure.detail ?? {};
  if (failure.code === 'Conflict') return { kind: 'conflict', modRevision: Number(currentModRevision ?? 0) };
  const lost = lostWriteOf(failure);
  return lost === null ? { kind: 'failed', failure } : { kind: 'unknown', ...lost, isTold: false };
}

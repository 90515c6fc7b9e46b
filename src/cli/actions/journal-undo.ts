import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import { noUndoWords } from '../../contract/no-undo-words.ts';
import type { Plan, PlanNotice } from '../../contract/plans.ts';
import { withoutFullStop } from '../../contract/text-end.ts';
import { runAct } from '../act.ts';
import type { ActOptions } from '../act-flags.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { planOf } from '../planned-write.ts';
import type { Session } from '../session.ts';

export function undo(invocation: Invocation, id: string, options: ActOptions): Promise<ExitCode> {
  return runAct(invocation, options, { plan: (session) => planned(invocation, session, id) });
}

/** Plans it. One that would change nothing is refused, with the reason. */
async function* planned(
  { signal }: Invocation,
  { api, connection }: Session,
  id: string,
): AsyncGenerator<PlanNotice, void> {
  const { entry } = await api.journal.entry({ connection, id, from: 0, limit: 1, reveal: false }, { signal });
  const { noUndo } = entry;
  if (noUndo !== null) throw new EtcdeckError(impossible(noUndo, noUndoWords[noUndo]));
  const plan = await planOf(api.plans.planUndo({ connection, journalEntry: id }, { signal }));
  yield { kind: 'planned', plan: plan.refused === null ? { ...plan, refused: whyNothing(plan) } : plan };
}

/** Returns why a plan would put nothing back; `null` where it does. */
function whyNothing({ body, consequences }: Plan): Failure | null {
  if (body.kind !== 'keys' || body.counts.create + body.counts.overwrite + body.counts.delete > 0) return null;
  if (body.unread > 0) {
    return impossible('ValuesGone', 'The values before are in the history of the cluster only, and compacted.');
  }
  return consequences.includes('LeavesKeys')
    ? impossible('ChangedSince', 'Its keys were changed since.')
    : impossible('AsBefore', 'Its keys are as they were before.');
}

const impossible = (reason: string, sentence: string): Failure => ({
  ...{ code: 'UndoImpossible', message: withoutFullStop(sentence), retry: false },
  detail: { reason },
});

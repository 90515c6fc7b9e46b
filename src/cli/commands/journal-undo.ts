import type { Command } from 'commander';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import { noUndoWords } from '../../contract/no-undo-words.ts';
import type { Plan, PlanNotice } from '../../contract/plans.ts';
import { withoutFullStop } from '../../contract/text-end.ts';
import { type ActOptions, runAct, withActFlags } from '../act.ts';
import type { Invocation, Start } from '../invocation.ts';
import { planOf } from '../planned-write.ts';
import type { Session } from '../session.ts';

export function addJournalUndo(journal: Command, start: Start): void {
  withActFlags(
    journal
      .command('undo')
      .argument('<id>', 'an entry of the journal')
      .description('put back what an entry changed, except keys that were changed since; asks before'),
  ).action((id: string, options: ActOptions) =>
    start('long', (invocation) => runAct(invocation, options, { plan: (session) => planned(invocation, session, id) })),
  );
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

import type { Random } from '../random.ts';
import { journalled } from './journal-verdicts.ts';
import type { Operator } from './operator.ts';
import type { Played } from './settlement.ts';
import { checkUndo, type Undoable, type UndoCheck } from './undo-check.ts';

/** Undoes some entries of a round one after the other, the most doubtful first. */
export async function undoSome(
  operators: readonly Operator[],
  { startedAt, acts, attribution, history }: Played,
  random: Random,
  most: number,
): Promise<readonly UndoCheck[]> {
  const undoable: { readonly operator: Operator; readonly one: Undoable; readonly weight: number }[] = [];
  for (const operator of operators) {
    const ofOperator = acts.filter((one) => one.operator === operator.place);
    for (const { act, entry } of journalled(ofOperator, await operator.entriesSince(startedAt))) {
      const happened = attribution.of(act);
      if (entry === null || !entry.canUndo || happened.size === 0) continue;
      const isStruck = operator.disk.struck.some(({ at }) => at >= act.startedAt && at <= act.endedAt);
      const isDoubtful = isStruck || entry.outcome === 'unknown' || act.claim.failure === 'OutcomeUnknown';
      undoable.push({
        operator,
        one: { act, entry, happened },
        weight: (isDoubtful ? 100 : 0) + random.between(0, 99),
      });
    }
  }
  const checks: UndoCheck[] = [];
  for (const { operator, one } of undoable.sort((a, b) => b.weight - a.weight).slice(0, most)) {
    checks.push(await checkUndo(operator, one, history));
  }
  return checks;
}

import type { Random } from '../random.ts';
import type { Desk } from './desk.ts';
import { journalled } from './journal-verdicts.ts';
import type { Played } from './settlement.ts';
import { checkUndo, type Undoable, type UndoCheck } from './undo-check.ts';

/** Undoes some entries of a round, those first of which there is most to doubt, one after the other. */
export async function undoSome(
  desks: readonly Desk[],
  { startedAt, acts, attribution, history }: Played,
  random: Random,
  most: number,
): Promise<readonly UndoCheck[]> {
  const undoable: { readonly desk: Desk; readonly one: Undoable; readonly weight: number }[] = [];
  for (const desk of desks) {
    const ofDesk = acts.filter((one) => one.desk === desk.place);
    for (const { act, entry } of journalled(ofDesk, await desk.entriesSince(startedAt))) {
      const happened = attribution.of(act);
      if (entry === null || !entry.canUndo || happened.size === 0) continue;
      const isStruck = desk.disk.struck.some(({ at }) => at >= act.startedAt && at <= act.endedAt);
      const isDoubtful = isStruck || entry.outcome === 'unknown' || act.claim.failure === 'OutcomeUnknown';
      undoable.push({ desk, one: { act, entry, happened }, weight: (isDoubtful ? 100 : 0) + random.between(0, 99) });
    }
  }
  const checks: UndoCheck[] = [];
  for (const { desk, one } of undoable.sort((a, b) => b.weight - a.weight).slice(0, most)) {
    checks.push(await checkUndo(desk, one, history));
  }
  return checks;
}

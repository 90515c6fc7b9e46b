import type { Act } from './act.ts';
import { fence } from './acting.ts';
import type { Attribution } from './attribution.ts';
import type { Falsehood } from './falsehood.ts';
import type { History } from './history.ts';
import { describeEntry, isOverdue, journalled } from './journal-verdicts.ts';
import type { Operator } from './operator.ts';
import { describeAct, describeHappened } from './report-verdicts.ts';

/** The acts of a round, and their outcomes. */
export interface Played {
  readonly startedAt: number;
  readonly acts: readonly Act[];
  readonly attribution: Attribution;
  readonly history: History;
}

/**
 * The longest time to find a lost transaction once the history shows its outcome. Another client's change of a key that
 * is not the watched one is noticed after half a minute at most.
 */
const correctionMs = 60_000;

/** Waits until an operator's journal has settled all that the history shows; later unknowns are falsehoods. */
export async function settled(
  operator: Operator,
  { startedAt, acts, attribution, history }: Played,
): Promise<readonly Falsehood[]> {
  const ofOperator = acts.filter((act) => act.operator === operator.place);
  for (const giveUpAt = performance.now() + correctionMs; ; ) {
    const all = journalled(ofOperator, await operator.entriesSince(startedAt));
    const overdue = all.filter((one) => isOverdue(one, attribution.of(one.act), history));
    const leftMs = giveUpAt - performance.now();
    if (overdue.length > 0 && leftMs > 0) {
      await operator.nextCorrection(Math.min(leftMs, lookMs));
      continue;
    }
    return overdue.map(({ act, entry }) => {
      const happened = attribution.of(act);
      const found = happened.size === 0 ? 'others have changed its keys' : describeHappened(act, happened);
      const said = describeEntry(entry);
      return { kind: 'journal: left unknown although decided', of: describeAct(act), said, history: found };
    });
  }
}

/** A correction may come between looking and waiting for it. */
const lookMs = 250;

/** Fences an operator's last act that may still happen by its report; does nothing when there is none. */
export async function fenceLast(operator: Operator, { startedAt, acts }: Played, id: string): Promise<readonly Act[]> {
  const open = (await operator.entriesSince(startedAt)).findLast(({ mayStillHappen }) => mayStillHappen);
  if (open === undefined || acts.some(({ kind, of }) => kind === 'fence' && of === open.id)) return [];
  const fenced = await fence(operator, id, open.id);
  return fenced === null ? [] : [fenced];
}

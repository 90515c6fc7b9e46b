import type { CallOptions } from '../../contract/abort.ts';
import type { Plan, PlanNotice } from '../../contract/plans.ts';
import { paced } from '../streams/paced.ts';
import { stoppable } from '../streams/stoppable.ts';

/** What a planner says: how many keys it has looked at, and at last the plan. */
export type Planner = AsyncGenerator<number | Plan, void>;

/** A planner's notices: how far it is, ten times a second at most, and its plan. */
export function planning(
  options: CallOptions | undefined,
  plan: (signal: AbortSignal) => Planner,
): AsyncIterable<PlanNotice> {
  return stoppable(options?.signal, async function* (signal): AsyncGenerator<PlanNotice, void> {
    const isDue = paced();
    for await (const step of plan(signal)) {
      if (typeof step !== 'number') yield { kind: 'planned', plan: step };
      else if (isDue()) yield { kind: 'progress', scanned: step };
    }
  });
}

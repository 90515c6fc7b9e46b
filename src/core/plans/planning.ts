import type { CallOptions } from '../../contract/abort.ts';
import type { Plan, PlanNotice } from '../../contract/plans.ts';
import { paced } from '../streams/paced.ts';
import { stoppable } from '../streams/stoppable.ts';

/** A planner yields how many keys it has looked at, and finally the plan. */
export type Planner = AsyncGenerator<number | Plan, void>;

/** Yields a planner's progress, at most ten times a second, and its plan. */
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

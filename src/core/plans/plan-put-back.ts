import { EtcdeckError } from '../../contract/failure.ts';
import type { PlansApi } from '../../contract/plans.ts';
import type { PlanParts } from './plan-parts.ts';
import type { Planner } from './planning.ts';

/** STAND-IN */
// biome-ignore lint/correctness/useYield: a stand-in
export async function* planPutBack(
  _parts: PlanParts,
  _request: Parameters<PlansApi['planPutBack']>[0],
  _signal: AbortSignal,
): Planner {
  throw new EtcdeckError({ code: 'Internal', message: 'not there yet' });
}

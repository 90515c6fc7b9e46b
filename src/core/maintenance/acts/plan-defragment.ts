import { memberName } from '../../../contract/member-name.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import type { Planner } from '../../plans/planning.ts';
import { defragmentationsOf } from './defragmentations.ts';
import { defragmentOutlook } from './gains.ts';
import { type MaintenancePlanParts, planMaintenance } from './maintenance-planner.ts';

/** Plans to defragment members one by one. */
export function planDefragment(
  parts: MaintenancePlanParts,
  { connection, members }: Parameters<PlansApi['planDefragment']>[0],
  signal: AbortSignal,
): Planner {
  return planMaintenance(
    parts,
    connection,
    async (planning) => {
      const { targets, ...drafted } = await defragmentationsOf(planning, { members, isAfterCompaction: false });
      const names = targets.map(memberName);
      const [only] = names;
      return {
        ...drafted,
        ...defragmentOutlook(targets),
        act: 'defragment',
        what: names.join(', '),
        ...(names.length === 1 && only !== undefined ? { confirmedBy: only } : {}),
      };
    },
    signal,
  );
}

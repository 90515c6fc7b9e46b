import type { PlansApi } from '../../../contract/plans.ts';
import type { Planner } from '../../plans/planning.ts';
import { compactionTo, compactTarget } from './compact-target.ts';
import { type MaintenancePlanParts, planMaintenance } from './maintenance-planner.ts';

/** Plans a compaction to a revision, or to an age of the history. */
export function planCompact(
  parts: MaintenancePlanParts,
  { connection, to, isPhysical }: Parameters<PlansApi['planCompact']>[0],
  signal: AbortSignal,
): Planner {
  return planMaintenance(
    parts,
    connection,
    async (planning) => {
      const target = await compactTarget(parts, planning, to);
      return { ...compactionTo(planning, target, isPhysical), act: 'compact', what: `to revision ${target.revision}` };
    },
    signal,
  );
}

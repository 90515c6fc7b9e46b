import type { PlansApi } from '../../../contract/plans.ts';
import { alarmList } from '../../etcd/maintenance.ts';
import type { Planner } from '../../plans/planning.ts';
import { readQuotas } from '../member-quotas.ts';
import { compactionTo, nearestTarget } from './compact-target.ts';
import { defragmentationsOf } from './defragmentations.ts';
import { disarmAlarm, disarmLines } from './disarm-alarm.ts';
import { reclaimOutlook } from './gains.ts';
import { type MaintenancePlanParts, planMaintenance } from './maintenance-planner.ts';

/** Plans the way out of NOSPACE: compact, defragment member by member, disarm where every member is below its quota. */
export function planReclaim(
  parts: MaintenancePlanParts,
  { connection, keepMs }: Parameters<PlansApi['planReclaim']>[0],
  signal: AbortSignal,
): Planner {
  return planMaintenance(
    parts,
    connection,
    async (planning) => {
      const { on, held, leader, status, lineAt } = planning;
      const compaction = compactionTo(planning, await nearestTarget(parts, planning, keepMs), false);
      const compacts = compaction.operations.length > 0;
      const defragmentations = await defragmentationsOf(planning, { members: null, isAfterCompaction: compacts });
      const raised = await alarmList(held.client, { endpoint: leader.endpoint, signal });
      const full = raised.filter(({ alarm }) => alarm === 'NOSPACE');
      const { targets } = defragmentations;
      const outlook = reclaimOutlook(targets, await readQuotas(held, targets, signal), compacts);
      return {
        act: 'reclaim',
        what: 'the space of old revisions and free pages',
        operations: [
          ...compaction.operations,
          ...defragmentations.operations,
          ...full.map((one) => disarmAlarm(on, one, status.members)),
        ],
        obstacle: defragmentations.obstacle,
        consequences: [
          ...compaction.consequences,
          ...outlook.consequences,
          ...(full.length > 0 ? (['AlarmMayReturn'] as const) : []),
        ],
        figures: { ...compaction.figures, ...outlook.figures },
        etcdctl: [
          ...compaction.etcdctl,
          ...defragmentations.etcdctl,
          ...disarmLines(raised, full, lineAt(leader.endpoint, ['alarm', 'disarm'])),
        ],
      };
    },
    signal,
  );
}

import type { PlansApi } from '../../../contract/plans.ts';
import { alarmList } from '../../etcd/maintenance.ts';
import { obstacleOf } from '../../members/acts/member-planner.ts';
import type { Planner } from '../../plans/planning.ts';
import { readQuotas } from '../member-quotas.ts';
import { disarmAlarm, disarmLines, refuseFull } from './disarm-alarm.ts';
import { type MaintenancePlanParts, planMaintenance } from './maintenance-planner.ts';

/** Plans to clear every alarm of one kind. */
export function planDisarm(
  parts: MaintenancePlanParts,
  { connection, alarm }: Parameters<PlansApi['planDisarm']>[0],
  signal: AbortSignal,
): Planner {
  return planMaintenance(
    parts,
    connection,
    async ({ on, held, leader, lineAt, status: { members } }) => {
      const listed = await alarmList(held.client, { endpoint: leader.endpoint, signal });
      const raised = listed.filter((one) => one.alarm === alarm);
      const quotas = alarm === 'NOSPACE' && raised.length > 0 ? await readQuotas(held, members, signal) : [];
      return {
        act: 'disarm',
        what: `the alarm ${alarm}`,
        operations: raised.map((one) => disarmAlarm(on, one, members)),
        obstacle: obstacleOf(() => refuseFull(quotas)),
        consequences:
          raised.length === 0 ? [] : ['AlarmMayReturn', ...(alarm === 'CORRUPT' ? (['RepairsNothing'] as const) : [])],
        etcdctl: disarmLines(listed, raised, lineAt(leader.endpoint, ['alarm', 'disarm'])),
      };
    },
    signal,
  );
}

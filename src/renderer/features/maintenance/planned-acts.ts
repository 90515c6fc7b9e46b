import type { Api } from '../../../contract/api.ts';
import type { AlarmType } from '../../../contract/cluster.ts';
import type { ConnectionId, MemberId } from '../../../contract/ids.ts';
import type { PerformanceLoad } from '../../../contract/maintenance.ts';
import type { PlanRequest } from '../../state/plans.ts';

interface Parts {
  readonly api: Pick<Api, 'plans'>;
  readonly connection: ConnectionId;
}

/** `null`: all voting members. `what` names them, for the title. */
export const defragmentRequest = (
  { api, connection }: Parts,
  members: readonly MemberId[] | null,
  what: string,
): PlanRequest => ({
  title: `Defragment ${what}?`,
  confirm: 'Defragment',
  doing: `Defragmenting ${what}`,
  plan: (options) => api.plans.planDefragment({ connection, members }, options),
});

export const compactRequest = (
  { api, connection }: Parts,
  to: Parameters<Api['plans']['planCompact']>[0]['to'],
  isPhysical: boolean,
): PlanRequest => ({
  title: 'Give up history?',
  confirm: 'Compact',
  doing: 'Compacting',
  plan: (options) => api.plans.planCompact({ connection, to, isPhysical }, options),
});

export const reclaimRequest = ({ api, connection }: Parts, keepMs: number): PlanRequest => ({
  title: 'Reclaim space?',
  confirm: 'Reclaim space',
  doing: 'Reclaiming space',
  plan: (options) => api.plans.planReclaim({ connection, keepMs }, options),
});

export const disarmRequest = ({ api, connection }: Parts, alarm: AlarmType): PlanRequest => ({
  title: `Clear the alarm ${alarm}?`,
  confirm: 'Clear it',
  doing: `Clearing the alarm ${alarm}`,
  plan: (options) => api.plans.planDisarm({ connection, alarm }, options),
});

/** `null` cancels it. */
export const downgradeRequest = ({ api, connection }: Parts, to: string | null): PlanRequest => ({
  title: to === null ? 'Cancel the downgrade?' : `Enable the downgrade to ${to}?`,
  confirm: to === null ? 'Cancel the downgrade' : 'Enable it',
  doing: to === null ? 'Cancelling the downgrade' : `Enabling the downgrade to ${to}`,
  plan: (options) => api.plans.planDowngrade({ connection, to }, options),
});

export const performanceRequest = (
  { api, connection }: Parts,
  load: PerformanceLoad,
  onDidEnd: NonNullable<PlanRequest['onDidEnd']>,
): PlanRequest => ({
  title: 'Check the performance?',
  confirm: 'Write for a minute',
  doing: 'Checking the performance',
  plan: (options) => api.plans.planCheckPerformance({ connection, load }, options),
  onDidEnd,
});

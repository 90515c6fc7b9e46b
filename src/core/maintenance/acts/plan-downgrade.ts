import { EtcdeckError } from '../../../contract/failure.ts';
import type { DowngradeState } from '../../../contract/maintenance.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import { downgrade } from '../../etcd/downgrade.ts';
import type { Planner } from '../../plans/planning.ts';
import { versionsOf } from '../versions/read-versions.ts';
import { Downgrade, type DowngradeAim, refuseUnanswering } from './downgrade.ts';
import { type MaintenancePlanning, type MaintenancePlanParts, planMaintenance } from './maintenance-planner.ts';

const readMs = 3_000;

/** Plans to enable a downgrade by one minor version, or to cancel the one that is under way. */
export function planDowngrade(
  parts: MaintenancePlanParts,
  { connection, to }: Parameters<PlansApi['planDowngrade']>[0],
  signal: AbortSignal,
): Planner {
  return planMaintenance(
    parts,
    connection,
    async (planning) => {
      const { held, on, status, leader, lineAt } = planning;
      const { downgrade: state } = await versionsOf(held, status, signal);
      const aim = aimOf(state, to);
      const version = to ?? ('to' in state ? state.to : null);
      const enabled = aim !== null && 'enable' in aim ? aim.enable : null;
      return {
        act: 'downgrade',
        what: subjectOf(to, version),
        ...(to === null && { verb: 'Cancelled' }),
        operations: aim === null ? [] : [new Downgrade(on.client, on.ask, aim)],
        obstacle: aim === null ? null : (refusalOf(state, aim) ?? (await refusedBy(planning, enabled))),
        consequences: enabled === null ? [] : ['LowersVersion'],
        figures: enabled === null ? {} : { to: enabled },
        etcdctl: linesOf(aim).map((words) => lineAt(leader.endpoint, ['downgrade', ...words])),
      };
    },
    signal,
  );
}

/** Has the leader validate a downgrade that is to be enabled, and returns why it refuses. */
async function refusedBy(
  { held, status, leader, signal }: MaintenancePlanning,
  enabled: string | null,
): Promise<EtcdeckError | null> {
  if (enabled === null) return null;
  try {
    refuseUnanswering(status);
    await downgrade(held.client, 'Validate', enabled, { endpoint: leader.endpoint, timeoutMs: readMs, signal });
    return null;
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    return error;
  }
}

/** As the end of `Changed …`, or of `Cancelled …` where a downgrade is. */
function subjectOf(to: string | null, version: string | null): string {
  if (to !== null) return `the cluster’s version to ${to}`;
  return version === null ? 'no downgrade' : `the downgrade to ${version}`;
}

/** Returns what is to be done; `null`: nothing. */
function aimOf(state: DowngradeState, to: string | null): DowngradeAim | null {
  if (to === null) return state.kind === 'underWay' ? { cancel: state.to } : null;
  return state.kind === 'underWay' && state.to === to ? null : { enable: to };
}

function refusalOf(state: DowngradeState, aim: DowngradeAim): EtcdeckError | null {
  const refusal = { operation: 'downgrade' } as const;
  if ('cancel' in aim) return null;
  switch (state.kind) {
    case 'notOffered':
      return new EtcdeckError({ ...refusal, code: 'VersionUnsafe', message: state.reason, detail: { fixed: '3.6' } });
    case 'underWay': {
      const message = `a downgrade to ${state.to} is under way`;
      return new EtcdeckError({ ...refusal, code: 'DowngradeInProcess', message });
    }
    case 'possible': {
      if (state.to === aim.enable) return null;
      const message = `the cluster can be downgraded to ${state.to}, and to nothing else`;
      return new EtcdeckError({ ...refusal, code: 'InvalidDowngradeTargetVersion', message });
    }
  }
}

function linesOf(aim: DowngradeAim | null): readonly (readonly string[])[] {
  if (aim === null) return [];
  return 'enable' in aim
    ? [
        ['validate', aim.enable],
        ['enable', aim.enable],
      ]
    : [['cancel']];
}

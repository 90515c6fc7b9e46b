import { etcdctlLine } from '../../../contract/etcdctl-line.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { DowngradeState } from '../../../contract/maintenance.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import { downgrade } from '../../etcd/downgrade.ts';
import { head } from '../../etcd/kv.ts';
import type { MemberPlanParts } from '../../members/acts/member-planner.ts';
import { requireLeader } from '../../members/world.ts';
import type { Planner } from '../../plans/planning.ts';
import { versionsOf } from '../versions/read-versions.ts';
import { Downgrade, type DowngradeAim, refuseUnanswering } from './downgrade.ts';

const readMs = 3_000;

/** Plans to enable a downgrade by one minor version, or to cancel the one that is under way. */
export async function* planDowngrade(
  { open, cluster, store }: MemberPlanParts,
  { connection, to }: Parameters<PlansApi['planDowngrade']>[0],
  signal: AbortSignal,
): Planner {
  const held = open.require(connection);
  const { client } = held;
  const ask = (asking: AbortSignal) => cluster.status({ connection }, { signal: asking });
  const status = await ask(signal);
  const { endpoint } = requireLeader(status);
  const { downgrade: state } = await versionsOf(held, status, signal);
  const aim = aimOf(state, to);
  let obstacle = aim === null ? null : refusalOf(state, aim);
  if (obstacle === null && aim !== null && 'enable' in aim) {
    try {
      refuseUnanswering(status);
      await downgrade(client, 'Validate', aim.enable, { endpoint, timeoutMs: readMs, signal });
    } catch (error) {
      if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
      obstacle = error;
    }
  }
  const { revision } = await head(client, { endpoint, signal });
  const version = to ?? ('to' in state ? state.to : null);
  const isEnabling = aim !== null && 'enable' in aim;
  yield await store.addOperations(
    {
      act: 'downgrade',
      connection: held,
      subject: { kind: 'maintenance', what: subjectOf(to, version) },
      operations: aim === null ? [] : [new Downgrade(client, ask, aim)],
      consequences: isEnabling ? ['LowersVersion'] : [],
      figures: isEnabling ? { to: aim.enable } : {},
      etcdctl: linesOf(aim).map((words) => etcdctlLine(held.profile, ['downgrade', ...words], [endpoint])),
      kubectl: [],
      quorum: null,
      confirmedBy: held.profile.name,
      revision,
      obstacle,
    },
    signal,
  );
}

/** As the end of `Changed …`. */
function subjectOf(to: string | null, version: string | null): string {
  if (to !== null) return `the cluster’s version to ${to}`;
  return version === null ? 'no downgrade' : `the downgrade to ${version}, which is cancelled`;
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

import type { MemberStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { requireMember } from '../../members/require-member.ts';
import type { Operation } from '../../plans/operation.ts';
import { calmWorld, type Patience } from './calm-world.ts';
import { DefragmentMember } from './defragment-member.ts';
import type { MaintenancePlanning } from './maintenance-planner.ts';

/** A member may be behind for a moment. */
const patience: Patience = { laggingMs: 3_000, silentMs: 0 };

/** The defragmentations of a plan. */
export interface Defragmentations {
  /** Whom, the leader last. */
  readonly targets: readonly MemberStatus[];
  readonly operations: readonly Operation[];
  readonly etcdctl: readonly string[];
  /** Why they must not begin now. */
  readonly obstacle: EtcdeckError | null;
}

/**
 * Returns the defragmentations of members one by one, the leader last; `null`: of all voting members. Fails with
 * `MemberNotFound`, `NoLeader`, `PermissionDenied`.
 */
export async function defragmentationsOf(
  { on, status, signal, lineAt }: Pick<MaintenancePlanning, 'on' | 'status' | 'signal' | 'lineAt'>,
  { members, isAfterCompaction }: { readonly members: readonly MemberId[] | null; readonly isAfterCompaction: boolean },
): Promise<Defragmentations> {
  const chosen =
    members === null
      ? status.members.filter(({ isLearner }) => !isLearner)
      : [...new Set(members)].map((member) => requireMember(status.members, member, 'defragment'));
  // A stable sort: the others keep their order.
  const targets = chosen.toSorted((a, b) => Number(a.isLeader === true) - Number(b.isLeader === true));
  const ids = targets.map(({ id }) => id);
  const { refusal } = await calmWorld(on, ids, patience, signal);
  return {
    targets,
    operations: targets.map(
      (target, at) =>
        new DefragmentMember(on, target, {
          isFirst: at === 0,
          isLast: at === targets.length - 1,
          isAfterCompaction: isAfterCompaction && at === 0,
        }),
    ),
    etcdctl: targets.map(({ endpoint }) => lineAt(endpoint, ['defrag'])),
    obstacle: refusal === null ? null : new EtcdeckError(refusal),
  };
}

import { memberName } from '../../../contract/member-name.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import type { Planner } from '../../plans/planning.ts';
import { forgetsPromotion } from '../membership-rules.ts';
import { requireMember } from '../require-member.ts';
import { refuseChange } from './member-act.ts';
import { type MemberPlanParts, obstacleOf, planMembers, votesAround } from './member-planner.ts';
import { promoteMember } from './promote-member.ts';

/** Plans to give a learner a vote; nothing, where it has one. */
export function planMemberPromote(
  parts: MemberPlanParts,
  { connection, member }: Parameters<PlansApi['planMemberPromote']>[0],
  signal: AbortSignal,
): Planner {
  return planMembers(
    parts,
    connection,
    ({ on, seen, lineAt }) => {
      const target = requireMember(seen.members, member);
      const change = { kind: 'promote', member } as const;
      const isNeeded = target.isLearner;
      const { quorum, consequences } = votesAround(isNeeded ? [change] : [], seen);
      return {
        act: 'memberPromote',
        what: `${memberName(target)} to a voting member`,
        operations: isNeeded ? [promoteMember(on, target)] : [],
        obstacle: isNeeded ? obstacleOf(() => refuseChange(change, seen.world)) : null,
        consequences: [
          ...(isNeeded && seen.world.members.some(({ version }) => forgetsPromotion(version))
            ? (['VersionForgets'] as const)
            : []),
          ...consequences,
        ],
        etcdctl: isNeeded ? [lineAt(seen.leader.endpoint, ['member', 'promote', member])] : [],
        quorum,
        confirmedBy: memberName(target),
      };
    },
    signal,
  );
}

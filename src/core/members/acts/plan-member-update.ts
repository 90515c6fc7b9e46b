import { memberName } from '../../../contract/member-name.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import { checkedPeerURLs } from '../../etcd/peer-urls.ts';
import type { Planner } from '../../plans/planning.ts';
import { requireMember } from '../require-member.ts';
import { refuseChange } from './member-act.ts';
import { type MemberPlanParts, obstacleOf, oddPeerURLs, planMembers, votesAround } from './member-planner.ts';
import { hasSamePeerURLs, refuseTakenURLs } from './peer-urls-of.ts';
import { updateMember } from './update-member.ts';

/** Plans to change a member's peer URLs; nothing, where it has them. */
export function planMemberUpdate(
  parts: MemberPlanParts,
  { connection, member, peerURLs }: Parameters<PlansApi['planMemberUpdate']>[0],
  signal: AbortSignal,
): Planner {
  return planMembers(
    parts,
    connection,
    async (planning) => {
      const { on, seen, lineAt } = planning;
      const target = requireMember(seen.members, member);
      const change = { kind: 'update', member } as const;
      const isNeeded = !hasSamePeerURLs(target.peerURLs, peerURLs);
      return {
        act: 'memberUpdate',
        what: `the peer URLs of ${memberName(target)}`,
        operations: isNeeded ? [updateMember(on, target, peerURLs)] : [],
        obstacle: obstacleOf(
          () => void checkedPeerURLs(peerURLs),
          () => refuseTakenURLs(peerURLs, seen.members, member),
          () => (isNeeded ? refuseChange(change, seen.world) : undefined),
        ),
        consequences: isNeeded ? ['NeedsRestart'] : [],
        oddPeerURLs: isNeeded ? await oddPeerURLs(planning, peerURLs, member) : [],
        etcdctl: isNeeded
          ? [lineAt(seen.leader.endpoint, ['member', 'update', member, `--peer-urls=${peerURLs.join(',')}`])]
          : [],
        quorum: votesAround([change], seen).quorum,
        confirmedBy: memberName(target),
      };
    },
    signal,
  );
}

import { EtcdeckError } from '../../../contract/failure.ts';
import { memberName } from '../../../contract/member-name.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import { checkedPeerURLs } from '../../etcd/peer-urls.ts';
import { memberAddWords } from '../../etcdctl/member-add-words.ts';
import type { Planner } from '../../plans/planning.ts';
import type { WorldMember } from '../membership-rules.ts';
import { refuseTakenName } from '../refuse-taken-name.ts';
import { requireMember } from '../require-member.ts';
import { addMember } from './add-member.ts';
import { refuseChange } from './member-act.ts';
import { type MemberPlanParts, obstacleOf, oddPeerURLs, planMembers, votesAround } from './member-planner.ts';
import { refuseTakenURLs } from './peer-urls-of.ts';
import { removeMember } from './remove-member.ts';

/**
 * Plans to remove a member that does not answer, then to add a learner in its place. Adding it first would need one more
 * member for quorum, and the server refuses it while one is down.
 */
export function planMemberReplace(
  parts: MemberPlanParts,
  { connection, member, name, peerURLs }: Parameters<PlansApi['planMemberReplace']>[0],
  signal: AbortSignal,
): Planner {
  return planMembers(
    parts,
    connection,
    async (planning) => {
      const { on, seen, lineAt } = planning;
      const target = requireMember(seen.members, member);
      const [removal, addition] = [{ kind: 'remove', member } as const, { kind: 'add', isLearner: true } as const];
      const without = { members: seen.world.members.filter(({ id }) => id !== member) };
      const added = { name, peerURLs, isLearner: true };
      const { quorum, consequences } = votesAround([removal, addition], seen);
      return {
        act: 'memberReplace',
        what: `${memberName(target)} with ${name}`,
        operations: [removeMember(on, target), addMember(on, added, seen.members)],
        obstacle: obstacleOf(
          () => refuseTakenName(name, seen.members, member),
          () => void checkedPeerURLs(peerURLs),
          () => refuseTakenURLs(peerURLs, seen.members, member),
          () => refuseAnswering(requireMember(seen.world.members, member)),
          () => refuseChange(removal, seen.world),
          () => refuseChange(addition, without),
        ),
        consequences: ['DiscardsMember', 'NeedsStart', ...consequences],
        oddPeerURLs: await oddPeerURLs(planning, peerURLs, member),
        etcdctl: [
          lineAt(seen.leader.endpoint, ['member', 'remove', member]),
          lineAt(seen.leader.endpoint, memberAddWords(added)),
        ],
        quorum,
        confirmedBy: memberName(target),
      };
    },
    signal,
  );
}

function refuseAnswering(target: WorldMember): void {
  if (!target.isAnswering) return;
  const message = `${memberName(target)} answers: add the other member, promote it, then remove this one`;
  throw new EtcdeckError({ code: 'BadRequest', message, member: target.id, operation: 'planMemberReplace' });
}

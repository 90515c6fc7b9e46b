import type { PlansApi } from '../../../contract/plans.ts';
import { checkedPeerURLs } from '../../etcd/peer-urls.ts';
import { memberAddWords } from '../../etcdctl/member-add-words.ts';
import type { Planner } from '../../plans/planning.ts';
import { refuseTakenName } from '../refuse-taken-name.ts';
import { addMember } from './add-member.ts';
import { refuseChange } from './member-act.ts';
import {
  type MemberPlanParts,
  type MembersDraft,
  obstacleOf,
  oddPeerURLs,
  type Planning,
  planMembers,
  votesAround,
} from './member-planner.ts';
import { refuseTakenURLs } from './peer-urls-of.ts';

/** Plans to add a member. */
export function planMemberAdd(
  parts: MemberPlanParts,
  { connection, ...added }: Parameters<PlansApi['planMemberAdd']>[0],
  signal: AbortSignal,
): Planner {
  const { name, peerURLs, isLearner } = added;
  const draft = async (planning: Planning): Promise<MembersDraft> => {
    const { on, seen, lineAt } = planning;
    const change = { kind: 'add', isLearner } as const;
    const { quorum, consequences } = votesAround([change], seen);
    return {
      act: 'memberAdd',
      what: `${name} as a ${isLearner ? 'learner' : 'voting member'}`,
      operations: [addMember(on, added, seen.members)],
      obstacle: obstacleOf(
        () => refuseTakenName(name, seen.members, null),
        () => void checkedPeerURLs(peerURLs),
        () => refuseTakenURLs(peerURLs, seen.members, null),
        () => refuseChange(change, seen.world),
      ),
      consequences: ['NeedsStart', ...consequences],
      oddPeerURLs: await oddPeerURLs(planning, peerURLs, null),
      etcdctl: [lineAt(seen.leader.endpoint, memberAddWords(added))],
      quorum,
      confirmedBy: name,
    };
  };
  return planMembers(parts, connection, draft, signal);
}

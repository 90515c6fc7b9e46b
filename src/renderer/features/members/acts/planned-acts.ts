import type { Api } from '../../../../contract/api.ts';
import type { MemberStatus } from '../../../../contract/cluster.ts';
import type { ConnectionId, MemberId } from '../../../../contract/ids.ts';
import { nameOfMember } from '../../../parts/cluster/member-words.ts';
import type { PlanRequest } from '../../../state/plans.ts';
import { showMemberAct } from './member-act.ts';

interface Parts {
  readonly api: Pick<Api, 'plans'>;
  readonly connection: ConnectionId;
}

/** The name and the peer URLs of a member to be. */
export interface NewMemberFields {
  readonly name: string;
  readonly peerURLs: readonly string[];
}

/** Shows what to run on the host of the member that a plan added. */
const showStart =
  (name: string): NonNullable<PlanRequest['onDidEnd']> =>
  (report) => {
    if (report.kind === 'operations' && report.member !== null) {
      showMemberAct({ kind: 'start', member: report.member, name });
    }
  };

export const addRequest = (
  { api, connection }: Parts,
  { name, peerURLs, isLearner }: NewMemberFields & { readonly isLearner: boolean },
): PlanRequest => ({
  title: `Add ${name}?`,
  confirm: isLearner ? 'Add as a learner' : 'Add as a voting member',
  doing: `Adding ${name}`,
  plan: (options) => api.plans.planMemberAdd({ connection, name, peerURLs, isLearner }, options),
  onDidEnd: showStart(name),
});

export const replaceRequest = (
  { api, connection }: Parts,
  member: MemberStatus,
  { name, peerURLs }: NewMemberFields,
): PlanRequest => ({
  title: `Replace ${nameOfMember(member)} by ${name}?`,
  confirm: 'Replace it',
  doing: `Replacing ${nameOfMember(member)}`,
  plan: (options) => api.plans.planMemberReplace({ connection, member: member.id, name, peerURLs }, options),
  onDidEnd: showStart(name),
});

export const peerURLsRequest = (
  { api, connection }: Parts,
  member: MemberStatus,
  peerURLs: readonly string[],
): PlanRequest => ({
  title: `Change the peer URLs of ${nameOfMember(member)}?`,
  confirm: 'Change them',
  doing: `Changing the peer URLs of ${nameOfMember(member)}`,
  plan: (options) => api.plans.planMemberUpdate({ connection, member: member.id, peerURLs }, options),
});

export const promoteRequest = ({ api, connection }: Parts, member: MemberId, name: string): PlanRequest => ({
  title: `Promote ${name}?`,
  confirm: 'Promote it',
  doing: `Promoting ${name}`,
  plan: (options) => api.plans.planMemberPromote({ connection, member }, options),
});

export const removeRequest = ({ api, connection }: Parts, member: MemberStatus): PlanRequest => ({
  title: `Remove ${nameOfMember(member)}?`,
  confirm: 'Remove it',
  doing: `Removing ${nameOfMember(member)}`,
  plan: (options) => api.plans.planMemberRemove({ connection, member: member.id }, options),
});

/** `null`: the healthy follower that is least behind. */
export const moveLeaderRequest = ({ api, connection }: Parts, member: MemberStatus | null): PlanRequest => ({
  title: member === null ? 'Move the leader?' : `Make ${nameOfMember(member)} the leader?`,
  confirm: 'Move the leader',
  doing: 'Moving the leader',
  plan: (options) => api.plans.planMoveLeader({ connection, member: member?.id ?? null }, options),
});

import type { Api } from '../../../../contract/api.ts';
import type { MemberStatus } from '../../../../contract/cluster.ts';
import type { Failure } from '../../../../contract/failure.ts';
import type { ConnectionId, MemberId } from '../../../../contract/ids.ts';
import { memberName } from '../../../../contract/member-name.ts';
import { addedMember } from '../../../../contract/operations.ts';
import type { PlanRemedy, PlanRequest } from '../../../state/plans.ts';
import { showRecovery } from '../../../state/show-recovery.ts';
import { shownConnection } from '../../../state/shown-connection.ts';
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

/**
 * What can be done first: a member on its way has to be promoted, started or removed before anything else, and without a
 * leader there is only the way back.
 */
const remedyOn =
  (connection: ConnectionId) =>
  ({ code, member }: Failure): PlanRemedy | null => {
    if (code === 'NoLeader') {
      const run = (): void => {
        showMemberAct(null);
        showRecovery(connection);
      };
      return { label: 'Recover…', run };
    }
    if (member === undefined || (code !== 'TooManyLearners' && code !== 'MembershipBusy')) return null;
    return { label: 'Continue…', run: () => showMemberAct({ kind: 'start', member, name: '', isMove: false }) };
  };

/** Shows what to run on the host of the member that a plan added, unless the window shows something else by then. */
const thenStart = (name: string, isMove: boolean): Pick<PlanRequest, 'givesWay' | 'onDidEnd'> => ({
  givesWay: true,
  onDidEnd: (report, { connection }) => {
    if (report.kind !== 'operations' || report.outcome !== 'done') return;
    const member = addedMember(report.results);
    if (member === null) return;
    if (shownConnection.get()?.id !== connection) return;
    showMemberAct({ kind: 'start', member, name, isMove });
  },
});

export const addRequest = (
  { api, connection }: Parts,
  { name, peerURLs, isLearner }: NewMemberFields & { readonly isLearner: boolean },
  isMove = false,
): PlanRequest => ({
  title: `Add ${name}?`,
  confirm: isLearner ? 'Add as a learner' : 'Add as a voting member',
  doing: `Adding ${name}`,
  plan: (options) => api.plans.planMemberAdd({ connection, name, peerURLs, isLearner }, options),
  remedy: remedyOn(connection),
  ...thenStart(name, isMove),
});

export const replaceRequest = (
  { api, connection }: Parts,
  member: MemberStatus,
  { name, peerURLs }: NewMemberFields,
): PlanRequest => ({
  title: `Replace ${memberName(member)} by ${name}?`,
  confirm: 'Replace it',
  doing: `Replacing ${memberName(member)}`,
  plan: (options) => api.plans.planMemberReplace({ connection, member: member.id, name, peerURLs }, options),
  remedy: remedyOn(connection),
  ...thenStart(name, false),
});

export const peerURLsRequest = (
  { api, connection }: Parts,
  member: MemberStatus,
  peerURLs: readonly string[],
): PlanRequest => ({
  title: `Change the peer URLs of ${memberName(member)}?`,
  confirm: 'Change them',
  doing: `Changing the peer URLs of ${memberName(member)}`,
  plan: (options) => api.plans.planMemberUpdate({ connection, member: member.id, peerURLs }, options),
  remedy: remedyOn(connection),
  onDidEnd: ({ outcome }) => {
    // Its fields stay for another try.
    if (outcome === 'done') showMemberAct(null);
  },
});

export const promoteRequest = ({ api, connection }: Parts, member: MemberId, name: string): PlanRequest => ({
  title: `Promote ${name}?`,
  confirm: 'Promote it',
  doing: `Promoting ${name}`,
  plan: (options) => api.plans.planMemberPromote({ connection, member }, options),
  remedy: remedyOn(connection),
});

export const removeRequest = ({ api, connection }: Parts, member: MemberStatus): PlanRequest => ({
  title: `Remove ${memberName(member)}?`,
  confirm: 'Remove it',
  doing: `Removing ${memberName(member)}`,
  plan: (options) => api.plans.planMemberRemove({ connection, member: member.id }, options),
  remedy: remedyOn(connection),
});

/** `null`: the healthy follower that is least behind. */
export const moveLeaderRequest = ({ api, connection }: Parts, member: MemberStatus | null): PlanRequest => ({
  title: member === null ? 'Move the leader?' : `Make ${memberName(member)} the leader?`,
  confirm: 'Move the leader',
  doing: 'Moving the leader',
  plan: (options) => api.plans.planMoveLeader({ connection, member: member?.id ?? null }, options),
  remedy: remedyOn(connection),
});

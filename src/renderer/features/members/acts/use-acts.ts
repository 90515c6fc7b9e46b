import { useMemo } from 'react';
import type { MemberStatus } from '../../../../contract/cluster.ts';
import type { Finding } from '../../../../contract/findings.ts';
import { memberName } from '../../../../contract/member-name.ts';
import { lacksQuorum } from '../../../parts/cluster/quorum-words.ts';
import { useApi } from '../../../state/api.tsx';
import { useClusterStatus } from '../../../state/cluster.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { showPlan } from '../../../state/plans.ts';
import { showRecovery } from '../../../state/show-recovery.ts';
import { roleOf } from '../cluster-words.ts';
import type { MemberAction, MemberActions } from '../member-actions.ts';
import { showMemberAct } from './member-act.ts';
import { moveLeaderRequest, promoteRequest, removeRequest } from './planned-acts.ts';

/** Returns what can be done with the members of the open connection: each as a plan that is shown first. */
export function useActs(): MemberActions {
  const api = useApi();
  const { id: connection } = useConnection();
  const { value: status } = useClusterStatus();
  return useMemo(() => {
    const parts = { api, connection };
    const isHeld = status !== null && lacksQuorum(status);
    const start = ({ id, name }: MemberStatus, title: string): MemberAction => ({
      id: 'start',
      title,
      run: () => showMemberAct({ kind: 'start', member: id, name, isMove: false }),
    });
    const promote = (member: MemberStatus): MemberAction => ({
      id: 'promote',
      title: 'Promote…',
      isHeld,
      run: () => showPlan(promoteRequest(parts, member.id, memberName(member))),
    });
    const replace = (member: MemberStatus): MemberAction => ({
      id: 'replace',
      title: 'Replace…',
      isHeld,
      run: () => showMemberAct({ kind: 'replace', member }),
    });

    const of = (member: MemberStatus): readonly MemberAction[] => {
      const role = roleOf(member);
      const isStarted = role !== 'not started';
      return [
        ...(isStarted ? [] : [start(member, 'Show how to start it…')]),
        ...(isStarted && member.isLearner ? [start(member, 'How far is it…'), promote(member)] : []),
        ...(role === 'leader' ? [moveLeader('Move the leader…', null)] : []),
        ...(role === 'follower' ? [moveLeader('Make it the leader…', member)] : []),
        ...(role === 'silent' ? [replace(member)] : []),
        {
          id: 'peerURLs',
          title: 'Change its peer URLs…',
          isHeld,
          run: () => showMemberAct({ kind: 'peerURLs', member }),
        },
        { id: 'remove', title: 'Remove…', isHeld, run: () => showPlan(removeRequest(parts, member)) },
        ...(isHeld ? [recover] : []),
      ];
    };
    const moveLeader = (title: string, member: MemberStatus | null): MemberAction => ({
      id: 'moveLeader',
      title,
      isHeld,
      run: () => showPlan(moveLeaderRequest(parts, member)),
    });
    const recover: MemberAction = { id: 'recover', title: 'Recover…', run: () => showRecovery(connection) };

    const repair = ({ code, member: id }: Finding): MemberAction | null => {
      const member = status?.members.find((each) => each.id === id);
      switch (code) {
        case 'QuorumLost':
          return recover;
        case 'MemberDown':
          return member === undefined || isHeld ? null : replace(member);
        case 'MemberNotStarted':
        case 'LearnerStuck':
          return member === undefined ? null : start(member, 'Continue…');
        case 'LearnerWaiting':
          return member === undefined || isHeld ? null : promote(member);
        case 'EvenVoters':
          return isHeld ? null : addAction;
        default:
          return null;
      }
    };
    return { all: [addAction, moveAction].map((action) => ({ ...action, isHeld })), of, repair };
  }, [api, connection, status]);
}

const addAction: MemberAction = { id: 'add', title: 'Add a member…', run: () => showMemberAct({ kind: 'add' }) };

const moveAction: MemberAction = {
  id: 'move',
  title: 'Move to new hosts…',
  run: () => showMemberAct({ kind: 'move' }),
};

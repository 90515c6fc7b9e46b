import { memberName } from '../../../contract/member-name.ts';
import { type Member, memberPromote } from '../../etcd/cluster.ts';
import type { Operation } from '../../plans/operation.ts';
import { requireMember } from '../require-member.ts';
import { type ActingOn, memberOperation } from './member-act.ts';
import { targetOf } from './target-member.ts';

/** Gives a learner a vote. */
export function promoteMember(on: ActingOn, target: Member): Operation {
  return memberOperation(on, {
    step: {
      name: `Promote ${memberName(target)} to a voting member`,
      target: targetOf(target),
      precondition: `${memberName(target)} follows the leader's log, and enough voting members answer to be a quorum with it`,
      settledBy: 'asking for the member list',
      onFailure: 'stop',
      expectedMs: null,
    },
    change: { kind: 'promote', member: target.id },
    verdict(members) {
      const member = members.find(({ id }) => id === target.id);
      // An id is never given twice.
      if (member === undefined) return 'notDone';
      return member.isLearner ? 'unknown' : 'done';
    },
    refuse: ({ members }) => void requireMember(members, target.id),
    // Asked of the leader: it is the addressee of everything but the leader's own removal.
    send: (client, leader) => memberPromote(client, target.id, leader),
  });
}

import { memberName } from '../../../contract/member-name.ts';
import { type Member, memberRemove } from '../../etcd/cluster.ts';
import type { Operation } from '../../plans/operation.ts';
import { type ActingOn, memberOperation } from './member-act.ts';
import { targetOf } from './target-member.ts';

/** Removes a member, which stops for good. */
export function removeMember(on: ActingOn, target: Member): Operation {
  return memberOperation(on, {
    step: {
      name: `Remove ${memberName(target)}`,
      target: targetOf(target),
      precondition: 'Enough of the other voting members answer to be a quorum without it',
      settledBy: 'asking for the member list',
      onFailure: 'stop',
      expectedMs: null,
    },
    change: { kind: 'remove', member: target.id },
    verdict: (members) => (members.some(({ id }) => id === target.id) ? 'unknown' : 'done'),
    refuse: () => undefined,
    send: (client, options) => memberRemove(client, target.id, options),
  });
}

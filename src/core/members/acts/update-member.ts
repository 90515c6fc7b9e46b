import { memberName } from '../../../contract/member-name.ts';
import { type Member, memberUpdate } from '../../etcd/cluster.ts';
import { checkedPeerURLs } from '../../etcd/peer-urls.ts';
import type { Operation } from '../../plans/operation.ts';
import { requireMember } from '../require-member.ts';
import { type ActingOn, memberOperation } from './member-act.ts';
import { hasSamePeerURLs, refuseTakenURLs } from './peer-urls-of.ts';
import { targetOf } from './target-member.ts';

/** Replaces a member's peer URLs. */
export function updateMember(on: ActingOn, target: Member, peerURLs: readonly string[]): Operation {
  return memberOperation(on, {
    step: {
      name: `Change the peer URLs of ${memberName(target)}`,
      target: targetOf(target),
      precondition: 'A quorum answers, and no other member has these peer URLs',
      settledBy: 'asking for the member list',
      onFailure: 'stop',
      expectedMs: null,
    },
    change: { kind: 'update', member: target.id },
    verdict(members) {
      const member = members.find(({ id }) => id === target.id);
      // An id is never given twice.
      if (member === undefined) return 'notDone';
      return hasSamePeerURLs(member.peerURLs, peerURLs) ? 'done' : 'unknown';
    },
    refuse({ members }) {
      requireMember(members, target.id);
      checkedPeerURLs(peerURLs);
      refuseTakenURLs(peerURLs, members, target.id);
    },
    send: (client, options) => memberUpdate(client, target.id, checkedPeerURLs(peerURLs), options),
  });
}

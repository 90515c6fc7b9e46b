import type { MemberId } from '../../../contract/ids.ts';
import { type Member, memberAdd, memberAddAsLearner } from '../../etcd/cluster.ts';
import { checkedPeerURLs } from '../../etcd/peer-urls.ts';
import type { Operation } from '../../plans/operation.ts';
import { refuseTakenName } from '../refuse-taken-name.ts';
import { type ActingOn, memberOperation } from './member-act.ts';
import { hasSamePeerURLs, refuseTakenURLs } from './peer-urls-of.ts';

/** A member to add. */
export interface NewMember {
  /** For sentences only: a member tells its name when it starts. */
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly isLearner: boolean;
}

/** Adds a member. It is known by its peer URLs among those that were not members when this was planned. */
export function addMember(on: ActingOn, { name, peerURLs, isLearner }: NewMember, known: readonly Member[]): Operation {
  const others = new Set(known.map(({ id }) => id));
  let added: MemberId | null = null;
  const find = (members: readonly Member[]): MemberId | null =>
    members.find(
      (member) =>
        !others.has(member.id) && member.isLearner === isLearner && hasSamePeerURLs(member.peerURLs, peerURLs),
    )?.id ?? null;
  const operation = memberOperation(on, {
    step: {
      name: `Add ${name} as a ${isLearner ? 'learner' : 'voting member'}`,
      target: { kind: 'cluster', text: 'the cluster' },
      precondition: 'No other change of members is unfinished, a quorum is left, and no member has these peer URLs',
      settledBy: 'asking for the member list',
      onFailure: 'stop',
      expectedMs: null,
    },
    change: { kind: 'add', isLearner },
    verdict(members) {
      added = find(members);
      return added === null ? 'unknown' : 'done';
    },
    refuse({ members }) {
      refuseTakenName(name, members, null);
      checkedPeerURLs(peerURLs);
      refuseTakenURLs(peerURLs, members, null);
    },
    async send(client, options) {
      const urls = checkedPeerURLs(peerURLs);
      added = await (isLearner ? memberAddAsLearner : memberAdd)(client, urls, options);
    },
  });
  return { ...operation, result: () => (added === null ? null : { kind: 'memberAdded', member: added }) };
}

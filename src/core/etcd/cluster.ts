import type { ClusterId, MemberId } from '../../contract/ids.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { toClusterId, toMemberId } from './ids.ts';

/** A member in the member list. */
export interface Member {
  readonly id: MemberId;
  /** Empty until the member has started for the first time. */
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly clientURLs: readonly string[];
  readonly isLearner: boolean;
}

/** The members, as known by the endpoint that answered. */
export interface MemberList {
  readonly clusterId: ClusterId;
  readonly members: readonly Member[];
  readonly endpoint: string;
}

/**
 * Returns the member list as one member knows it, which may be behind. Read without quorum, so that it also works when
 * quorum is lost. 3.4 always answers so.
 */
export async function memberList(client: EtcdClient, options?: EtcdCallOptions): Promise<MemberList> {
  const { answer, endpoint } = await client.call(({ cluster }) => cluster.memberList({ linearizable: false }), options);
  return {
    clusterId: toClusterId(answer.header.cluster_id),
    members: answer.members.map((member) => ({
      id: toMemberId(member.ID),
      name: member.name,
      peerURLs: member.peerURLs,
      clientURLs: member.clientURLs,
      isLearner: member.isLearner,
    })),
    endpoint,
  };
}

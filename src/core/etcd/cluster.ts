import type { IMember } from 'etcd3';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId, MemberId } from '../../contract/ids.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { toClusterId, toMemberDecimal, toMemberId } from './ids.ts';
import { range, smallestKey } from './kv.ts';
import type { PeerURLs } from './peer-urls.ts';

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
  return await listMembers(client, false, options);
}

/**
 * Returns the member list with every change that was confirmed before it was asked for. Needs quorum: without it the
 * call lasts as long as its time. 3.4 answers from its own state, so that the member answers a linearizable read first.
 */
export async function currentMemberList(
  client: EtcdClient,
  { timeoutMs = client.callTimeoutMs, ...options }: EtcdCallOptions = {},
): Promise<MemberList> {
  const giveUpAt = Date.now() + timeoutMs;
  const endpoint = await readThroughLog(client, { ...options, timeoutMs });
  return await listMembers(client, true, { ...options, endpoint, timeoutMs: Math.max(1, giveUpAt - Date.now()) });
}

/**
 * Has a member answer a linearizable read, and returns its endpoint: it answers, follows the leader, and has applied
 * everything that was confirmed before. A user who may not read the key is refused only after that.
 */
export async function readThroughLog(client: EtcdClient, options?: EtcdCallOptions): Promise<string> {
  try {
    return (await range(client, { key: smallestKey, limit: 1, keysOnly: true }, options)).endpoint;
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'PermissionDenied' && error.endpoint !== undefined) {
      return error.endpoint;
    }
    throw error;
  }
}

async function listMembers(
  client: EtcdClient,
  linearizable: boolean,
  options: EtcdCallOptions | undefined,
): Promise<MemberList> {
  const { answer, endpoint } = await client.call(({ cluster }) => cluster.memberList({ linearizable }), options);
  return { clusterId: toClusterId(answer.header.cluster_id), members: answer.members.map(toMember), endpoint };
}

function toMember({ ID, name, peerURLs, clientURLs, isLearner }: IMember): Member {
  return { id: toMemberId(ID), name, peerURLs, clientURLs, isLearner };
}

// The calls below change the cluster and are sent once, to the endpoint given. Without quorum the server never gives up
// (3.4 to 3.7): the time of the call ends them, with `OutcomeUnknown`, and they may happen when quorum returns.

/** How a change of members is called. */
export interface ReconfigureOptions extends Pick<EtcdCallOptions, 'signal' | 'timeoutMs'> {
  readonly endpoint: string;
}

/**
 * Adds a voting member and returns its id. It counts in the quorum at once: of one member, writes wait until it has
 * started. Fails with `Unhealthy` where a voting member was not connected for five seconds, with `PeerURLExist`,
 * `MemberNotEnoughStarted`, `PermissionDenied`.
 */
export async function memberAdd(
  client: EtcdClient,
  peerURLs: PeerURLs,
  options: ReconfigureOptions,
): Promise<MemberId> {
  const request = { peerURLs: [...peerURLs] };
  const { answer } = await client.call(({ cluster }) => cluster.memberAdd(request), options);
  return toMemberId(answer.member.ID);
}

/** Does what `memberAdd` does, without a vote for the new member. Fails with `TooManyLearners` as well. */
export async function memberAddAsLearner(
  client: EtcdClient,
  peerURLs: PeerURLs,
  options: ReconfigureOptions,
): Promise<MemberId> {
  const request = { peerURLs: [...peerURLs], isLearner: true };
  const { answer } = await client.call(({ cluster }) => cluster.memberAdd(request), options);
  return toMemberId(answer.member.ID);
}

/**
 * Gives a learner a vote. Sent to the leader: with auth on, other members fail to pass it on before 3.5.28 and 3.6.6.
 * The server takes a learner for ready at 90% of the leader's index, frozen or not. Fails with `LearnerNotReady`,
 * `MemberNotLearner`, `MemberNotFound`.
 */
export async function memberPromote(client: EtcdClient, member: MemberId, leader: ReconfigureOptions): Promise<void> {
  await client.call(({ cluster }) => cluster.memberPromote({ ID: toMemberDecimal(member) }), leader);
}

/**
 * Removes a member, which stops for good. The server does not notice a frozen voter and lets quorum break. Fails with
 * `Unhealthy`, `MemberNotEnoughStarted`, `MemberNotFound`.
 */
export async function memberRemove(client: EtcdClient, member: MemberId, options: ReconfigureOptions): Promise<void> {
  await client.call(({ cluster }) => cluster.memberRemove({ ID: toMemberDecimal(member) }), options);
}

/**
 * Replaces a member's peer URLs. The server checks none of them (3.4 to 3.7), and one of bad form stops every other
 * member for good: hence `PeerURLs`. Before 3.5.31 and 3.6.12 a learner becomes a voter by it. Fails with
 * `PeerURLExist`, `MemberNotFound`.
 */
export async function memberUpdate(
  client: EtcdClient,
  member: MemberId,
  peerURLs: PeerURLs,
  options: ReconfigureOptions,
): Promise<void> {
  const request = { ID: toMemberDecimal(member), peerURLs: [...peerURLs] };
  await client.call(({ cluster }) => cluster.memberUpdate(request), options);
}

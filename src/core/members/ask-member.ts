import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import { isKeptFromUser } from '../etcd/auth.ts';
import type { EtcdClient } from '../etcd/client.ts';
import type { Member } from '../etcd/cluster.ts';
import { range, smallestKey } from '../etcd/kv.ts';
import { type EndpointStatus, status } from '../etcd/maintenance.ts';
import type { MemberPlaces } from './member-endpoints.ts';

/** The result of asking one member. */
export type MemberAnswer =
  | StatusAnswer
  /** It answers and sees a leader; this user may not read its status. */
  | { readonly kind: 'denied'; readonly endpoint: string; readonly latencyMs: number; readonly failure: Failure }
  | { readonly kind: 'silent'; readonly endpoint: string | null; readonly failure: Failure }
  /** It announces only URLs that protect less than the connection, so it was not dialled. */
  | { readonly kind: 'unasked'; readonly endpoint: string | null; readonly failure: Failure };

/** A member's answer in full. */
export interface StatusAnswer {
  readonly kind: 'status';
  readonly endpoint: string;
  readonly status: EndpointStatus;
}

/** What asking the members of one round needs. */
export interface Asking {
  readonly client: EtcdClient;
  readonly signal: Abort | undefined;
  readonly timeoutMs: number;
  /** On 3.5, users other than root may not read the status; once refused, it is not requested again. */
  isStatusDenied: boolean;
  /** Called with the member that answered at an endpoint. */
  readonly onDidAnswer: (endpoint: string, member: MemberId) => void;
}

const leastTimeoutMs = 1_000;

/** Asks one member at its endpoints, in sequence until one answers, within one time limit. Needs no quorum. */
export async function askMember(
  asking: Asking,
  member: Member,
  { endpoints, refusal }: MemberPlaces,
): Promise<MemberAnswer> {
  if (refusal !== null) {
    const { endpoint = null } = refusal;
    return { kind: 'unasked', endpoint, failure: { ...refusal.toFailure(), member: member.id } };
  }
  if (endpoints.length === 0) return { kind: 'silent', endpoint: null, failure: notStarted(member) };
  const timeoutMs = Math.max(leastTimeoutMs, asking.timeoutMs / endpoints.length);
  let silent: MemberAnswer | null = null;
  for (const endpoint of endpoints) {
    try {
      return await askAt(asking, member, endpoint, timeoutMs);
    } catch (error) {
      const failure = toFailure(error, endpoint, member);
      if (failure.code === 'Cancelled') throw error;
      silent ??= { kind: 'silent', endpoint, failure };
    }
  }
  return silent ?? { kind: 'silent', endpoint: null, failure: notStarted(member) };
}

async function askAt(asking: Asking, member: Member, endpoint: string, timeoutMs: number): Promise<MemberAnswer> {
  const { client, signal } = asking;
  if (!asking.isStatusDenied) {
    try {
      const found = await status(client, endpoint, { timeoutMs, signal });
      asking.onDidAnswer(endpoint, found.memberId);
      if (found.memberId !== member.id) throw anotherMember(endpoint, found.memberId);
      return { kind: 'status', endpoint, status: found };
    } catch (error) {
      if (!isKeptFromUser(error)) throw error;
      asking.isStatusDenied = true;
    }
  }
  return askWithoutStatus(asking, member, endpoint, timeoutMs);
}

/**
 * Returns what any user can learn about a member: a linearizable read is checked against the user's permissions only
 * after the member has confirmed its leader, so a denied key shows as much as a returned one. Learners refuse such
 * reads, and are only asked for any answer.
 */
async function askWithoutStatus(
  { client, signal }: Asking,
  member: Member,
  endpoint: string,
  timeoutMs: number,
): Promise<MemberAnswer> {
  const askedAt = performance.now();
  try {
    const request = { key: smallestKey, limit: 1, keysOnly: true, serializable: member.isLearner };
    await range(client, request, { endpoint, timeoutMs, signal });
  } catch (error) {
    if (!isKeptFromUser(error)) throw error;
  }
  const latencyMs = Math.round(performance.now() - askedAt);
  const message = 'the user may not ask for the status of a member';
  const failure = { code: 'PermissionDenied', message, operation: 'status', endpoint, retry: false } as const;
  return { kind: 'denied', endpoint, latencyMs, failure: { ...failure, member: member.id } };
}

function toFailure(error: unknown, endpoint: string, member: Member): Failure {
  if (error instanceof EtcdeckError) return { ...error.toFailure(), endpoint, member: member.id };
  return { code: 'Internal', message: String(error), endpoint, member: member.id, retry: false };
}

function notStarted(member: Member): Failure {
  const message = member.name === '' ? 'the member has not started yet' : 'the member announces no client URL';
  return { code: 'Unavailable', message, member: member.id, retry: true };
}

function anotherMember(endpoint: string, other: MemberId): EtcdeckError {
  return new EtcdeckError({ code: 'Unavailable', message: `member ${other} answers here`, endpoint, retry: true });
}

import type { AlarmType, MemberStatus } from '../../contract/cluster.ts';
import type { Failure } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { Member } from '../etcd/cluster.ts';
import type { EndpointStatus } from '../etcd/maintenance.ts';
import type { MemberAnswer } from './ask-member.ts';
import { raisedAlarms } from './raised-alarms.ts';

/** Returns the rows of the members, from their answers. */
export function memberStatuses(
  members: readonly Member[],
  answers: ReadonlyMap<MemberId, MemberAnswer>,
): readonly MemberStatus[] {
  const told = statusesIn(answers);
  const alarms = raisedAlarms(told.flatMap((status) => status.errors));
  // A partitioned member may still name a leader of an older term.
  const latest = told.filter((status) => status.leader !== null).sort((a, b) => b.raftTerm - a.raftTerm)[0];
  return members.map((member) =>
    memberStatus(member, answers.get(member.id), alarms.get(member.id) ?? [], latest?.leader ?? null),
  );
}

/** Returns the alarms raised in the cluster, each once. */
export function alarmsIn(answers: ReadonlyMap<MemberId, MemberAnswer>): readonly AlarmType[] {
  const raised = raisedAlarms(statusesIn(answers).flatMap((status) => status.errors));
  return [...new Set([...raised.values()].flat())].sort();
}

const statusesIn = (answers: ReadonlyMap<MemberId, MemberAnswer>): readonly EndpointStatus[] =>
  [...answers.values()].flatMap((answer) => (answer.kind === 'status' ? [answer.status] : []));

function memberStatus(
  member: Member,
  answer: MemberAnswer | undefined,
  alarms: readonly AlarmType[],
  leader: MemberId | null,
): MemberStatus {
  const { id, name, peerURLs, clientURLs } = member;
  const status = answer?.kind === 'status' ? answer.status : null;
  const failure = whyUnhealthy(member, answer, alarms);
  return {
    id,
    name,
    peerURLs,
    clientURLs,
    endpoint: answer?.endpoint ?? null,
    isLearner: status?.isLearner ?? member.isLearner,
    isLeader: leads(id, answer, leader),
    healthy: answer === undefined || answer.kind === 'unasked' ? null : failure === null,
    failure: failure ?? (answer?.kind === 'denied' ? answer.failure : null),
    latencyMs: status?.latencyMs ?? (answer?.kind === 'denied' ? answer.latencyMs : null),
    version: status?.version ?? null,
    dbSize: status?.dbSize ?? null,
    dbSizeInUse: status?.dbSizeInUse ?? null,
    dbSizeQuota: status?.dbSizeQuota ?? null,
    raftTerm: status?.raftTerm ?? null,
    raftIndex: status?.raftIndex ?? null,
    raftAppliedIndex: status?.raftAppliedIndex ?? null,
    revision: status?.revision ?? null,
    alarms,
  };
}

/**
 * Where no member names a leader, only a member that says so itself is known not to lead. A member whose answer has not
 * arrived is what the others say.
 */
function leads(id: MemberId, answer: MemberAnswer | undefined, leader: MemberId | null): boolean | null {
  if (answer === undefined) return leader === null ? null : leader === id;
  if (answer.kind === 'status') return leader === id;
  return leader === null ? null : false;
}

function whyUnhealthy({ id }: Member, answer: MemberAnswer | undefined, alarms: readonly AlarmType[]): Failure | null {
  if (answer === undefined) return null;
  if (answer.kind === 'silent' || answer.kind === 'unasked') return answer.failure;
  const facts = { operation: 'status', endpoint: answer.endpoint, member: id };
  if (answer.kind === 'status' && answer.status.leader === null) {
    return { code: 'NoLeader', message: 'the member sees no leader', ...facts, retry: true };
  }
  if (alarms.includes('CORRUPT')) {
    return { code: 'Corrupt', message: 'the alarm CORRUPT is raised for this member', ...facts, retry: false };
  }
  return null;
}

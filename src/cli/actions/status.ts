import type { ClusterStatus, MemberStatus, Quorum } from '../../contract/cluster.ts';
import { type WritesCondition, writesCondition } from '../../contract/writes-condition.ts';
import { joined, type Printable, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { errorJson, quorumJson } from '../shared-json.ts';
import { byteSize, table } from '../table.ts';

export async function status(invocation: Invocation): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  const answer = await invocation.withSession(({ api, connection }) => api.cluster.status({ connection }, { signal }));
  await console.print(format === 'json' ? jsonLine(toJson(answer)) : toTable(answer));
  return answer.quorum.hasQuorum ? 0 : 1;
}

function toJson({ clusterId, quorum, members }: ClusterStatus): unknown {
  return { clusterId, quorum: quorumJson(quorum), members: members.map(memberJson) };
}

function memberJson(member: MemberStatus): unknown {
  const { id, name, endpoint, isLearner, isLeader, healthy, failure } = member;
  const { latencyMs, version, dbSize, dbSizeInUse, dbSizeQuota } = member;
  const { raftTerm, raftIndex, raftAppliedIndex, revision, alarms } = member;
  const error = errorJson(failure);
  return {
    ...{ id, name, endpoint, isLearner, isLeader, healthy, error },
    ...{ latencyMs, version, dbSize, dbSizeInUse, dbSizeQuota },
    ...{ raftTerm, raftIndex, raftAppliedIndex, revision, alarms },
  };
}

function toTable(cluster: ClusterStatus): Printable {
  const { clusterId, quorum, members, alarms } = cluster;
  const heading = [
    'ID',
    'NAME',
    'ENDPOINT',
    'ROLE',
    'HEALTH',
    'VERSION',
    'DB SIZE',
    'IN USE',
    'TERM',
    'APPLIED',
    'REVISION',
  ];
  const rows = members.map((member) => [
    member.id,
    member.name || '(not started)',
    member.endpoint ?? '-',
    roleOf(member),
    healthOf(member),
    member.version ?? '-',
    sizeOf(member.dbSize),
    sizeOf(member.dbSizeInUse),
    String(member.raftTerm ?? '-'),
    String(member.raftAppliedIndex ?? '-'),
    String(member.revision ?? '-'),
  ]);
  const troubles = members.flatMap((member) => [
    ...(member.failure === null ? [] : [words`${member.name || member.id}: ${member.failure.message}\n`]),
    ...member.alarms.map((alarm) => words`${member.name || member.id}: alarm ${alarm}\n`),
  ]);
  const unnamed = alarms.filter((alarm) => !members.some((member) => member.alarms.includes(alarm)));
  troubles.push(...unnamed.map((alarm) => words`alarm ${alarm}, which names none of these members\n`));
  const outlook = outlooks[writesCondition(cluster)](quorum);
  const voters = `${quorum.voters} ${quorum.voters === 1 ? 'voter' : 'voters'}`;
  const summary = words`cluster ${clusterId}: ${voters}, ${quorum.healthy} healthy; ${outlook}\n`;
  const end = troubles.length > 0 ? words`\n${joined(troubles)}` : words``;
  return words`${summary}\n${table(heading, rows)}${end}`;
}

/** Whether writes work, in the words of the app. */
const outlooks: Readonly<Record<WritesCondition, (quorum: Quorum) => string>> = {
  working: ({ tolerance }) => `${tolerance} more may fail`,
  noQuorum: ({ needed }) => `writes do not work: ${needed} are needed`,
  noSpace: () => 'writes are refused: a member is out of space',
  corrupt: () => "writes are refused: a member's data differs",
};

const sizeOf = (bytes: number | null): string => (bytes === null ? '-' : byteSize(bytes));

function healthOf({ healthy, latencyMs }: MemberStatus): string {
  if (healthy === null) return 'not asked';
  return healthy ? `ok, ${latencyMs === null ? '?' : Math.round(latencyMs)} ms` : 'NOT HEALTHY';
}

/**
 * Returns the role of a member. Whether one that does not answer leads or follows is not known; that it is a learner is
 * in the member list.
 */
function roleOf({ isLearner, isLeader, healthy, latencyMs }: MemberStatus): string {
  if (isLearner) return 'learner';
  if (isLeader) return 'leader';
  if (isLeader === null) return latencyMs === null ? '-' : 'unknown';
  return healthy || latencyMs !== null ? 'follower' : '-';
}

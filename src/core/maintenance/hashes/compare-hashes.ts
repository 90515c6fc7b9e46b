import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import { type ErrorCode, EtcdeckError, type Failure } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type { HashNotice, MaintenanceApi, MemberHash } from '../../../contract/maintenance.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { headOfAny } from '../../etcd/kv.ts';
import { oldestRevision } from '../../keyspace/timeline.ts';
import { leaderIn } from '../../members/world.ts';
import type { MaintenanceParts } from '../maintenance-parts.ts';
import { type AskedHash, type AskedMember, askHash } from './ask-hash.ts';
import { hashVerdict } from './hash-verdict.ts';

const compactionMs = 2_000;

/**
 * Asks the voting members for their hashes at one revision, one at a time and the leader last. Members that were asked
 * before a compaction are asked once more. Learners, which compute no hash, and members that do not answer are named and
 * not asked. Fails where every member that was asked fails alike, as with `Compacted`.
 */
export async function* compareHashes(
  { open, cluster }: Pick<MaintenanceParts, 'open' | 'cluster'>,
  { connection, revision }: Parameters<MaintenanceApi['hashKV']>[0],
  outer: AbortSignal,
): AsyncGenerator<HashNotice, void> {
  const { client, closed } = open.require(connection);
  const signal = AbortSignal.any([outer, closed]);
  const status = await cluster.status({ connection }, { signal });
  const newest = newestIn(status) ?? (await headOfAny(client, { signal })).revision;
  const asked: AskedHash = {
    revision: revision ?? newest,
    isNewest: revision === null,
    isCompacted: revision === null && (await isCompactedTo(newest, client, signal)),
  };
  const members = inOrder(status);
  const answers = new Map<MemberId, MemberHash>();
  let done = 0;
  let total = members.length;
  const ask = async function* (some: readonly AskedMember[]): AsyncGenerator<HashNotice, void> {
    for (const member of some) {
      yield { kind: 'asking', member: member.id, done, total };
      answers.set(member.id, await askHash(client, member, asked, signal));
      done += 1;
    }
  };
  yield* ask(members);
  const compacted = Math.max(...[...answers.values()].map(({ compactRevision }) => compactRevision ?? 0));
  const before = members.filter(({ id }) => (answers.get(id)?.compactRevision ?? compacted) < compacted);
  total += before.length;
  yield* ask(before);
  refuseAll([...answers.values()]);
  const rows = status.members.map((member) => answers.get(member.id) ?? unasked(member));
  const verdict = hashVerdict(rows.filter((_, place) => status.members[place]?.isLearner === false));
  yield { kind: 'compared', comparison: { revision: asked.revision, ...verdict, members: rows } };
}

/** Without quorum it is not known. */
async function isCompactedTo(revision: number, client: EtcdClient, signal: AbortSignal): Promise<boolean> {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(compactionMs)]);
  return (await oldestRevision(client, bounded).catch(() => null)) === revision;
}

/** The leader has applied whatever was acknowledged. */
function newestIn(status: ClusterStatus): number | null {
  const told = status.members.flatMap(({ revision }) => (revision === null ? [] : [revision]));
  return leaderIn(status)?.revision ?? (told.length === 0 ? null : Math.max(...told));
}

/** Returns the voting members that answer, the leader last. Hashes need no quorum. */
function inOrder({ members }: ClusterStatus): readonly AskedMember[] {
  const answering = members.filter(({ isLearner, latencyMs }) => !isLearner && latencyMs !== null);
  const last = answering.filter(({ isLeader }) => isLeader === true);
  return [...answering.filter((member) => !last.includes(member)), ...last].flatMap(({ id, name, endpoint }) =>
    endpoint === null ? [] : [{ id, name, endpoint }],
  );
}

function unasked({ id, name, isLearner, failure }: MemberStatus): MemberHash {
  const learner: Failure = {
    ...{ code: 'NotSupportedForLearner', message: 'a learner computes no hash', member: id, retry: false },
    operation: 'hashKV',
  };
  return { member: id, name, hash: null, compactRevision: null, failure: isLearner ? learner : failure };
}

/** What every member refuses alike is the answer to the question, and not a member's state. */
const common: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['Compacted', 'FutureRev', 'PermissionDenied']);

function refuseAll(answers: readonly MemberHash[]): void {
  const [first] = answers;
  const failure = first?.failure ?? null;
  if (failure === null || !common.has(failure.code)) return;
  if (!answers.every((answer) => answer.failure?.code === failure.code)) return;
  const { member: _, endpoint: __, ...of } = failure;
  throw new EtcdeckError(of);
}

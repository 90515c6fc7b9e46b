import { setTimeout } from 'node:timers/promises';
import type { ClusterStatus, MemberStatus } from '../../contract/cluster.ts';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { currentMemberList, type Member, readThroughLog } from '../etcd/cluster.ts';
import { cancelled } from '../etcd/failures.ts';
import { type Following, followsLeader } from './follows-leader.ts';
import type { World, WorldMember } from './membership-rules.ts';

/** How long a member may take: one that hangs takes for ever, and the server counts it as connected (3.5 to 3.7). */
const answerMs = 2_000;
/** How long an election may take until there is no leader to speak of. */
const electionMs = 3_000;
const pauseMs = 250;
/** How old the world may be when an act is sent. */
export const freshMs = 1_000;

/** Reads every member's status now. */
export type AskStatus = (signal: AbortSignal) => Promise<ClusterStatus>;

/** A leader that can be asked. */
export interface Leader extends MemberStatus {
  readonly endpoint: string;
}

/** The members just before an act, and where each is reached. */
export interface SeenWorld {
  readonly world: World;
  /** The member list: as it is now, or, where no quorum returns it, as one member knows it. */
  readonly members: readonly Member[];
  readonly isListCurrent: boolean;
  readonly status: ClusterStatus;
  readonly leader: Leader;
}

/**
 * Reads the world of a cluster: every member's status; then each voting member answers a linearizable read at its own
 * endpoint and each learner shows that it follows the leader, all within two seconds. Fails with `NoLeader`,
 * `PermissionDenied`.
 */
export async function readWorld(client: EtcdClient, ask: AskStatus, signal: AbortSignal): Promise<SeenWorld> {
  const status = await statusWithLeader(ask, signal);
  const leader = requireLeader(status);
  const bounds = { timeoutMs: answerMs, signal };
  const [current, voters, learners] = await Promise.all([
    currentMemberList(client, { ...bounds, endpoint: leader.endpoint }).catch(() => null),
    votersThatAnswer(client, status.members, bounds),
    learnersThatFollow(client, status.members, leader, bounds),
  ]);
  if (signal.aborted) throw cancelled('status');
  const members = current?.members ?? status.members;
  const seen = { rows: new Map(status.members.map((row) => [row.id, row])), leader, voters, learners };
  const world = { members: members.map((member) => worldMember(member, seen)) };
  return { world, members, isListCurrent: current !== null, status, leader };
}

/**
 * Reads every member's status. Members that elect have no leader for a moment: they are asked again, where enough may take
 * part to elect one.
 */
export async function statusWithLeader(ask: AskStatus, signal: AbortSignal): Promise<ClusterStatus> {
  for (const giveUpAt = performance.now() + electionMs; ; ) {
    const status = await ask(signal);
    const isSettled = leaderIn(status) !== null || denialIn(status) !== null;
    if (!isSettled && !canElect(status)) throw tooFewToElect(status);
    if (isSettled || performance.now() >= giveUpAt) return status;
    await setTimeout(pauseMs, undefined, { signal });
  }
}

const answers = ({ latencyMs }: MemberStatus): boolean => latencyMs !== null;

/** Whether a member may vote for a leader: one that was not asked, or is late with its answer, may well do so. */
const mayVote = (member: MemberStatus): boolean =>
  answers(member) || member.healthy === null || member.failure?.code === 'DeadlineExceeded';

const canElect = ({ members, quorum }: ClusterStatus): boolean =>
  members.filter((member) => !member.isLearner && mayVote(member)).length >= quorum.needed;

function tooFewToElect({ members, quorum: { voters, needed } }: ClusterStatus): EtcdeckError {
  const answering = members.filter((member) => !member.isLearner && answers(member)).length;
  const message = `${answering} of ${voters} voting members answer, and ${needed} are needed to elect a leader`;
  return new EtcdeckError({ code: 'NoLeader', message, operation: 'status', retry: true });
}

interface Seen {
  readonly rows: ReadonlyMap<MemberId, MemberStatus>;
  readonly leader: Leader;
  readonly voters: ReadonlySet<MemberId>;
  readonly learners: ReadonlyMap<MemberId, Following>;
}

function worldMember(member: Member, { rows, leader, voters, learners }: Seen): WorldMember {
  const { id, name, peerURLs, isLearner } = member;
  const row = rows.get(id);
  const following = isLearner ? learners.get(id) : undefined;
  return {
    id,
    name,
    peerURLs,
    isLearner,
    // After an upgrade from 3.5 some members list others without a name.
    isStarted: name !== '' || member.clientURLs.length > 0,
    isLeader: id === leader.id,
    isAnswering: isLearner ? following?.isFollowing === true : voters.has(id),
    version: row?.version ?? null,
    behind: following?.behind ?? lagOf(row, leader),
  };
}

/** Returns how far a member's status is behind the leader's; `null` where either does not tell. */
function lagOf(row: MemberStatus | undefined, leader: Leader): number | null {
  const applied = row?.raftAppliedIndex ?? null;
  return applied === null || leader.raftIndex === null ? null : Math.max(0, leader.raftIndex - applied);
}

interface Bounds {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

async function votersThatAnswer(
  client: EtcdClient,
  rows: readonly MemberStatus[],
  bounds: Bounds,
): Promise<ReadonlySet<MemberId>> {
  const asked = rows.map(async ({ id, isLearner, endpoint, healthy, failure }) => {
    const isAsked = healthy === true || failure?.code === 'NoLeader';
    if (isLearner || endpoint === null || !isAsked) return [];
    return (await answersRead(client, endpoint, bounds)) ? [id] : [];
  });
  return new Set((await Promise.all(asked)).flat());
}

/** Right after an election a member refuses a read that it answers a moment later. */
async function answersRead(client: EtcdClient, endpoint: string, { timeoutMs, signal }: Bounds): Promise<boolean> {
  for (const giveUpAt = performance.now() + timeoutMs; ; ) {
    const leftMs = Math.ceil(giveUpAt - performance.now());
    if (leftMs <= 0 || signal.aborted) return false;
    try {
      await readThroughLog(client, { endpoint, timeoutMs: leftMs, signal });
      return true;
    } catch (error) {
      if (!(error instanceof EtcdeckError) || !error.retry) return false;
    }
    await setTimeout(pauseMs);
  }
}

async function learnersThatFollow(
  client: EtcdClient,
  rows: readonly MemberStatus[],
  leader: Leader,
  bounds: Bounds,
): Promise<ReadonlyMap<MemberId, Following>> {
  const asked = rows.map(async (row) => {
    const following = row.isLearner ? await followsLeader(client, row, leader, bounds) : null;
    return following === null ? [] : [[row.id, following] as const];
  });
  return new Map((await Promise.all(asked)).flat());
}

const denialIn = ({ members }: ClusterStatus): Failure | null =>
  members.find(({ failure }) => failure?.code === 'PermissionDenied')?.failure ?? null;

/** Returns the leader, or `null` where no member names one that can be asked. */
export function leaderIn({ members }: ClusterStatus): Leader | null {
  const leader = members.find(({ isLeader }) => isLeader === true);
  return leader === undefined || leader.endpoint === null ? null : { ...leader, endpoint: leader.endpoint };
}

/** Returns the leader. Fails with `NoLeader`, and with `PermissionDenied` where it is kept from this user (3.5). */
export function requireLeader(status: ClusterStatus): Leader {
  const leader = leaderIn(status);
  if (leader !== null) return leader;
  const denied = denialIn(status);
  if (denied !== null) throw new EtcdeckError(denied);
  const message = 'no member says that it leads';
  throw new EtcdeckError({ code: 'NoLeader', message, operation: 'status', retry: true });
}

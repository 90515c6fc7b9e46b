import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';

/** The member to take a snapshot of, and where. */
export interface SnapshotSource {
  readonly member: MemberId;
  readonly endpoint: string;
}

/**
 * Returns the requested member; else the healthy follower that has applied most, to spare the leader; else the leader;
 * else, when quorum is lost, the answering voting member that has applied most, whose database is the best available.
 * Learners may be far behind, and are chosen only on request. Fails with `MemberNotFound`, or with why no member
 * answers.
 */
export function chooseMember({ members }: ClusterStatus, wanted: MemberId | null): SnapshotSource {
  if (wanted !== null) {
    const member = members.find(({ id }) => id === wanted);
    if (member === undefined) {
      throw new EtcdeckError({ code: 'MemberNotFound', message: `there is no member ${wanted}`, member: wanted });
    }
    return toSource(member);
  }
  const voters = members.filter(({ isLearner }) => !isLearner);
  const healthy = voters.filter((member) => member.healthy);
  const followers = healthy.filter((member) => !member.isLeader);
  const answering = voters.filter((member) => member.raftAppliedIndex !== null && !member.alarms.includes('CORRUPT'));
  const choice = mostApplied(followers) ?? mostApplied(healthy) ?? mostApplied(answering) ?? voters[0];
  if (choice === undefined) throw new EtcdeckError({ code: 'Unavailable', message: 'no member to ask', retry: true });
  return toSource(choice);
}

function mostApplied(members: readonly MemberStatus[]): MemberStatus | undefined {
  return members.toSorted((a, b) => (b.raftAppliedIndex ?? 0) - (a.raftAppliedIndex ?? 0))[0];
}

function toSource({ id, endpoint, failure }: MemberStatus): SnapshotSource {
  if (endpoint !== null && failure?.code !== 'Unavailable') return { member: id, endpoint };
  throw new EtcdeckError(failure ?? { code: 'Unavailable', message: 'the member does not answer', member: id });
}

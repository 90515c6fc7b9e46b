import type { MemberStatus, Quorum } from '../../contract/cluster.ts';

/**
 * Computes whether the cluster can write. Learners have no vote; a voting member that has not started, or does not
 * answer, counts in the quorum's size but does not vote. Where some were not asked, a healthy member decides: it sees a
 * leader, which a quorum elected.
 */
export function quorumOf(members: readonly Pick<MemberStatus, 'isLearner' | 'healthy'>[]): Quorum {
  const voting = members.filter((member) => !member.isLearner);
  const voters = voting.length;
  const healthy = voting.filter((member) => member.healthy).length;
  const needed = Math.floor(voters / 2) + 1;
  const unasked = voting.filter((member) => member.healthy === null).length;
  const hasQuorum = healthy >= needed || (healthy > 0 && healthy + unasked >= needed);
  return { voters, healthy, needed, tolerance: Math.max(0, healthy - needed), hasQuorum };
}

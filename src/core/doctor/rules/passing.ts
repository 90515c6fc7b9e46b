import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import type { Finding, FindingCode } from '../../../contract/findings.ts';

/** What an election, or a busy moment, makes true of a healthy cluster. */
const passing: ReadonlySet<FindingCode> = new Set<FindingCode>(['NoLeader', 'MemberLagging', 'LearnerStuck']);

/**
 * Returns a status' findings without those that may pass by themselves: each has to be found in the status before as
 * well. Members are asked at different moments, and under writes a slow answer looks like lag: a member that has applied
 * by now what anybody had at the time of the status before does not lag.
 */
export function lasting(before: ClusterStatus | null, now: ClusterStatus): readonly Finding[] {
  const reached = Math.max(0, ...(before?.members ?? []).map(({ raftIndex }) => raftIndex ?? 0));
  return now.findings.filter((one) => {
    if (!passing.has(one.code)) return true;
    // A learner that does not answer is as certain as a voting member that does not.
    if (one.code === 'LearnerStuck' && one.failure !== null) return true;
    const isSeenTwice =
      before?.findings.some(({ code, member }) => code === one.code && member === one.member) === true;
    const member = now.members.find(({ id }) => id === one.member);
    return isSeenTwice && !(one.code !== 'NoLeader' && hasApplied(member, reached));
  });
}

const hasApplied = (member: MemberStatus | undefined, index: number): boolean =>
  (member?.raftAppliedIndex ?? -1) >= index;

/** What metrics say of a moment as well as of a longer time. */
const certain: ReadonlySet<FindingCode> = new Set<FindingCode>(['LeaderChanges', 'FewFiles']);

/** Returns the findings of metrics that were found the time before as well, or need no second look. */
export const repeated = (before: readonly Finding[], now: readonly Finding[]): readonly Finding[] =>
  now.filter(
    ({ code, member }) => certain.has(code) || before.some((one) => one.code === code && one.member === member),
  );

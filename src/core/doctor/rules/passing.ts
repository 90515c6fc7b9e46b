import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import type { Finding, FindingCode } from '../../../contract/findings.ts';

/** Findings that an election or a moment of load causes in a healthy cluster. */
const passing: ReadonlySet<FindingCode> = new Set<FindingCode>(['NoLeader', 'MemberLagging', 'LearnerStuck']);

/**
 * Returns the findings of a status, transient ones only if the previous status has them as well. Members are asked at
 * different moments, so that a slow answer looks like lag under writes: a member that has applied every index of the
 * previous status does not lag.
 */
export function lasting(before: ClusterStatus | null, now: ClusterStatus): readonly Finding[] {
  const reached = Math.max(0, ...(before?.members ?? []).map(({ raftIndex }) => raftIndex ?? 0));
  return now.findings.filter((one) => {
    if (!passing.has(one.code)) return true;
    // Silence is certain, as that of a voting member.
    if (one.code === 'LearnerStuck' && one.failure !== null) return true;
    const isSeenTwice =
      before?.findings.some(({ code, member }) => code === one.code && member === one.member) === true;
    const member = now.members.find(({ id }) => id === one.member);
    return isSeenTwice && !(one.code !== 'NoLeader' && hasApplied(member, reached));
  });
}

const hasApplied = (member: MemberStatus | undefined, index: number): boolean =>
  (member?.raftAppliedIndex ?? -1) >= index;

/** Findings of metrics that one scrape proves. */
const certain: ReadonlySet<FindingCode> = new Set<FindingCode>(['LeaderChanges', 'FewFiles']);

/** Returns the findings of metrics that the previous scrape had as well, or that one scrape proves. */
export const repeated = (before: readonly Finding[], now: readonly Finding[]): readonly Finding[] =>
  now.filter(
    ({ code, member }) => certain.has(code) || before.some((one) => one.code === code && one.member === member),
  );

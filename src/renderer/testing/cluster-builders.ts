import type { ClusterStatus, MemberStatus } from '../../contract/cluster.ts';
import type { Failure } from '../../contract/failure.ts';
import type { Finding, FindingCode } from '../../contract/findings.ts';
import type { ClusterId, MemberId } from '../../contract/ids.ts';

let made = 0;

/** Returns a healthy follower with the given changes. */
export function aMember(facts: Partial<MemberStatus> = {}): MemberStatus {
  made += 1;
  return {
    id: (0x8e9e05c52164694dn + BigInt(made)).toString(16) as MemberId,
    name: `etcd-${made}`,
    peerURLs: [`https://10.0.0.${made}:2380`],
    clientURLs: [`https://10.0.0.${made}:2379`],
    endpoint: `https://10.0.0.${made}:2379`,
    isLearner: false,
    isLeader: false,
    healthy: true,
    failure: null,
    latencyMs: 1.6,
    version: '3.5.30',
    dbSize: 1_300_000_000,
    dbSizeInUse: 1_200_000_000,
    dbSizeQuota: 8_589_934_592,
    raftTerm: 41,
    raftIndex: 1_000,
    raftAppliedIndex: 1_000,
    revision: 900,
    alarms: [],
    ...facts,
  };
}

/** Returns a member that does not answer, with the reason. */
export const aSilentMember = (failure: Partial<Failure> = {}, facts: Partial<MemberStatus> = {}): MemberStatus =>
  aMember({
    healthy: false,
    failure: { code: 'ConnectionRefused', message: 'connect ECONNREFUSED', retry: true, ...failure },
    latencyMs: null,
    version: null,
    dbSize: null,
    dbSizeInUse: null,
    dbSizeQuota: null,
    raftTerm: null,
    raftIndex: null,
    raftAppliedIndex: null,
    revision: null,
    ...facts,
  });

/** Returns a cluster of these members, with its quorum counted as core counts it. */
export function aCluster(members: readonly MemberStatus[], facts: Partial<ClusterStatus> = {}): ClusterStatus {
  const voting = members.filter((member) => !member.isLearner);
  const healthy = voting.filter((member) => member.healthy).length;
  const needed = Math.floor(voting.length / 2) + 1;
  return {
    clusterId: 'cdf818194e3a8c32' as ClusterId,
    members,
    findings: [],
    quorum: {
      voters: voting.length,
      healthy,
      needed,
      tolerance: Math.max(0, healthy - needed),
      hasQuorum: healthy >= needed,
    },
    alarms: [...new Set(members.flatMap((member) => member.alarms))],
    at: 1_760_000_000_000,
    staleSince: null,
    ...facts,
  };
}

/** A warning about the cluster, without facts of its own. */
export const aFinding = (code: FindingCode, facts: Partial<Finding> = {}): Finding => ({
  code,
  severity: 'warning',
  member: null,
  detail: {},
  failure: null,
  since: null,
  snoozed: null,
  ...facts,
});

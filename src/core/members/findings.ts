import type { ClusterStatus, MemberStatus } from '../../contract/cluster.ts';
import type { Failure } from '../../contract/failure.ts';
import type { Finding, FindingCode, Severity } from '../../contract/findings.ts';
import { freeBytes } from '../../contract/free-bytes.ts';
import type { MemberId } from '../../contract/ids.ts';
import { catchUpEntries } from './membership-rules.ts';
import { versionParts } from './version-defects.ts';

/** What was found where members are asked, beside their answers. */
export interface Places {
  /** Why endpoints of the connection are out of use: they answer for another cluster. */
  readonly strangers: readonly Failure[];
  /** Why members cannot be connected to at any client URL that they announce, of those that answer elsewhere. */
  readonly unreachable: ReadonlyMap<MemberId, Failure>;
}

/** A learner this close to the leader only waits for its promotion. */
const closeEntries = 100;
/** From which shares of its quota on a database is near it; etcd's own rule (contrib/mixin) begins at the second one. */
const nearQuota = { share: 0.8, criticalShare: 0.95 };
/**
 * From which share of the file, how many bytes, and which share of the quota on, free space in a database file is worth a
 * defragmentation; a quota that is not known does not count. Earlier than alerts begin: etcd's own rule (contrib/mixin)
 * at half of the file from 100 MiB on, OpenShift's at 45 % and 100 MiB, which are 5 % of the default quota.
 */
const muchFree = { share: 0.25, bytes: 32 * 1024 * 1024, quotaShare: 0.05 };
/** How much is shown of versions: a member may name any text. */
const most = { versions: 9, characters: 32 };

const urgency: readonly Severity[] = ['critical', 'warning', 'info'];

/** Returns findings with the most urgent first, and else in their order. */
export const mostUrgentFirst = (found: readonly Finding[]): readonly Finding[] =>
  urgency.flatMap((severity) => found.filter((each) => each.severity === severity));

/** Returns what needs the operator, the most urgent first; of equal urgency, the cluster's before single members'. */
export function findingsOf(status: Omit<ClusterStatus, 'findings'>, places: Places): readonly Finding[] {
  const { members } = status;
  const found = [
    ...quorumFindings(status),
    ...alarmFindings(status),
    ...members.flatMap(silenceOf),
    ...members.flatMap((member) => lossOfLeader(member, status)),
    ...places.strangers.map(otherCluster),
    ...members.flatMap((member) => lagOf(member, status)),
    ...members.flatMap(nearQuotaOf),
    ...evenVoters(status),
    ...versionSkew(members),
    ...members.flatMap((member) => announcedElsewhere(member, places)),
    ...fragmentedOf(members),
  ];
  return mostUrgentFirst(found);
}

/** Returns what the members' sizes show, for quotas that Status does not tell as well. */
export const spaceFindings = (members: readonly MemberStatus[]): readonly Finding[] => [
  ...members.flatMap(nearQuotaOf),
  ...fragmentedOf(members),
];

/** Returns a finding that is shown, and not followed. */
export function finding(
  code: FindingCode,
  severity: Severity,
  about: { readonly member?: MemberId; readonly failure?: Failure | null; readonly detail?: Finding['detail'] },
): Finding {
  return {
    ...{ code, severity, member: about.member ?? null, detail: about.detail ?? {}, failure: about.failure ?? null },
    ...{ since: null, snoozed: null },
  };
}

const hasAnswered = ({ latencyMs }: MemberStatus): boolean => latencyMs !== null;

/** Without a client URL it could not be asked; 3.6 may list a member that started without its name. */
const isStarted = ({ name, endpoint }: MemberStatus): boolean => name !== '' || endpoint !== null;

/** A member that was not asked is no reason to worry, and none to be sure. */
function quorumFindings({ members, quorum }: Omit<ClusterStatus, 'findings'>): readonly Finding[] {
  const { voters, healthy, needed, hasQuorum } = quorum;
  const voting = members.filter(({ isLearner }) => !isLearner);
  const answering = voting.filter(hasAnswered).length;
  const detail = { voters, healthy, needed, answering };
  if (!hasQuorum) return [finding(answering >= needed ? 'NoLeader' : 'QuorumLost', 'critical', { detail })];
  const unasked = voting.filter((member) => member.healthy === null).length;
  if (healthy + unasked > needed) return [];
  return [finding('QuorumAtRisk', voters === 1 ? 'info' : 'warning', { detail })];
}

/** 3.4 and 3.5 do not say which member's data differs, and an alarm outlives the member that it names. */
function alarmFindings({ members, alarms }: Omit<ClusterStatus, 'findings'>): readonly Finding[] {
  const named = members.flatMap((member) => member.alarms.map((alarm) => ({ member: member.id, alarm })));
  const unnamed = alarms.filter((alarm) => !named.some((one) => one.alarm === alarm)).map((alarm) => ({ alarm }));
  return [...unnamed, ...named].map(({ alarm, ...about }) =>
    finding('Alarm', 'critical', { ...about, detail: { alarm } }),
  );
}

function silenceOf(member: MemberStatus): readonly Finding[] {
  const { id, failure, healthy, isLearner, peerURLs } = member;
  if (failure === null || hasAnswered(member)) return [];
  const about = { member: id, failure };
  if (!isStarted(member)) {
    return [finding('MemberNotStarted', 'warning', { ...about, detail: { peerURL: peerURLs[0] ?? '' } })];
  }
  if (healthy === null || failure.code === 'NotSupportedForLearner')
    return [finding('MemberNotAsked', 'warning', about)];
  return [finding(isLearner ? 'LearnerStuck' : 'MemberDown', 'warning', about)];
}

/** A member that is cut off from the others answers, and follows nobody. */
function lossOfLeader({ id, failure }: MemberStatus, { quorum }: Omit<ClusterStatus, 'findings'>): readonly Finding[] {
  if (failure?.code !== 'NoLeader' || !quorum.hasQuorum) return [];
  return [finding('NoLeader', 'warning', { member: id, failure })];
}

function otherCluster(failure: Failure): Finding {
  const { endpoint = '', detail } = failure;
  return finding('OtherCluster', 'warning', { failure, detail: { endpoint, clusterId: detail?.clusterId ?? '' } });
}

/** By the furthest index of any member: the leader may not be among those that answer. */
function lagOf(
  { id, isLearner, raftAppliedIndex, failure }: MemberStatus,
  { members, quorum }: Omit<ClusterStatus, 'findings'>,
): readonly Finding[] {
  if (raftAppliedIndex === null) return [];
  const furthest = members.reduce((index, { raftIndex }) => Math.max(index, raftIndex ?? 0), 0);
  const behind = Math.max(0, furthest - raftAppliedIndex);
  const about = { member: id, detail: { behind } };
  if (behind > catchUpEntries) return [finding(isLearner ? 'LearnerStuck' : 'MemberLagging', 'warning', about)];
  // Without a leader nobody says what was committed, and nobody can promote it.
  const isReady = isLearner && behind < closeEntries && failure === null && quorum.hasQuorum;
  return isReady ? [finding('LearnerWaiting', 'info', about)] : [];
}

function nearQuotaOf({ id, dbSize, dbSizeQuota, alarms }: MemberStatus): readonly Finding[] {
  if (dbSize === null || dbSizeQuota === null || dbSizeQuota <= 0 || dbSize < dbSizeQuota * nearQuota.share) return [];
  if (alarms.includes('NOSPACE')) return [];
  const severity = dbSize < dbSizeQuota * nearQuota.criticalShare ? 'warning' : 'critical';
  return [finding('NearQuota', severity, { member: id, detail: { dbSize, dbSizeQuota } })];
}

function evenVoters({ quorum: { voters } }: Omit<ClusterStatus, 'findings'>): readonly Finding[] {
  return voters > 0 && voters % 2 === 0 ? [finding('EvenVoters', 'info', { detail: { voters } })] : [];
}

/** As during an upgrade, which is no trouble. */
function versionSkew(members: readonly MemberStatus[]): readonly Finding[] {
  const versions = [...new Set(members.flatMap(({ version }) => version ?? []))];
  if (versions.length < 2) return [];
  const shown = versions
    .toSorted(byVersion)
    .slice(0, most.versions)
    .map((version) => version.slice(0, most.characters));
  return [finding('VersionSkew', 'info', { detail: { versions: shown.join(', ') } })];
}

function byVersion(a: string, b: string): number {
  const [one, other] = [versionParts(a), versionParts(b)];
  if (one === null || other === null) return a < b ? -1 : 1;
  return one.minor - other.minor || one.patch - other.patch;
}

/** As through a tunnel, where it is meant: other clients may need the URL that is announced. */
function announcedElsewhere(member: MemberStatus, { unreachable }: Places): readonly Finding[] {
  const failure = unreachable.get(member.id);
  if (failure === undefined || !hasAnswered(member)) return [];
  const detail = { endpoint: member.endpoint ?? '', url: failure.endpoint ?? '' };
  return [finding('AnnouncedURLUnreachable', 'info', { member: member.id, failure, detail })];
}

/** Learners refuse to defragment; the leader comes last, because requests that go through it wait meanwhile. */
function fragmentedOf(members: readonly MemberStatus[]): readonly Finding[] {
  return members
    .toSorted((a, b) => Number(a.isLeader) - Number(b.isLeader))
    .flatMap((member) => {
      const { id, isLearner, dbSize, dbSizeQuota } = member;
      const free = freeBytes(member);
      if (isLearner || dbSize === null || free === null) return [];
      if (free < muchFree.bytes || free < muchFree.share * dbSize) return [];
      if (dbSizeQuota !== null && free < muchFree.quotaShare * dbSizeQuota) return [];
      return [finding('Fragmented', 'info', { member: id, detail: { dbSize, free } })];
    });
}

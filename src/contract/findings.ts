import type { Failure } from './failure.ts';
import type { MemberId } from './ids.ts';

/** How urgent a finding is. `critical`: writes stop now, or data is at risk. */
export type Severity = 'critical' | 'warning' | 'info';

/** The findings about a cluster; in brackets, the facts in `detail`. */
export const findingCodes = [
  /**
   * No member sees a leader that a quorum elected, though enough of them answer (voters, healthy, needed, answering).
   * With a member: this one does not, and others do.
   */
  'NoLeader',
  /** Too few voting members answer for writes (voters, healthy, needed, answering). */
  'QuorumLost',
  /** Writes work, and stop when one more voting member fails (voters, healthy, needed, answering). */
  'QuorumAtRisk',
  /** The number of voting members is even: one less tolerates as many failures (voters). */
  'EvenVoters',
  /** A voting member that has started does not answer. */
  'MemberDown',
  /**
   * A member's state is unknown: it announces only URLs that protect less than the connection, or it is a learner for
   * which no voting member issued a token. The failure says which.
   */
  'MemberNotAsked',
  /** A member was added and has never started (peerURL). */
  'MemberNotStarted',
  /** A learner follows the leader closely and waits to be promoted (behind: entries). */
  'LearnerWaiting',
  /** A learner does not answer, or is so far behind that it needs a snapshot of the leader (then behind: entries). */
  'LearnerStuck',
  /** A voting member is so far behind that it needs a snapshot of the leader (behind: entries). */
  'MemberLagging',
  /** Members run different versions (versions: a list, the oldest first). */
  'VersionSkew',
  /** A member answers at an endpoint of the connection and cannot be reached where it announces (endpoint, url). */
  'AnnouncedURLUnreachable',
  /** An endpoint of the connection leads to another cluster (endpoint, clusterId). */
  'OtherCluster',
  /** An alarm is raised, in the name of a member or of none of these members (alarm). */
  'Alarm',
  /** A member's database has used 80 % of its quota; from 95 % on it is critical (dbSize, dbSizeQuota: bytes). */
  'NearQuota',
  /** Much of a voting member's database file is free: defragmenting gives it back to the disk (dbSize, free: bytes). */
  'Fragmented',
  /** No scrape of a member's metrics succeeded. */
  'MetricsUnread',
  /** The leader changed often (changes, windowSeconds, threshold). */
  'LeaderChanges',
  /** Requests fail (share: 0 to 1, rate per second, windowSeconds, threshold). */
  'FailedRequests',
  /** Requests are slow: only with `--metrics=extensive` (p99 in seconds, method, threshold). */
  'SlowRequests',
  /** The round trip to a peer is long (p99 in seconds, peer, threshold). */
  'SlowPeer',
  /** A member fails to send to its peers (rate per second, threshold). */
  'PeerSendFailures',
  /** Proposals fail (rate per second, windowSeconds, threshold). */
  'FailedProposals',
  /** The write-ahead log is synced slowly (p99 in seconds, threshold). */
  'SlowFsync',
  /** The backend commits slowly (p99 in seconds, threshold). */
  'SlowCommit',
  /** A member applies much later than it commits; at 5,000 it refuses requests (behind: entries, threshold). */
  'ApplyLag',
  /** Watchers do not keep up (slowWatchers, watchers). */
  'SlowWatchers',
  /** Few file descriptors are left (openFiles, mostFiles). */
  'FewFiles',
  /** A database reaches its quota soon at its present growth (hours, dbSize, dbSizeQuota, bytesPerHour). */
  'QuotaForecast',
  /** Members have different quotas, or one that is not what its flag says (quotas: a list; flag, actual: bytes). */
  'QuotaDiffers',
  /** Members' data differ at the same revision (members: a list, revision). */
  'HashDiffers',
  /**
   * A version with known defects is run, by a member or by all (version, defects: how many, ids: a list; id, title: of the
   * most urgent one; fixedIn: the first release with none of them).
   */
  'KnownDefect',
  /** A member runs a version that is no longer maintained (version, ended: a date). */
  'VersionEnded',
  /** A downgrade is under way (to: a version). */
  'DowngradeUnderWay',
  /**
   * There is an obstacle to the next upgrade (to: a version; reason: skipsMinor, mixedVersions, unhealthy, learner,
   * zombieMembers, v2Store, patchTooOld, or removedFlags with flags: a list).
   */
  'UpgradeNotReady',
  /**
   * A newer version has removed a flag (flag, to: a version, line: 0 if unknown; since: the version that removed it;
   * effect: refused or ignored; instead: the flag that replaces it, or empty).
   */
  'RemovedFlag',
  /** A client port accepts clients without a certificate (endpoint). */
  'OpenClientPort',
  /** Authentication is off, though clients are not bound to certificates. */
  'AuthOff',
  /** Clients reach a member without encryption (url). */
  'PlainClientURL',
  /** Members reach each other without encryption (url). */
  'PlainPeerURL',
  /** A peer port accepts peers without a certificate (url; by: probe, or flags where the port cannot be reached). */
  'OpenPeerPort',
  /**
   * A certificate ends soon or has ended (use: client, server or peer; url: empty for client; subject; endsAt:
   * milliseconds since 1970; days: whole ones, negative when it has ended).
   */
  'CertificateEnding',
  /** The authority of the peers is trusted for clients as well: a peer's certificate opens the client port (subject). */
  'SharedAuthority',
  /** No snapshot was saved from here, or none is in the folder (folder). */
  'NoSnapshot',
  /** The last snapshot is old (at: milliseconds since 1970, hours, file). */
  'SnapshotOld',
  /** The newest snapshot is damaged (file, at: milliseconds since 1970, evidence: what is wrong first). */
  'SnapshotDamaged',
  /**
   * The schedule of snapshots fails, or runs were missed (missed: how many; failedAt: milliseconds since 1970, 0 where
   * the last run did not fail). The failure is that of the last run.
   */
  'SnapshotScheduleFails',
  /** Nothing has been compacted for long, and history grows (minutes, compactRevision, revision). */
  'CompactionStopped',
] as const;

/** The code of a finding. */
export type FindingCode = (typeof findingCodes)[number];

/** A fact about a cluster that an operator should know. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The member that it is about, or `null` for the cluster. */
  readonly member: MemberId | null;
  /** Facts for its sentence: counts, versions, an endpoint. */
  readonly detail: Readonly<Record<string, string | number>>;
  /** The failure behind it, if one is. */
  readonly failure: Failure | null;
  /** When it was first seen from here, in milliseconds since 1970; `null`: not followed. */
  readonly since: number | null;
  /** The snooze that hides it now; `null`: none. */
  readonly snoozed: { readonly reason: string; readonly until: number | null } | null;
}

/** The facts that distinguish findings of one code and member; other facts change between examinations. */
const distinguishing = [
  ...['alarm', 'endpoint', 'url', 'peer', 'id', 'version', 'to', 'reason', 'flag', 'line', 'use', 'subject', 'method'],
];
/** Facts from servers may be of any length. */
const mostOfOne = 200;

/** Returns a text that names a finding among all of a cluster, the same at every examination. */
export function findingKey({ code, member, detail }: Pick<Finding, 'code' | 'member' | 'detail'>): string {
  return JSON.stringify([
    code,
    member,
    ...distinguishing.map((name) => String(detail[name] ?? '').slice(0, mostOfOne)),
  ]);
}

import type { CheckName, CheckState, Examination } from '../../contract/doctor.ts';
import type { ClusterId, MemberId } from '../../contract/ids.ts';
import type { ClusterSpace, MemberSpace } from '../../contract/maintenance.ts';

const gib = 1_073_741_824;

/** Returns the database of a follower named `etcd-1`, a quarter of whose quota is taken. */
export const aMemberSpace = (facts: Partial<MemberSpace> = {}): MemberSpace => ({
  // Ids are made by core.
  member: 'a1' as MemberId,
  name: 'etcd-1',
  isLearner: false,
  isLeader: false,
  dbSize: 2 * gib,
  dbSizeInUse: 1.5 * gib,
  quota: 8 * gib,
  quotaFrom: 'status',
  growth: { bytesPerHour: 12 * 1_048_576, overMs: 1_800_000 },
  fullAt: null,
  defragmentMs: 20_000,
  failure: null,
  ...facts,
});

/** Returns the databases of these members. */
export const aSpace = (members: readonly MemberSpace[], facts: Partial<ClusterSpace> = {}): ClusterSpace => ({
  members,
  revision: 48_211,
  compactRevision: 40_000,
  at: Date.now(),
  ...facts,
});

const names: readonly CheckName[] = [
  ...(['status', 'metrics', 'versions', 'certificates'] as const),
  ...(['exposure', 'history', 'snapshots', 'hash'] as const),
];

/** Returns an examination that looked at everything but the hashes, and found nothing. */
export const anExamination = (facts: Partial<Examination> = {}): Examination => ({
  clusterId: 'cdf818194e3a8c32' as ClusterId,
  at: Date.now(),
  findings: [],
  checks: names.map((name) => aCheck(name, name === 'hash' ? { state: 'skipped', at: null } : {})),
  ...facts,
});

/** Returns a check that was done a moment ago. */
export const aCheck = (name: CheckName, facts: Partial<CheckState> = {}): CheckState => ({
  name,
  state: 'done',
  failure: null,
  at: Date.now(),
  ...facts,
});

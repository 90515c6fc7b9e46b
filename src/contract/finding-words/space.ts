import type { ClusterStatus, MemberStatus } from '../cluster.ts';
import { formatBytes, formatCount, formatDuration, plural } from '../figures.ts';
import type { Finding } from '../findings.ts';
import { memberName } from '../member-name.ts';
import { listed } from '../member-words.ts';
import type { FindingCommand } from './finding-command.ts';
import {
  type FindingWords,
  factOf,
  listedSome,
  mixin,
  numberOf,
  ownRule,
  type Say,
  type SayOfSeveral,
  shown,
} from './words.ts';

/** etcd's own alert begins at 95 %, where the finding becomes critical; the warning before is etcdeck's. */
const nearQuota: Say = ({ finding, name }) => {
  const [size, quota] = [bytesIn(finding, 'dbSize'), bytesIn(finding, 'dbSizeQuota')];
  const isCritical = finding.severity === 'critical';
  return {
    title: `${name} is ${percent(size, quota)} full`,
    evidence: `The database has ${formatBytes(size)}, and its quota is ${formatBytes(quota)}; ${isCritical ? '95% is critical' : '80% is much'}.`,
    remedy: 'At the quota the cluster refuses writes. Compact history and defragment before.',
    source: isCritical ? mixin('etcdDatabaseQuotaLowSpace') : ownRule,
    act: 'reclaim',
  };
};

/** The words of `NearQuota` of several members, of one urgency. */
export const nearQuotaOfSeveral: SayOfSeveral = (findings, names) => {
  const facts = findings.map((finding, at) => {
    const [size, quota] = [bytesIn(finding, 'dbSize'), bytesIn(finding, 'dbSizeQuota')];
    const name = names[at] ?? 'a member';
    return { full: `${name} ${percent(size, quota)}`, of: `${name} has ${formatBytes(size)} of ${formatBytes(quota)}` };
  });
  const limit = findings[0]?.severity === 'critical' ? '95% is critical' : '80% is much';
  return {
    title: `Databases are nearly full: ${listedSome(facts.map(({ full }) => full))}`,
    evidence: `${listedSome(facts.map(({ of }) => of))}; ${limit}.`,
  };
};

/** Returns the words of findings `Fragmented`, one or more, in the order in which their members are to be defragmented. */
export function fragmentedWords(
  findings: readonly Finding[],
  { members }: Pick<ClusterStatus, 'members'>,
): FindingWords {
  const about = findings.map((finding) => {
    const member = members.find(({ id }) => id === finding.member) ?? null;
    return { finding, member, name: member === null ? (finding.member ?? 'a member') : shown(memberName(member)) };
  });
  const shares = about.map(
    ({ finding, name }) => `${name} ${percent(bytesIn(finding, 'free'), bytesIn(finding, 'dbSize'))}`,
  );
  const figures = about.map(
    ({ finding, name }) =>
      `${formatBytes(bytesIn(finding, 'free'))} of ${formatBytes(bytesIn(finding, 'dbSize'))} of ${name}`,
  );
  const free = findings.reduce((sum, finding) => sum + bytesIn(finding, 'free'), 0);
  const order = findings.length === 1 ? '' : ' One at a time, the leader last.';
  return {
    title: `Much of the database ${findings.length === 1 ? 'file is' : 'files is'} free: ${listed(shares)}`,
    evidence: `Free: ${listed(figures)}; a quarter of the file, and 32 MiB, is much.`,
    remedy: `Defragmenting gives ${formatBytes(free)} back to the disk. A member answers nothing meanwhile, about 10 seconds for each GiB in use.${order}`,
    source: mixin('etcdDatabaseHighFragmentationRatio'),
    commands: about.flatMap(({ member }) => defragmentCommand(member)),
    act: 'defragment',
  };
}

const quotaForecast: Say = ({ finding, name }) => {
  const hours = numberOf(finding, 'hours');
  const rate = numberOf(finding, 'bytesPerHour');
  const when = hours === null ? 'soon' : `in ${formatDuration(hours * 3_600_000)}`;
  const growth = rate === null ? '' : `, grows by ${formatBytes(rate)} an hour`;
  return {
    title: `${name} reaches its quota ${when}`,
    evidence: `The database has ${formatBytes(bytesIn(finding, 'dbSize'))}${growth}, and its quota is ${formatBytes(bytesIn(finding, 'dbSizeQuota'))}.`,
    remedy: 'At the quota the cluster refuses writes. See what grew, compact history, and defragment before.',
    source: mixin('etcdExcessiveDatabaseGrowth'),
    act: 'maintenance',
  };
};

const quotaDiffers: Say = ({ finding, name }) => {
  const flag = numberOf(finding, 'flag');
  const actual = numberOf(finding, 'actual');
  const isOfFlag = flag !== null && actual !== null;
  return {
    title: isOfFlag ? `${name} has another quota than its flag says` : 'The members have different quotas',
    evidence: isOfFlag
      ? `--quota-backend-bytes is ${formatBytes(flag)}, and the quota in use ${formatBytes(actual)}.`
      : `The quotas are ${factOf(finding, 'quotas', 'not equal')}.`,
    remedy:
      'The smallest quota stops the writes of the whole cluster. Start every member with the same --quota-backend-bytes.',
    source: 'etcd#20753',
    act: null,
  };
};

const compactionStopped: Say = ({ finding }) => {
  const [minutes, compacted, revision] = ['minutes', 'compactRevision', 'revision'].map((name) =>
    numberOf(finding, name),
  );
  const since = minutes === null || minutes === undefined ? 'for long' : `for ${formatDuration(minutes * 60_000)}`;
  const kept =
    compacted === null || compacted === undefined || revision === null || revision === undefined
      ? ''
      : ` History holds ${plural(revision - compacted, 'revision')}: ${formatCount(compacted)} to ${formatCount(revision)}.`;
  return {
    title: `Nothing was compacted ${since}`,
    evidence: `The oldest revision that is kept did not change ${since}; an API server compacts every 5 minutes.${kept}`,
    remedy:
      'History fills the database. See whether an API server runs with --etcd-compaction-interval, or start members with --auto-compaction-retention; compact now.',
    source: ownRule,
    act: 'compact',
  };
};

/** The words of findings about space. */
export const spaceWords = {
  NearQuota: nearQuota,
  Fragmented: ({ finding, status }) => fragmentedWords([finding], status),
  QuotaForecast: quotaForecast,
  QuotaDiffers: quotaDiffers,
  CompactionStopped: compactionStopped,
} as const satisfies Readonly<Record<string, Say>>;

const percent = (part: number, whole: number): string => `${Math.floor((part / Math.max(1, whole)) * 100)}%`;

const bytesIn = (finding: Finding, name: string): number => numberOf(finding, name) ?? 0;

function defragmentCommand(member: MemberStatus | null): readonly FindingCommand[] {
  const endpoint = member?.endpoint ?? null;
  return endpoint === null ? [] : [{ words: ['defrag'], endpoint }];
}

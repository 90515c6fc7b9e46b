import { formatCount } from '../figures.ts';
import type { Finding } from '../findings.ts';
import { memberName } from '../member-name.ts';
import { withoutFullStop } from '../text-end.ts';
import { type About, factOf, numberOf, ownRule, type Say, shown } from './words.ts';

/** The words of findings about versions, obstacles to an upgrade, and data that differs. */
export const versionWords = {
  VersionSkew: ({ finding }) => ({
    title: 'The members run different versions',
    evidence: `The versions are ${factOf(finding, 'versions', 'not the same')}.`,
    remedy: `${finding.detail.versions ? `${factOf(finding, 'versions', '')}. ` : ''}Finish the upgrade or the downgrade; the cluster behaves as the oldest until then.`,
    ...{ source: ownRule, act: 'versions' },
  }),
  KnownDefect: ({ finding, name }) => {
    const id = factOf(finding, 'id', ownRule);
    const fixed = factOf(finding, 'fixedIn', 'a newer version');
    const defects = numberOf(finding, 'defects') ?? 1;
    const has = defects > 1 ? `has ${formatCount(defects)} known defects, the gravest` : 'has a known defect';
    return {
      title: `${subjectOf(finding, name)} ${has}: ${withoutFullStop(factOf(finding, 'title', id))}`,
      evidence: `It runs ${factOf(finding, 'version', 'an older version')}; ${fixed} has none of these: ${factOf(finding, 'ids', id)}.`,
      remedy: `Upgrade to ${fixed} or later, one member at a time.`,
      ...{ source: id, act: 'versions' },
    };
  },
  VersionEnded: ({ finding, name }) => ({
    title: `${subjectOf(finding, name)} runs a version that is no longer maintained`,
    evidence: `It runs ${factOf(finding, 'version', 'an old version')}, which gets no corrections since ${factOf(finding, 'ended', 'some time')}.`,
    remedy: 'Upgrade one minor version at a time, after a snapshot.',
    ...{ source: 'etcd versioning policy', act: 'versions' },
  }),
  DowngradeUnderWay: ({ finding }) => {
    const to = factOf(finding, 'to', 'an older version');
    return {
      title: `A downgrade to ${to} is under way`,
      evidence: `The leader has the target version ${to}; the downgrade ends with the last member that runs it.`,
      remedy: `Start every member with ${to}, one at a time, or cancel the downgrade.`,
      ...{ source: 'etcd downgrade guide', act: 'versions' },
    };
  },
  UpgradeNotReady: ({ finding }) => {
    const to = factOf(finding, 'to', 'the next version');
    const { title, remedy, source } = reasonOf(finding);
    return {
      title: `Not ready for ${to}: ${title}`,
      evidence: finding.detail.flags
        ? `${to} does not know these flags: ${factOf(finding, 'flags', '')}.`
        : `Of the versions, members and flags that were seen, this stands against ${to}.`,
      remedy,
      source,
      act: 'versions',
    };
  },
  RemovedFlag: ({ finding }) => {
    const [flag, to] = [factOf(finding, 'flag', 'a flag'), factOf(finding, 'to', 'a newer version')];
    const line = numberOf(finding, 'line') ?? 0;
    const isIgnored = finding.detail.effect === 'ignored';
    const since = finding.detail.since ? `, which ${factOf(finding, 'since', '')} removed` : '';
    return {
      title: `etcd ${to} ${isIgnored ? 'ignores' : 'does not start with'} ${flag}`,
      evidence: `${line > 0 ? `Line ${line} sets` : 'The configuration sets'} ${flag}${since}.`,
      remedy: finding.detail.instead
        ? `Set ${factOf(finding, 'instead', '')} in its place, as soon as the running version knows it.`
        : 'Take it out before the upgrade: nothing replaces it.',
      ...{ source: 'etcd release notes', act: null },
    };
  },
  HashDiffers: (about) => {
    const { finding } = about;
    const revision = numberOf(finding, 'revision');
    return {
      title: `The data of ${differing(about)} differs from the others’`,
      evidence: `The hashes of all keys differ${revision === null ? '' : ` at revision ${revision}`}, where members have compacted to the same revision.`,
      remedy:
        'Take a snapshot of a member that agrees with most others, then replace the one that differs. Where no majority agrees, stop writing first.',
      commands: [{ words: ['endpoint', 'hashkv', '--cluster'], endpoint: null }],
      ...{ source: 'etcd#20059', act: finding.member === null ? 'compareHashes' : 'replace' },
    };
  },
} as const satisfies Readonly<Record<string, Say>>;

const subjectOf = ({ member }: Finding, name: string): string => (member === null ? 'The cluster' : name);

function differing({ finding, status, name }: About): string {
  if (finding.member !== null) return name;
  const ids = factOf(finding, 'members', '');
  if (ids === '') return 'members';
  const names = ids.split(', ').map((id) => {
    const member = status.members.find((one) => one.id === id);
    return member === undefined ? id : shown(memberName(member));
  });
  return names.join(', ');
}

interface Reason {
  readonly title: string;
  readonly remedy: string;
  readonly source: string;
}

const reasons: Readonly<Record<string, Reason>> = {
  skipsMinor: {
    title: 'members are more than one minor version apart',
    remedy: 'Upgrade the oldest members first, one minor version at a time.',
    source: 'etcd upgrade guide',
  },
  mixedVersions: {
    title: 'an upgrade is under way',
    remedy: 'Finish it: start every member with the newer version.',
    source: 'etcd upgrade guide',
  },
  unhealthy: {
    title: 'not every member is healthy',
    remedy: 'Upgrade only while every member answers.',
    source: 'etcd upgrade guide',
  },
  learner: {
    title: 'a learner waits',
    remedy: 'Promote or remove it before the upgrade.',
    source: 'etcd#20793',
  },
  zombieMembers: {
    title: 'members that were removed may come back',
    remedy: 'Upgrade every member to 3.5.26 or later first: it corrects the stored list of members.',
    source: 'etcd#20967',
  },
  v2Store: {
    title: 'the write-ahead log may hold what the newer version refuses',
    remedy: 'Upgrade every member to 3.5.32 or later first, and run etcdutl check v2store on its data.',
    source: 'etcd#21849',
  },
  patchTooOld: {
    title: 'the members’ patch release is too old for it',
    remedy: 'Upgrade every member to 3.6.11 or later first.',
    source: 'etcd upgrade guide',
  },
  removedFlags: {
    title: 'members are started with flags that it does not know',
    remedy: 'Take the flags out, or set what replaces them, before the upgrade.',
    source: 'etcd release notes',
  },
};

function reasonOf(finding: Finding): Reason {
  const code = factOf(finding, 'reason', '');
  const known = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return (
    known ?? { title: code || 'something stands against it', remedy: 'Settle it before the upgrade.', source: ownRule }
  );
}

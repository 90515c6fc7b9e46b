import type { Finding } from '../findings.ts';
import { memberName } from '../member-name.ts';
import { type About, factOf, numberOf, ownRule, type Say, shown } from './words.ts';

/** The words of what is found about versions, about what stands against a newer one, and about data that differs. */
export const versionWords = {
  VersionSkew: ({ finding }) => ({
    title: 'The members run different versions',
    evidence: `The versions are ${factOf(finding, 'versions', 'not the same')}.`,
    remedy: `${finding.detail.versions ? `${factOf(finding, 'versions', '')}. ` : ''}Finish the upgrade; the cluster behaves as the oldest until then.`,
    ...{ source: ownRule, act: 'versions' },
  }),
  KnownDefect: ({ finding, name }) => {
    const id = factOf(finding, 'id', ownRule);
    const fixed = factOf(finding, 'fixedIn', 'a newer version');
    return {
      title: `${subjectOf(finding, name)} has a known defect: ${factOf(finding, 'title', id)}`,
      evidence: `It runs ${factOf(finding, 'version', 'an older version')}; the defect is mended in ${fixed}.`,
      remedy: `Upgrade to ${fixed} or later, one member at a time.`,
      ...{ source: id, act: 'versions' },
    };
  },
  VersionEnded: ({ finding, name }) => ({
    title: `${subjectOf(finding, name)} runs a version that is no longer maintained`,
    evidence: `It runs ${factOf(finding, 'version', 'an old version')}, which gets no corrections since ${factOf(finding, 'ended', 'some time')}.`,
    remedy: 'Upgrade one minor version at a time, after a snapshot.',
    ...{ source: factOf(finding, 'source', 'etcd versioning policy'), act: 'versions' },
  }),
  UpgradeNotReady: ({ finding, name }) => {
    const to = factOf(finding, 'to', 'the next version');
    const { title, remedy, source } = reasonOf(finding, name);
    return {
      title: `Not ready for ${to}: ${title}`,
      evidence: factOf(finding, 'evidence', `Found before an upgrade to ${to}.`),
      remedy,
      source: factOf(finding, 'source', source),
      act: 'versions',
    };
  },
  RemovedFlag: ({ finding }) => {
    const line = numberOf(finding, 'line');
    return {
      title: `${factOf(finding, 'to', 'A newer etcd')} does not take ${factOf(finding, 'flag', 'a flag')}`,
      evidence: `${factOf(finding, 'flag', 'The flag')} is set${line === null ? '' : ` on line ${line}`}.`,
      remedy: factOf(finding, 'replacement', 'Take it out, or set what replaces it, before the upgrade.'),
      ...{ source: factOf(finding, 'source', 'etcd release notes'), act: null },
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

const reasons: Readonly<Record<string, (name: string) => Reason>> = {
  zombieMembers: (name) => ({
    title: `${name} may bring back members that were removed`,
    remedy: 'Upgrade every member to 3.5.26 or later first: it corrects the stored list of members.',
    source: 'etcd#20967',
  }),
  lostPromotion: (name) => ({
    title: `${name} may take a promoted member for a learner`,
    remedy: 'Upgrade every member to 3.5.24 or later first, and let it run until the promotion is stored again.',
    source: 'etcd#19557',
  }),
  v2Store: (name) => ({
    title: `${name} holds entries of the v2 store`,
    remedy: 'Run etcdutl check v2store on 3.5.32 or later, and take out what it finds, before the upgrade.',
    source: 'etcd#20809',
  }),
  memberDown: (name) => ({
    title: `${name} is not healthy`,
    remedy: 'Upgrade only while every member answers.',
    source: ownRule,
  }),
  learner: (name) => ({
    title: `${name} is a learner`,
    remedy: 'Promote or remove it before the upgrade.',
    source: ownRule,
  }),
  skippedMinor: (name) => ({
    title: `${name} is more than one minor version older`,
    remedy: 'Upgrade one minor version at a time.',
    source: 'etcd upgrade guide',
  }),
};

function reasonOf(finding: Finding, name: string): Reason {
  const code = factOf(finding, 'reason', '');
  const known = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  if (known !== undefined) return known(subjectOf(finding, name));
  return {
    title: factOf(finding, 'title', code === '' ? 'something stands against it' : code),
    remedy: factOf(finding, 'remedy', 'Settle it before the upgrade.'),
    source: ownRule,
  };
}

import type { MemberStatus } from '../../contract/cluster.ts';
import type { Finding } from '../../contract/findings.ts';
import type { DowngradeState } from '../../contract/maintenance.ts';
import { type NewerVersion, removedFlag } from '../members/command-line/removed-flags.ts';
import { finding } from '../members/findings.ts';
import { versionParts } from '../members/version-defects.ts';
import type { CommandLines } from './command-lines.ts';

/** An obstacle to an upgrade. */
type Reason =
  /** Members run minor versions more than one apart. */
  | 'skipsMinor'
  /** An upgrade is under way: members run two minor versions. */
  | 'mixedVersions'
  /** A member is unhealthy, or was not asked. */
  | 'unhealthy'
  /** There is a learner. */
  | 'learner'
  /** Before 3.5.26: members removed long ago can come back in 3.6. */
  | 'zombieMembers'
  /** Before 3.5.32: etcd does not detect v2 entries in the write-ahead log, with which 3.6 does not start. */
  | 'v2Store'
  /** 3.7 needs members of 3.6.11 at least. */
  | 'patchTooOld'
  /** A member's command line has flags that the newer version refuses (flags: a list). */
  | 'removedFlags';

/** The cluster before its upgrade. */
export interface Upgraded {
  readonly members: readonly Pick<MemberStatus, 'version' | 'healthy' | 'isLearner'>[];
  readonly commandLines: CommandLines;
}

/** The first patch of a minor version whose upgrade to the next one is free of a defect. */
const leastPatch: readonly { readonly minor: number; readonly patch: number; readonly reason: Reason }[] = [
  { minor: 5, patch: 26, reason: 'zombieMembers' },
  { minor: 5, patch: 32, reason: 'v2Store' },
  { minor: 6, patch: 11, reason: 'patchTooOld' },
];
const mostFlags = 8;

/** Returns the downgrade that is under way, if one is. */
export const downgradeFindings = (state: DowngradeState): readonly Finding[] =>
  state.kind === 'underWay' ? [finding('DowngradeUnderWay', 'info', { detail: { to: state.to } })] : [];

/**
 * Returns the obstacles to an upgrade to the next minor version, or to the one that some members already run. Returns
 * none for the newest version, which is `newest`, as `3.7`.
 */
export function upgradeFindings({ members, commandLines }: Upgraded, newest: string): readonly Finding[] {
  const versions = members.flatMap(({ version }) => (version === null ? [] : (versionParts(version) ?? [])));
  if (versions.length === 0) return [];
  const minors = versions.map(({ minor }) => minor);
  const [lowest, highest] = [Math.min(...minors), Math.max(...minors)];
  const isMixed = lowest < highest;
  const next = lowest + 1;
  if (!isMixed && next > Number(newest.slice('3.'.length))) return [];
  const to = `3.${next}`;
  const found = (reason: Reason, more: Finding['detail'] = {}): Finding =>
    finding('UpgradeNotReady', 'info', { detail: { to, reason, ...more } });
  const ofLowest = versions.filter(({ minor }) => minor === lowest);
  const flags = removedIn(commandLines, to);
  return [
    ...(isMixed ? [found(highest - lowest > 1 ? 'skipsMinor' : 'mixedVersions')] : []),
    ...(members.some(({ healthy }) => healthy !== true) ? [found('unhealthy')] : []),
    ...(members.some(({ isLearner }) => isLearner) ? [found('learner')] : []),
    ...leastPatch
      .filter(({ minor, patch }) => minor === lowest && ofLowest.some((own) => own.patch < patch))
      .map(({ reason }) => found(reason)),
    ...(flags.length > 0 ? [found('removedFlags', { flags: flags.slice(0, mostFlags).join(', ') })] : []),
  ];
}

function removedIn(commandLines: CommandLines, to: string): readonly string[] {
  if (!isReviewed(to)) return [];
  const names = new Set([...commandLines.values()].flatMap((flags) => [...flags.keys()]));
  return [...names].filter((name) => removedFlag(name, null, to) !== null);
}

const isReviewed = (to: string): to is NewerVersion => to === '3.6' || to === '3.7';

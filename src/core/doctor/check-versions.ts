import type { ClusterStatus, MemberStatus } from '../../contract/cluster.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { downgradeTarget } from '../etcd/downgrade.ts';
import { isKnownAsKine } from '../etcd/kine.ts';
import { downgradeState } from '../maintenance/versions/downgrade-state.ts';
import { askVersion } from '../members/command-line/member-version.ts';
import { versionParts } from '../members/version-defects.ts';
import { loadAdvisories } from './advisories.ts';
import type { CheckFound } from './check-results.ts';
import type { CommandLines } from './command-lines.ts';
import { downgradeFindings, upgradeFindings } from './upgrade.ts';
import { versionFindings } from './version-advisor.ts';

const timeoutMs = 2_000;
const mostAsked = 8;

/**
 * Finds known defects of the members' versions and obstacles to an upgrade. Reads `/version` of a member whose status the
 * user may not read. Skips kine, which names an etcd version that it imitates. Rejects with `Cancelled`, and when the
 * table of advisories cannot be read.
 */
export async function checkVersions(
  held: OpenConnection,
  members: ClusterStatus['members'],
  commandLines: CommandLines,
  {
    signal,
    now,
    resourcesFolder,
  }: { readonly signal: AbortSignal; readonly now: () => number; readonly resourcesFolder: string },
): Promise<CheckFound> {
  const check = { name: 'versions', failure: null } as const;
  if (isKnownAsKine(held.client)) return { findings: [], check: { ...check, state: 'skipped', at: now() } };
  const table = await loadAdvisories(resourcesFolder);
  const [target, ...known] = await Promise.all([
    askDowngradeTarget(held, members, signal),
    ...members.map((member, place) => (place < mostAsked ? withVersion(held, member, signal) : member)),
  ]);
  const versioned = known.flatMap(({ id, version }) => (version === null ? [] : { id, version }));
  const missing = known.find(({ version }) => version === null);
  const state = missing === undefined ? 'done' : versioned.length > 0 ? 'partial' : 'failed';
  const downgrade = downgradeFindings(downgradeState(null, target));
  const findings = [
    ...versionFindings(versioned, table, now()),
    ...downgrade,
    // Members of two versions are no upgrade then.
    ...(downgrade.length > 0 ? [] : upgradeFindings({ members: known, commandLines }, table.newest)),
  ];
  return { findings, check: { ...check, state, failure: missing?.failure ?? null, at: now() } };
}

/** Returns the version of a downgrade that is under way. Asks only a member of 3.6 or later whose status was read. */
async function askDowngradeTarget(
  { client }: OpenConnection,
  members: ClusterStatus['members'],
  signal: AbortSignal,
): Promise<string | null> {
  const answering = members.filter(
    ({ healthy, version }) => healthy === true && version !== null && (versionParts(version)?.minor ?? 0) >= 6,
  );
  const endpoint = (answering.find(({ isLeader }) => isLeader === true) ?? answering[0])?.endpoint ?? null;
  if (endpoint === null) return null;
  try {
    return await downgradeTarget(client, endpoint, { timeoutMs, signal });
  } catch (error) {
    if (error instanceof EtcdeckError && error.code !== 'Cancelled') return null;
    throw error;
  }
}

async function withVersion(held: OpenConnection, member: MemberStatus, signal: AbortSignal): Promise<MemberStatus> {
  const { version, endpoint, healthy } = member;
  if (version !== null || endpoint === null || healthy !== true) return member;
  try {
    const said = await askVersion(held, endpoint, { timeoutMs, signal });
    return { ...member, version: said === null || versionParts(said.server) === null ? null : said.server };
  } catch (error) {
    if (error instanceof EtcdeckError && error.code !== 'Cancelled') return member;
    throw error;
  }
}

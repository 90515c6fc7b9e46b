import { randomBytes } from 'node:crypto';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { BumpReason, RestoredMember, RestoreStart, RestoreTool } from '../../contract/restores.ts';
import type { SettingsApi } from '../../contract/settings.ts';
import type { SnapshotInside } from '../../contract/snapshot-report.ts';
import type { OpenConnection, OpenConnections } from '../connections/held/open-connections.ts';
import { type Member, memberList } from '../etcd/cluster.ts';
import { headOfAny } from '../etcd/kv.ts';
import { canBumpRevision, restoringProgram, usualBump, versionIn } from '../etcdctl/restore-words.ts';
import { withListedNames } from '../members/start/initial-cluster.ts';
import type { Clock } from '../ports.ts';
import { usualDataDir } from '../recovery/recovery-hosts.ts';
import type { KnownFiles } from './known-files.ts';
import { findTools } from './restore-tools.ts';

/** What the beginning of a restore needs. */
export interface BeginParts {
  readonly files: KnownFiles;
  readonly open: OpenConnections;
  readonly settings: Pick<SettingsApi, 'get'>;
  readonly settingsFolder: string;
  readonly clock: Clock;
}

const operation = 'restores.begin';
/** How long the cluster may take to say what it has. */
const liveMs = 6_000;
/** What a form may hold. */
const [mostMembers, longestName, mostURLs, longestURL] = [20, 128, 20, 2_048];

/** Reads a snapshot and makes the form that the operator begins with. */
export async function beginRestore(
  { files, open, settings, settingsFolder, clock }: BeginParts,
  { file, connection }: { readonly file: string; readonly connection: ConnectionId | null },
  signal: AbortSignal,
): Promise<RestoreStart> {
  const held = connection === null ? null : open.require(connection);
  const [facts, live, tools] = await Promise.all([
    files.of(file, signal),
    held === null ? null : askLive(held, signal),
    settings.get({}).then(({ etcdBinary }) => findTools({ etcdBinary, settingsFolder })),
  ]);
  const { report, isKubernetes, isK3s } = facts;
  const { figures, inside, integrity } = report;
  if (figures === null || inside === null) {
    const reason = integrity.findings[0]?.message ?? 'it holds no keys that can be read';
    throw new EtcdeckError({ code: 'SnapshotInvalid', message: reason, operation, detail: { file, reason } });
  }
  const { revision } = figures;
  const behindLive = live === null ? null : live.revision - revision;
  const isBehind = behindLive !== null && behindLive > 0;
  const bumpReason: BumpReason = isKubernetes ? 'kubernetes' : isBehind ? 'liveIsAhead' : 'none';
  const toolVersion = toolVersionFor(inside, tools);
  return {
    form: {
      file,
      members: membersFor(inside, live?.members ?? []),
      token: newToken(clock.now()),
      dataDir: usualDataDir,
      bumpRevision:
        bumpReason !== 'none' && canBumpRevision(toolVersion) ? bumpBeyond(Math.max(0, behindLive ?? 0)) : null,
      skipsHashCheck: integrity.findings.some(({ code }) => code === 'NoTrailer'),
      toolVersion,
      layout: isKubernetes ? 'kubeadm' : 'systemd',
    },
    ...{ integrity, revision, bumpReason, behindLive, tools, isK3s },
    isAuthEnabled: inside.isAuthEnabled,
    leases: inside.leaseCount,
    increments: facts.later,
  };
}

interface Live {
  readonly revision: number;
  readonly members: readonly Member[];
}

/** Any member answers for itself: a cluster that needs a restore may have no quorum. `null` where none does. */
async function askLive({ client, closed }: OpenConnection, outer: AbortSignal): Promise<Live | null> {
  const signal = AbortSignal.any([outer, closed, AbortSignal.timeout(liveMs)]);
  const [head, list] = await Promise.allSettled([headOfAny(client, { signal }), memberList(client, { signal })]);
  if (outer.aborted) throw new EtcdeckError({ code: 'Cancelled', message: 'it was stopped', operation });
  if (head.status === 'rejected') return null;
  return { revision: head.value.revision, members: list.status === 'fulfilled' ? list.value.members : [] };
}

const names = new Intl.Collator(undefined, { numeric: true });

/** The voting members that the file lists, by name; where it lists none by name, those of the live cluster. */
function membersFor(inside: SnapshotInside, live: readonly Member[]): readonly RestoredMember[] {
  const voters = inside.members.filter(({ name, isLearner }) => name !== '' && !isLearner);
  const found: readonly Pick<Member, 'id' | 'name' | 'peerURLs'>[] =
    voters.length > 0 ? voters : live.filter(({ isLearner }) => !isLearner);
  const sorted = found.toSorted((a, b) => names.compare(a.name, b.name));
  return withListedNames(sorted.slice(0, mostMembers), []).map(({ name, peerURLs }) => ({
    name: name.slice(0, longestName),
    peerURLs: peerURLs.slice(0, mostURLs).map((url) => url.replace(/[\p{Cc}]/gu, '').slice(0, longestURL)),
  }));
}

/** The least multiple of the usual one that is beyond the live cluster, and leaves room above it. */
const bumpBeyond = (behindLive: number): number => usualBump * Math.ceil((behindLive + usualBump / 2) / usualBump);

/** The tool of the file's own minor version, then any tool, then what the file says. */
function toolVersionFor({ storageVersion, clusterVersion }: SnapshotInside, tools: readonly RestoreTool[]): string {
  const own = versionIn(storageVersion ?? clusterVersion ?? '')?.minor;
  const fitting = tools.filter(({ program, version }) => program === restoringProgram(version));
  const tool = fitting.find(({ version }) => versionIn(version)?.minor === own) ?? fitting[0];
  return tool?.version ?? `3.${own ?? 5}`;
}

/** Without letters and digits that look alike. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Returns a token that no other restore has, and that can be read out. */
function newToken(now: number): string {
  const day = new Date(now).toISOString().slice(0, 10);
  const random = Array.from(randomBytes(4), (byte) => letters[byte % letters.length]);
  return `etcd-restored-${day}-${random.join('')}`;
}

import { isAbsolute, normalize } from 'node:path/posix';
import type { MemberId } from '../../contract/ids.ts';
import { isLoopback } from '../connections/endpoints.ts';
import { listOf } from '../connections/importers/named-settings.ts';
import type { Member } from '../etcd/cluster.ts';
import { peerURLPartsOrNull } from '../etcd/peer-urls.ts';
import { flagsIn, withFlags, withoutFlag } from '../members/command-line/etcd-args.ts';
import { withListedNames } from '../members/start/initial-cluster.ts';
import { argsLike, type MemberNames } from './args-like.ts';

/** A member's host, as its commands need it. */
export interface RecoveryHost extends MemberNames {
  readonly id: MemberId;
  /** The host in its first peer URL; `null` for this machine's own address. */
  readonly address: string | null;
  /** The command line that starts it, the program first. */
  readonly args: readonly string[];
  /** Where the command line comes from: the member, a survivor's changed for it, or nowhere: only names and URLs. */
  readonly origin: 'member' | 'survivor' | 'usual';
  readonly dataDir: string;
  readonly walDir: string | null;
  /** Whether the member list has other peer URLs, which no member can read. */
  readonly isOddlyListed: boolean;
  /** The file of its settings, beside which etcd reads no flags and no variables. */
  readonly configFile: string | null;
}

/** A survivor whose command line is known. */
export interface KnownArgs {
  readonly member: MemberId;
  readonly args: readonly string[];
}

/** Stands in a runbook for the machine that runs etcdeck, and so for no member. */
export const here = 'here';

/** The folder in which packages and kubeadm keep a member's data. */
const usualDataDir = '/var/lib/etcd';

/**
 * Returns the hosts of the members that have ever started and vote. `known`: the survivors' command lines, the best
 * survivor's first; those of other members are made after it.
 */
export function recoveryHosts(members: readonly Member[], known: readonly KnownArgs[]): readonly RecoveryHost[] {
  const argsOf = ({ id }: Member): readonly string[] => known.find(({ member }) => member === id)?.args ?? [];
  const voters = members.filter(({ name, isLearner }) => name !== '' && !isLearner);
  const named = withListedNames(voters, [here]).map((member) => withReadablePeerURLs(member, argsOf(member)));
  const [like] = known.filter(({ args }) => saysItsData(args));
  const listed = members.find(({ id }) => id === like?.member);
  return named.map((member, at) => {
    const { name, peerURLs } = member;
    const isOddlyListed = peerURLs !== voters[at]?.peerURLs;
    const host = (args: readonly string[], origin: RecoveryHost['origin']): RecoveryHost =>
      hostOf({ ...member, isOddlyListed }, args, origin);
    const said = argsOf(member);
    const own = name === voters[at]?.name ? said : withFlags(said, { name });
    if (saysItsData(own)) return host(own, 'member');
    if (like === undefined || listed === undefined) return host(bareArgs(member), 'usual');
    return host(argsLike(like.args, withReadablePeerURLs(listed, like.args), member), 'survivor');
  });
}

/**
 * Returns a member with peer URLs that others can read. A server takes any text for them (3.4 to 3.7), on which every
 * member but this one then stops for good; its own command line still has what it listens at.
 */
function withReadablePeerURLs(member: Member, args: readonly string[]): Member {
  if (arePeerURLs(member.peerURLs)) return member;
  const own = listOf(flagsIn(args).get('initial-advertise-peer-urls') ?? '');
  return arePeerURLs(own) ? { ...member, peerURLs: own } : member;
}

const arePeerURLs = (urls: readonly string[]): boolean =>
  urls.length > 0 && urls.every((url) => peerURLPartsOrNull(url) !== null);

function hostOf(
  member: Member & Pick<RecoveryHost, 'isOddlyListed'>,
  given: readonly string[],
  origin: RecoveryHost['origin'],
): RecoveryHost {
  const { id, name, peerURLs, clientURLs, isOddlyListed } = member;
  // Somebody may have tried it already.
  const args = withoutFlag(given, 'force-new-cluster');
  return {
    ...{ id, name, peerURLs, clientURLs, isOddlyListed, args, origin },
    address: addressOf(peerURLs[0]),
    dataDir: folderIn(args, 'data-dir') ?? usualDataDir,
    walDir: folderIn(args, 'wal-dir'),
    configFile: flagsIn(args).get('config-file') ?? null,
  };
}

/** Whether a command line starts the member on its data; one without flags was set up by variables. */
function saysItsData(args: readonly string[]): boolean {
  return folderIn(args, 'data-dir') !== null || flagsIn(args).has('config-file');
}

function folderIn(args: readonly string[], flag: string): string | null {
  const folder = flagsIn(args).get(flag);
  if (folder === undefined || !isAbsolute(folder)) return null;
  const own = normalize(folder);
  return own.length > 1 && own.endsWith('/') ? own.slice(0, -1) : own;
}

function bareArgs({ name, peerURLs, clientURLs }: MemberNames): readonly string[] {
  const [peers, clients] = [peerURLs.join(','), clientURLs.join(',')];
  return [
    'etcd',
    ...[`--name=${name}`, `--data-dir=${usualDataDir}`],
    ...[`--listen-peer-urls=${peers}`, `--initial-advertise-peer-urls=${peers}`],
    ...[`--listen-client-urls=${clients}`, `--advertise-client-urls=${clients}`],
  ];
}

function addressOf(url: string | undefined): string | null {
  const host = url === undefined ? undefined : peerURLPartsOrNull(url)?.host;
  if (host === undefined || isLoopback(host)) return null;
  return host.includes(':') ? `[${host}]` : host;
}

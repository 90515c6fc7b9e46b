import { isAbsolute, normalize } from 'node:path/posix';
import type { MemberId } from '../../contract/ids.ts';
import { endpointPartsOrNull, hostAndPort, isLoopback } from '../connections/endpoints.ts';
import { listOf } from '../connections/importers/named-settings.ts';
import type { Member } from '../etcd/cluster.ts';
import { peerURLPartsOrNull } from '../etcd/peer-urls.ts';
import { flagsIn, withFlags, withoutFlag } from '../members/command-line/etcd-args.ts';
import { withListedNames } from '../members/start/initial-cluster.ts';
import { argsLike, type MemberNames } from './args-like.ts';

/** A host, as the commands of its member need it. */
export interface MemberHost extends MemberNames {
  /** The host in its first peer URL; `null` for this machine's own address. */
  readonly address: string | null;
  /** The command line that starts it, the program first. */
  readonly args: readonly string[];
  /**
   * Where the command line comes from: the member, a survivor's changed for it, nowhere: only names and URLs, or those
   * with the data-dir that the operator gave.
   */
  readonly origin: 'member' | 'survivor' | 'usual' | 'given';
  readonly dataDir: string;
  readonly walDir: string | null;
  /** The member at the same address with the same data-dir, where this one's is a guess, and so a wrong one. */
  readonly dataDirOf: string | null;
  /** The file of its settings, beside which etcd reads no flags and no variables. */
  readonly configFile: string | null;
}

/** The host of a member whose cluster has lost its quorum. */
export interface RecoveryHost extends MemberHost {
  readonly id: MemberId;
  readonly origin: 'member' | 'survivor' | 'usual';
  /** Whether the member list has other peer URLs, which no member can read. */
  readonly isOddlyListed: boolean;
  /** Whether its peer URLs are made up after its client URLs, since nothing says them. */
  readonly arePeerURLsGuessed: boolean;
}

/** A survivor whose command line is known. */
export interface KnownArgs {
  readonly member: MemberId;
  readonly args: readonly string[];
}

/** Stands in a runbook for the machine that runs etcdeck, and so for no member. */
export const here = 'here';

/** The folder in which packages and kubeadm keep a member's data. */
export const usualDataDir = '/var/lib/etcd';

/**
 * Returns the hosts of the members that have ever started and vote. `known`: the survivors' command lines, the best
 * survivor's first; those of other members are made after it.
 */
export function recoveryHosts(members: readonly Member[], known: readonly KnownArgs[]): readonly RecoveryHost[] {
  const argsOf = ({ id }: Member): readonly string[] => known.find(({ member }) => member === id)?.args ?? [];
  const voters = members.filter(({ name, isLearner }) => name !== '' && !isLearner);
  const lists = known.map(({ args }) => flagsIn(args).get('initial-cluster') ?? '');
  const named = withListedNames(voters, [here]).map((member, at) =>
    withReadablePeerURLs(member, argsOf(member), namedIn(lists, voters[at]?.name ?? '')),
  );
  const [like] = known.filter(({ args }) => saysItsData(args));
  const listed = members.find(({ id }) => id === like?.member);
  const hosts = named.map((member, at) => {
    const { name, peerURLs } = member;
    const isOddlyListed = peerURLs !== voters[at]?.peerURLs;
    const host = (args: readonly string[], origin: RecoveryHost['origin']): RecoveryHost =>
      hostOf({ ...member, isOddlyListed }, args, origin);
    const said = argsOf(member);
    const own = name === voters[at]?.name ? said : withFlags(said, { name });
    if (saysItsData(own)) return host(own, 'member');
    if (like === undefined || listed === undefined) return host(bareArgs(member), 'usual');
    const likeURLs = namedIn(lists, listed.name);
    return host(argsLike(like.args, withReadablePeerURLs(listed, like.args, likeURLs), member), 'survivor');
  });
  return hosts.map((host) => ({ ...host, dataDirOf: host.origin === 'member' ? null : sharedWith(host, hosts) }));
}

/**
 * Returns the name of another member with the same data-dir on the same machine, which no two members have; `null` where
 * there is none.
 */
function sharedWith<H extends Pick<MemberHost, 'name' | 'address' | 'dataDir'>>(
  host: H,
  hosts: readonly H[],
): string | null {
  const { address, dataDir } = host;
  const other = hosts.find((one) => one !== host && one.address === address && one.dataDir === dataDir);
  return other?.name ?? null;
}

/** A member with peer URLs that others can read. */
type ReadableMember = Member & Pick<RecoveryHost, 'arePeerURLsGuessed'>;

/**
 * Returns a member with peer URLs that others can read. A server takes any text for them (3.4 to 3.7), on which every
 * member but this one then stops for good. Its own command line still has what it listens at; else a survivor's
 * `--initial-cluster` may list it, and its client URLs at least name its host.
 */
function withReadablePeerURLs(member: Member, args: readonly string[], listed: readonly string[]): ReadableMember {
  if (arePeerURLs(member.peerURLs)) return { ...member, arePeerURLsGuessed: false };
  const own = listOf(flagsIn(args).get('initial-advertise-peer-urls') ?? '');
  const said = [own, listed].find(arePeerURLs);
  if (said !== undefined) return { ...member, peerURLs: said, arePeerURLsGuessed: false };
  return { ...member, peerURLs: [guessedPeerURL(member)], arePeerURLsGuessed: true };
}

/** The peer URLs of a member of this name in lists of `name=url`. The first list that names it readably counts. */
function namedIn(lists: readonly string[], name: string): readonly string[] {
  const prefix = `${name}=`;
  const urls = lists.map((list) =>
    listOf(list).flatMap((entry) => (name !== '' && entry.startsWith(prefix) ? [entry.slice(prefix.length)] : [])),
  );
  return urls.find(arePeerURLs) ?? [];
}

const peerPort = 2380;

/** Without a host in its client URLs it is a text that etcd refuses, so that nothing is restored with it. */
function guessedPeerURL({ id, clientURLs }: Member): string {
  const [parts] = clientURLs.flatMap((url) => endpointPartsOrNull(url) ?? []);
  if (parts === undefined) return `https://<host of ${id}>:${peerPort}`;
  return `${parts.scheme}://${hostAndPort({ host: parts.host, port: peerPort })}`;
}

const arePeerURLs = (urls: readonly string[]): boolean =>
  urls.length > 0 && urls.every((url) => peerURLPartsOrNull(url) !== null);

function hostOf(
  member: ReadableMember & Pick<RecoveryHost, 'isOddlyListed'>,
  given: readonly string[],
  origin: RecoveryHost['origin'],
): RecoveryHost {
  const { id, name, peerURLs, clientURLs, isOddlyListed, arePeerURLsGuessed } = member;
  // Somebody may have tried it already.
  const args = withoutFlag(given, 'force-new-cluster');
  return {
    ...{ id, name, peerURLs, clientURLs, isOddlyListed, arePeerURLsGuessed, args, origin },
    address: addressOf(peerURLs[0]),
    dataDir: folderIn(args, 'data-dir') ?? usualDataDir,
    walDir: folderIn(args, 'wal-dir'),
    dataDirOf: null,
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

/** Returns the command line of a member of which only its names, URLs and data-dir are known. */
export function bareArgs({ name, peerURLs, clientURLs }: MemberNames, dataDir = usualDataDir): readonly string[] {
  const [peers, clients] = [peerURLs.join(','), clientURLs.join(',')];
  return [
    'etcd',
    ...[`--name=${name}`, `--data-dir=${dataDir}`],
    ...[`--listen-peer-urls=${peers}`, `--initial-advertise-peer-urls=${peers}`],
    ...[`--listen-client-urls=${clients}`, `--advertise-client-urls=${clients}`],
  ];
}

/** Returns the host of a peer URL, as `scp` takes it; `null` for this machine's own address. */
export function addressOf(url: string | undefined): string | null {
  const host = url === undefined ? undefined : peerURLPartsOrNull(url)?.host;
  if (host === undefined || isLoopback(host)) return null;
  return host.includes(':') ? `[${host}]` : host;
}

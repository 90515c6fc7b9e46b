import type { MemberId } from '../../contract/ids.ts';
import type { RunbookStep } from '../../contract/recovery.ts';
import { shellCommand, shellWord } from '../../contract/shell-quote.ts';
import { writtenOut } from '../terminal/steering.ts';
import type { EtcdctlLines } from './etcdctl-lines.ts';
import type { LayoutCommands } from './layout-commands.ts';
import type { MemberHost, RecoveryHost } from './recovery-hosts.ts';
import { chained, endingWith, unlessAbsent, unlessSo } from './shell-lines.ts';

/** What the runbooks are made of. */
export interface RunbookWorld {
  /**
   * The cluster and what its survivor holds, as `cdf81819-t7-r900`: the first half of the id, term and revision. Names
   * the snapshot, what is moved aside and the new cluster, alike in every layout and at every survey of one loss.
   */
  readonly stamp: string;
  /** Every member that is to come back. */
  readonly hosts: readonly RecoveryHost[];
  /** The names of learners, which are not brought back. */
  readonly learners: readonly string[];
  /** The survivor to recover from, and where it answers. */
  readonly survivor: { readonly id: MemberId; readonly name: string };
  readonly endpoint: string;
  /** The survivor's version; `null` where it is not known. */
  readonly version: string | null;
  readonly layout: LayoutCommands;
  readonly etcdctl: EtcdctlLines;
  /** Whether saving a snapshot needs a certificate of root that the connection does not have. */
  readonly lacksRoot: boolean;
  /** Whether the survivor can go on alone with its own data. */
  readonly canGoAlone: boolean;
}

/** Returns steps, each as one command; one on a host whose data-dir is a wrong guess ends before it does anything. */
export function asCommands(
  steps: readonly RunbookStep[],
  { hosts }: { readonly hosts: readonly MemberHost[] },
): readonly RunbookStep[] {
  return steps.map((step) => {
    const host = hosts.find(({ name }) => name === step.host);
    const guard = host === undefined || host.dataDirOf === null ? [] : [refusingGuess(host, host.dataDirOf)];
    return { ...step, commands: chained([...guard, ...step.commands]) };
  });
}

const refusingGuess = ({ name, dataDir }: MemberHost, other: string): string =>
  endingWith(
    `the data-dir of ${name} is not known: ${dataDir} is that of ${other} on the same machine. Put the real one in every step of ${name} and take this line out`,
  );

/** Says which learners are not brought back. */
export const learnerNotes = ({ learners }: RunbookWorld): readonly string[] =>
  learners.length === 0
    ? []
    : [`Learners are not brought back, here ${learners.join(', ')}: add them again once everything works.`];

/** The path that a host's data is moved or copied to. */
export const asideOf = (folder: string, { stamp }: Pick<RunbookWorld, 'stamp'>): string =>
  `${folder}.before-recovery-${stamp}`;

/** Moves a member's data aside, where there is any. */
export function moveAside(host: MemberHost, world: Pick<RunbookWorld, 'stamp'>): readonly string[] {
  return foldersOf(host).flatMap((folder) => [
    unlessSo(
      `[ ! -e ${shellWord(folder)} ] || ${isAbsent(asideOf(folder, world))}`,
      `${asideOf(folder, world)} is there already, and ${folder} too: keep one of them elsewhere first`,
    ),
    unlessAbsent(folder, shellCommand('mv', folder, asideOf(folder, world))),
  ]);
}

/** Copies a member's data aside. A copy that fails, as on a full disk, has another name and is taken for none. */
export function copyAside(host: RecoveryHost, world: RunbookWorld): readonly string[] {
  return foldersOf(host).flatMap((folder) => {
    const aside = asideOf(folder, world);
    const part = `${aside}.part`;
    return [
      unlessSo(isAbsent(aside), `${aside} is there already: the copy was made`),
      unlessSo(isAbsent(part), `${part} is left of a copy that failed: remove it first`),
      shellCommand('cp', '-a', folder, part),
      shellCommand('mv', part, aside),
    ];
  });
}

/** Ends a chain where the copy of a member's data is missing. */
export function requireCopy(host: RecoveryHost, world: RunbookWorld): readonly string[] {
  return foldersOf(host).map((folder) => {
    const aside = asideOf(folder, world);
    return unlessSo(`[ -e ${shellWord(aside)} ]`, `there is no copy ${aside}: nothing is started without it`);
  });
}

/** Ends a chain where a member has no data: etcd would begin an empty cluster. */
export const requireData = ({ dataDir }: MemberHost): string =>
  unlessSo(`[ -f ${shellWord(`${dataDir}/member/snap/db`)} ]`, `${dataDir} has no data: nothing is started without it`);

/** A condition of a shell. */
export const isAbsent = (path: string): string => `[ ! -e ${shellWord(path)} ]`;

/** The folders of a member's data that are moved by themselves. */
export function foldersOf({ dataDir, walDir }: MemberHost): readonly string[] {
  const isInside = walDir === null || walDir === dataDir || walDir.startsWith(`${dataDir}/`);
  return isInside ? [dataDir] : [walDir, dataDir];
}

/** Waits until members answer a read through the log. */
export const untilHealthy = (
  { etcdctl }: { readonly etcdctl: Pick<EtcdctlLines, 'at'> },
  endpoints: readonly string[],
): string => `until ${etcdctl.at(endpoints, 'endpoint', 'health')}; do sleep 2; done`;

/** A condition: whether the member list has a member of these peer URLs, which may have to vote. */
export function isListed(
  { etcdctl }: RunbookWorld,
  endpoints: readonly string[],
  { peerURLs }: RecoveryHost,
  must: 'be there' | 'vote',
): string {
  const isVoter = must === 'vote' ? ' && $6 == "false"' : '';
  const found = `$4 == urls${isVoter} { found = 1 } END { exit !found }`;
  return `${etcdctl.at(endpoints, 'member', 'list')} | awk -F ', ' -v ${shellWord(`urls=${peerURLs.join(',')}`)} ${shellWord(found)}`;
}

/** Prints a member's id, by its peer URLs. */
export function idOf({ etcdctl }: RunbookWorld, endpoints: readonly string[], { peerURLs }: RecoveryHost): string {
  const list = etcdctl.at(endpoints, 'member', 'list');
  return `${list} | awk -F ', ' -v ${shellWord(`urls=${peerURLs.join(',')}`)} ${shellWord('$4 == urls { print $1 }')}`;
}

/** Says where the data-dir, the start line and the peer URLs of a host come from. */
export function sourceOf(host: RecoveryHost, { survivor }: RunbookWorld): readonly string[] {
  const { name, dataDir, origin, peerURLs, arePeerURLsGuessed } = host;
  const urls = `The member list has no peer URL of ${name} that can be read: ${peerURLs.join(', ')} is a guess. Put in the real one on every host.`;
  return [...dataSource[origin](dataDir, survivor.name), ...(arePeerURLsGuessed ? [urls] : [])];
}

const dataSource: Readonly<Record<RecoveryHost['origin'], (dataDir: string, survivor: string) => readonly string[]>> = {
  member: (dataDir) => [`Its data-dir, ${dataDir}, is what it was started with.`],
  survivor: (dataDir, survivor) => [
    `Its data-dir, ${dataDir}, is taken after ${survivor}'s: compare it with the host before you run this.`,
  ],
  usual: (dataDir) => [
    `Its data-dir is not known: ${dataDir} is the usual one. Put in the real one, and its other flags.`,
  ],
};

/** Says what to do for a lost member that has no host any more. */
export const whereGone =
  'If the host of a lost member is gone, have its member left out, so that fewer are brought back, and add one later. Or run its steps on another host that has its address.';

/** Returns sentences as the notes of a step, each on one line whatever members say of themselves. */
export const notes = (...sentences: readonly string[]): RunbookStep['notes'] =>
  sentences.filter((sentence) => sentence !== '').map(writtenOut);

/** Where members answer afterwards: the survivor where it does now, the others where they announce. */
export const endpointsOf = (hosts: readonly RecoveryHost[], { survivor, endpoint }: RunbookWorld): readonly string[] =>
  hosts.flatMap(({ id, clientURLs }) => (id === survivor.id ? [endpoint] : clientURLs.slice(0, 1)));

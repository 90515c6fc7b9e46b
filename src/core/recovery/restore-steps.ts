import type { RunbookStep } from '../../contract/recovery.ts';
import { shellCommand, shellWord } from '../../contract/shell-quote.ts';
import { restoreWords, restoringProgram } from '../etcdctl/restore-words.ts';
import { initialClusterOf } from '../members/start/initial-cluster.ts';
import type { LayoutCommands } from './layout-commands.ts';
import { here, type MemberHost } from './recovery-hosts.ts';
import { foldersOf, isAbsent, moveAside, notes, requireData } from './runbook.ts';
import { unlessAbsent, unlessSo } from './shell-lines.ts';

/** What the steps of a restore are made of. */
export interface RestoreWorld<H extends MemberHost = MemberHost> {
  /** Names the snapshot on every host, and what is moved aside. */
  readonly stamp: string;
  /** The members of the restored cluster. */
  readonly hosts: readonly H[];
  readonly layout: LayoutCommands;
  /** The tool's version; `null` where it is not known. */
  readonly version: string | null;
  readonly token: string;
  readonly bumpRevision: number | null;
  readonly skipsHashCheck: boolean;
  /** Says where the facts of a host come from. */
  readonly sourceOf: (host: H) => readonly string[];
  /** Says whether the revision is raised. */
  readonly bumpNotes: readonly string[];
}

type Named = Pick<RestoreWorld, 'stamp'>;

/** Says what to copy to machines that no peer URL names. */
export function byHand(world: Pick<RestoreWorld, 'stamp' | 'hosts'>): readonly string[] {
  const names = world.hosts.filter(({ address }) => address === null).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `The peer URLs of ${names.join(', ')} name this machine, or no host. If that is another machine, copy ${fileOf(world)} and ${sumOf(world)} to the same place there.`,
  ];
}

/** Returns the step that copies the snapshot to the hosts; none where every member is at an address of this machine. */
export function copySteps(world: Pick<RestoreWorld, 'stamp' | 'hosts'>): readonly RunbookStep[] {
  const commands = copiesOf(world);
  if (commands.length === 0) return [];
  return [
    {
      host: here,
      commands,
      notes: notes(
        'Copies the snapshot and its sum to the hosts.',
        'Put the user that may log in there before the host.',
        ...byHand(world),
      ),
    },
  ];
}

/** Returns the lines that copy the snapshot to the hosts. */
export function copiesOf(world: Pick<RestoreWorld, 'stamp' | 'hosts'>): readonly string[] {
  const addresses = new Set(world.hosts.flatMap(({ address }) => address ?? []));
  return [...addresses].map((address) =>
    shellCommand('scp', '--', fileOf(world), sumOf(world), `${address}:${folderOfFiles}/`),
  );
}

/** Returns the steps that restore the snapshot on every host, and start the members once all are restored. */
export function restoreSteps<H extends MemberHost>(world: RestoreWorld<H>): readonly RunbookStep[] {
  const { hosts, layout } = world;
  return [
    ...hosts.map((host) => restore(host, world)),
    ...hosts.map((host) => ({
      host: host.name,
      commands: [requireRestored(host, world), requireData(host), ...layout.start(host)],
      notes: notes(
        `Starts ${host.name}, once every host is restored.`,
        'Without the restored data it starts nothing.',
        layout.note,
      ),
    })),
  ];
}

/** Restores beside the data, so that a host on which anything fails is left as it is. */
function restore<H extends MemberHost>(host: H, world: RestoreWorld<H>): RunbookStep {
  const { layout, hosts, token, version, bumpRevision, skipsHashCheck } = world;
  const { name, dataDir, walDir, peerURLs } = host;
  const words = restoreWords({
    ...{ file: fileOf(world), name, initialCluster: initialClusterOf(hosts), peerURLs, token, bumpRevision },
    dataDir: restoringOf(dataDir, world),
    walDir: walDir === null ? null : restoringWal(host, walDir, world),
    skipsHashCheck,
  });
  const folders = foldersOf(host);
  return {
    host: name,
    commands: [
      `sha256sum -c ${shellWord(sumOf(world))}`,
      statusOf(world),
      unlessSo(isAbsent(restoredOf(host, world)), `${name} is restored already`),
      ...folders.map((folder) =>
        unlessSo(
          isAbsent(restoringOf(folder, world)),
          `${restoringOf(folder, world)} is left of a restore that failed: remove it first`,
        ),
      ),
      shellCommand(restoringProgram(version), ...words),
      ...folders.map((folder) => ownedAlike(folder, world)),
      ...layout.stop(host),
      ...moveAside(host, world),
      ...folders.map((folder) => shellCommand('mv', restoringOf(folder, world), folder)),
      shellCommand('touch', restoredOf(host, world)),
    ],
    notes: notes(
      `Checks the snapshot and restores it beside the data of ${name}.`,
      `Then stops ${name}, moves its data aside and puts what was restored in its place.`,
      'Where the check or the restore fails, nothing is stopped or moved.',
      ...world.sourceOf(host),
      ...world.bumpNotes,
    ),
  };
}

const folderOfFiles = '/var/tmp';

/** The path of the snapshot on every host. */
export const fileOf = ({ stamp }: Named): string => `${folderOfFiles}/etcd-${stamp}.db`;

/** The path of its sum, as `sha256sum` writes it. */
export const sumOf = (world: Named): string => `${fileOf(world)}.sha256`;

/** Returns the line that prints the snapshot's figures. */
export const statusOf = (world: Pick<RestoreWorld, 'stamp' | 'version'>): string =>
  `${restoringProgram(world.version)} snapshot status ${shellWord(fileOf(world))} -w table`;

const restoringOf = (folder: string, { stamp }: Named): string => `${folder}.restoring-${stamp}`;

function restoringWal(host: MemberHost, walDir: string, world: Named): string {
  const { dataDir } = host;
  if (foldersOf(host).includes(walDir)) return restoringOf(walDir, world);
  return `${restoringOf(dataDir, world)}${walDir.slice(dataDir.length)}`;
}

/** An empty file: the data-dir is the restored one. Old data beside a failed restore looks alike. */
const restoredOf = ({ dataDir }: MemberHost, { stamp }: Named): string => `${dataDir}.restored-${stamp}`;

const requireRestored = (host: MemberHost, world: Named): string =>
  unlessSo(
    `[ -e ${shellWord(restoredOf(host, world))} ]`,
    `${host.name} is not restored: nothing is started without the restored data`,
  );

function ownedAlike(folder: string, world: Named): string {
  const restoring = restoringOf(folder, world);
  return unlessAbsent(folder, `chown -R --reference=${shellWord(folder)} ${shellWord(restoring)}`);
}

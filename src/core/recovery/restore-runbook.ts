import type { Runbook, RunbookStep } from '../../contract/recovery.ts';
import { shellCommand, shellWord } from '../../contract/shell-quote.ts';
import { initialClusterOf } from '../members/start/initial-cluster.ts';
import { here, type RecoveryHost } from './recovery-hosts.ts';
import {
  asCommands,
  endpointsOf,
  foldersOf,
  isAbsent,
  learnerNotes,
  moveAside,
  notes,
  type RunbookWorld,
  requireData,
  sourceOf,
  untilHealthy,
  whereGone,
} from './runbook.ts';
import { unlessAbsent, unlessSo } from './shell-lines.ts';

/** What etcd's documentation gives: more revisions than any cluster writes between a snapshot and its end. */
const bump = ['--bump-revision', '1000000000', '--mark-compacted'];

/** Returns the way back through a snapshot: the same keys in a new cluster, on every host. */
export function restoreRunbook(world: RunbookWorld): Runbook {
  const { hosts, layout } = world;
  const steps = [
    save(world),
    ...copy(world),
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
    check(world),
  ];
  return { kind: 'restore', steps: asCommands(steps, world) };
}

function save(world: RunbookWorld): RunbookStep {
  const { endpoint, etcdctl, survivor } = world;
  const file = fileOf(world);
  const flags = `--endpoints=${shellWord(endpoint)} ${etcdctl.asRoot}`.trim();
  return {
    host: here,
    commands: [
      `etcdctl ${flags} snapshot save ${shellWord(file)}`,
      statusOf(world),
      `sha256sum ${shellWord(file)} >${shellWord(sumOf(world))}`,
    ],
    notes: notes(
      `Saves what ${survivor.name} has, checks it and writes its sum beside it.`,
      'Restart no survivor before: it would answer nothing any more.',
      ...rootNotes(world),
      `${utility(world)} of the members' version is needed here and on every host.`,
      ...etcdctl.asRootNotes,
      `etcdeck saves it too, in place of the line of etcdctl: etcdeck ${flags} snapshot save ${shellWord(file)}`,
      whereGone,
      ...learnerNotes(world),
      ...(copiesOf(world).length === 0 ? byHand(world) : []),
    ),
  };
}

/** What saves a snapshot where auth is on, and what is left where nothing does. */
function rootNotes({ lacksRoot, canGoAlone, survivor }: RunbookWorld): readonly string[] {
  if (!lacksRoot) return [];
  const without = canGoAlone
    ? 'Without one, use force-new-cluster.'
    : `Without one, stop ${survivor.name} and restore its member/snap/db with --skip-hash-check in place of the snapshot. Its last writes may be missing there: they are in its log only.`;
  return [
    'Auth is on, and without quorum no password can be checked: this needs a client certificate with the common name root.',
    without,
  ];
}

/** Nothing where every member is at an address of this machine. */
function copy(world: RunbookWorld): readonly RunbookStep[] {
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

function copiesOf(world: RunbookWorld): readonly string[] {
  const addresses = new Set(world.hosts.flatMap(({ address }) => address ?? []));
  return [...addresses].map((address) =>
    shellCommand('scp', '--', fileOf(world), sumOf(world), `${address}:${folderOfFiles}/`),
  );
}

function byHand(world: RunbookWorld): readonly string[] {
  const names = world.hosts.filter(({ address }) => address === null).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `The peer URLs of ${names.join(', ')} name this machine, or no host. If that is another machine, copy ${fileOf(world)} and ${sumOf(world)} to the same place there.`,
  ];
}

/** Restores beside the data, so that a host on which anything fails is left as it is. */
function restore(host: RecoveryHost, world: RunbookWorld): RunbookStep {
  const { layout, hosts, stamp } = world;
  const { name, dataDir, walDir, peerURLs } = host;
  const flags = [
    ...['--name', name, '--initial-cluster', initialClusterOf(hosts)],
    ...['--initial-advertise-peer-urls', peerURLs.join(','), '--initial-cluster-token', `recovered-${stamp}`],
    ...['--data-dir', restoringOf(dataDir, world)],
    ...(walDir === null ? [] : ['--wal-dir', restoringWal(host, walDir, world)]),
    ...(layout.isKubernetes && canBump(world) ? bump : []),
  ];
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
      `${utility(world)} snapshot restore ${shellWord(fileOf(world))} ${shellCommand(...flags)}`,
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
      ...sourceOf(host, world),
      ...bumpNotes(world),
    ),
  };
}

function check(world: RunbookWorld): RunbookStep {
  const { etcdctl, hosts } = world;
  const endpoints = endpointsOf(hosts, world);
  return {
    host: here,
    commands: [untilHealthy(world, endpoints), etcdctl.at(endpoints, 'endpoint', 'status', '-w', 'table')],
    notes: notes(
      'Every member answers, one leads, and all have the same revision.',
      'The cluster has a new id: connections to the old one do not take it for the same.',
      'What ends in .before-recovery-… and .restored-… beside the data-dirs can go once everything works.',
      ...etcdctl.notes,
    ),
  };
}

const folderOfFiles = '/var/tmp';
const fileOf = ({ stamp }: RunbookWorld): string => `${folderOfFiles}/etcd-${stamp}.db`;
const sumOf = (world: RunbookWorld): string => `${fileOf(world)}.sha256`;
const statusOf = (world: RunbookWorld): string =>
  `${utility(world)} snapshot status ${shellWord(fileOf(world))} -w table`;

const restoringOf = (folder: string, { stamp }: RunbookWorld): string => `${folder}.restoring-${stamp}`;

function restoringWal(host: RecoveryHost, walDir: string, world: RunbookWorld): string {
  const { dataDir } = host;
  if (foldersOf(host).includes(walDir)) return restoringOf(walDir, world);
  return `${restoringOf(dataDir, world)}${walDir.slice(dataDir.length)}`;
}

/** An empty file: the data-dir is the restored one. Old data beside a failed restore looks alike. */
const restoredOf = ({ dataDir }: RecoveryHost, { stamp }: RunbookWorld): string => `${dataDir}.restored-${stamp}`;

const requireRestored = (host: RecoveryHost, world: RunbookWorld): string =>
  unlessSo(
    `[ -e ${shellWord(restoredOf(host, world))} ]`,
    `${host.name} is not restored: nothing is started without the restored data`,
  );

/** 3.4 has no etcdutl. */
const utility = ({ version }: RunbookWorld): string => (version?.startsWith('3.4.') ? 'etcdctl' : 'etcdutl');

function ownedAlike(folder: string, world: RunbookWorld): string {
  const restoring = restoringOf(folder, world);
  return unlessAbsent(folder, `chown -R --reference=${shellWord(folder)} ${shellWord(restoring)}`);
}

/** From 3.4.27 and 3.5.10. */
function canBump({ version }: RunbookWorld): boolean {
  const [, minor = 5, patch = 0] = (version ?? '').split('.').map(Number);
  if (minor === 4) return patch >= 27;
  return minor !== 5 || version === null || patch >= 10;
}

function bumpNotes(world: RunbookWorld): readonly string[] {
  if (!canBump(world))
    return ['This version cannot raise the revision: restart every Kubernetes component afterwards.'];
  return world.layout.isKubernetes
    ? [
        'The revision is raised, so that no watch of Kubernetes takes an old revision for a new one. All hosts must raise it by the same.',
      ]
    : [`For Kubernetes add ${bump.join(' ')} on every host, so that no watch takes an old revision for a new one.`];
}

import type { Runbook, RunbookStep } from '../../contract/recovery.ts';
import { shellCommand, shellWord } from '../../contract/shell-quote.ts';
import { initialClusterOf } from '../members/start/initial-cluster.ts';
import { here, type RecoveryHost } from './recovery-hosts.ts';
import { asideOf, endpointsOf, moveAside, note, type RunbookWorld, sourceOf, untilHealthy } from './runbook.ts';
import { unlessAbsent } from './shell-lines.ts';

/** What etcd's documentation gives: more revisions than any cluster writes between a snapshot and its end. */
const bump = ['--bump-revision', '1000000000', '--mark-compacted'];

/** Returns the way back through a snapshot: the same keys in a new cluster, on every host. */
export function restoreRunbook(world: RunbookWorld): Runbook {
  const { hosts, layout } = world;
  return {
    kind: 'restore',
    steps: [
      save(world),
      ...hosts.map((host) => restore(host, world)),
      ...hosts.map((host) => ({
        host: host.name,
        commands: layout.start(host),
        note: note(`Starts ${host.name}, once every host is restored.`, layout.note),
      })),
      check(world),
    ],
  };
}

function save(world: RunbookWorld): RunbookStep {
  const { endpoint, etcdctl, hosts, survivor, lacksRoot } = world;
  const file = fileOf(world);
  const flags = `--endpoints=${shellWord(endpoint)} ${etcdctl.asRoot}`.trim();
  const copies = hosts.flatMap(({ address }) =>
    address === null ? [] : [shellCommand('scp', '--', file, `${address}:${file}`)],
  );
  const root = lacksRoot
    ? 'Auth is on, and without quorum no password can be checked: this needs a client certificate with the common name root. Without one, use force-new-cluster.'
    : '';
  return {
    host: here,
    commands: [
      `etcdctl ${flags} snapshot save ${shellWord(file)}`,
      `${utility(world)} snapshot status ${shellWord(file)} -w table`,
      ...copies,
    ],
    note: note(
      `Saves what ${survivor.name} has, checks it, and copies it to every host. Restart no survivor before: it would answer nothing any more.`,
      `etcdeck saves it too: etcdeck ${flags} snapshot save ${shellWord(file)}.`,
      `${utility(world)} of the members' version is needed here and on every host.`,
      root,
      etcdctl.note,
    ),
  };
}

function restore(host: RecoveryHost, world: RunbookWorld): RunbookStep {
  const { layout, hosts, stamp } = world;
  const { name, dataDir, walDir, peerURLs } = host;
  const flags = [
    ...['--name', name, '--initial-cluster', initialClusterOf(hosts)],
    ...['--initial-advertise-peer-urls', peerURLs.join(','), '--initial-cluster-token', `recovered-${stamp}`],
    ...['--data-dir', dataDir, ...(walDir === null ? [] : ['--wal-dir', walDir])],
    ...(layout.isKubernetes && canBump(world) ? bump : []),
  ];
  return {
    host: name,
    commands: [
      ...layout.stop(host),
      ...moveAside(host, world),
      `${utility(world)} snapshot restore ${shellWord(fileOf(world))} ${shellCommand(...flags)}`,
      ...[dataDir, ...(walDir === null ? [] : [walDir])].map((folder) => ownedAsBefore(folder, world)),
    ],
    note: note(
      `Stops ${name}, moves its data aside and restores the snapshot.`,
      sourceOf(host, world),
      bumpNote(world),
    ),
  };
}

function check(world: RunbookWorld): RunbookStep {
  const { etcdctl, hosts } = world;
  const endpoints = endpointsOf(hosts, world);
  return {
    host: here,
    commands: [untilHealthy(world, endpoints), etcdctl.at(endpoints, 'endpoint', 'status', '-w', 'table')],
    note: note(
      'Every member answers, one leads, and all have the same revision. The cluster has a new id: connections to the old one do not take it for the same. What was moved aside can go once everything works.',
      etcdctl.note,
    ),
  };
}

const fileOf = ({ stamp }: RunbookWorld): string => `/var/tmp/etcd-${stamp}.db`;

/** 3.4 has no etcdutl. */
const utility = ({ version }: RunbookWorld): string => (version?.startsWith('3.4.') ? 'etcdctl' : 'etcdutl');

function ownedAsBefore(folder: string, world: RunbookWorld): string {
  const aside = asideOf(folder, world);
  return unlessAbsent(aside, `chown -R --reference=${shellWord(aside)} ${shellWord(folder)}`);
}

/** From 3.4.27 and 3.5.10. */
function canBump({ version }: RunbookWorld): boolean {
  const [, minor = 5, patch = 0] = (version ?? '').split('.').map(Number);
  if (minor === 4) return patch >= 27;
  return minor !== 5 || version === null || patch >= 10;
}

function bumpNote(world: RunbookWorld): string {
  if (!canBump(world)) return 'This version cannot raise the revision: restart every Kubernetes component afterwards.';
  return world.layout.isKubernetes
    ? 'The revision is raised, so that no watch of Kubernetes takes an old revision for a new one; all hosts must raise it by the same.'
    : `For Kubernetes add ${bump.join(' ')} on every host, so that no watch takes an old revision for a new one.`;
}

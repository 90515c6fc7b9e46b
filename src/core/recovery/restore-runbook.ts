import type { Runbook, RunbookStep } from '../../contract/recovery.ts';
import { shellWord } from '../../contract/shell-quote.ts';
import { canBumpRevision, restoringProgram, usualBump } from '../etcdctl/restore-words.ts';
import { here, type RecoveryHost } from './recovery-hosts.ts';
import { byHand, copiesOf, copySteps, fileOf, restoreSteps, statusOf, sumOf } from './restore-steps.ts';
import {
  asCommands,
  endpointsOf,
  learnerNotes,
  notes,
  type RunbookWorld,
  sourceOf,
  untilHealthy,
  whereGone,
} from './runbook.ts';

/** Returns the way back through a snapshot: the same keys in a new cluster, on every host. */
export function restoreRunbook(world: RunbookWorld): Runbook {
  const { layout, stamp, version } = world;
  const restoring = {
    ...world,
    token: `recovered-${stamp}`,
    bumpRevision: layout.isKubernetes && canBumpRevision(version) ? usualBump : null,
    skipsHashCheck: false,
    sourceOf: (host: RecoveryHost) => sourceOf(host, world),
    bumpNotes: bumpNotes(world),
  };
  const steps = [save(world), ...copySteps(world), ...restoreSteps(restoring), check(world)];
  return { kind: 'restore', steps: asCommands(steps, world) };
}

function save(world: RunbookWorld): RunbookStep {
  const { endpoint, etcdctl, survivor, version } = world;
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
      `${restoringProgram(version)} of the members' version is needed here and on every host.`,
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

function bumpNotes({ layout, version }: RunbookWorld): readonly string[] {
  if (!canBumpRevision(version))
    return ['This version cannot raise the revision: restart every Kubernetes component afterwards.'];
  return layout.isKubernetes
    ? [
        'The revision is raised, so that no watch of Kubernetes takes an old revision for a new one. All hosts must raise it by the same.',
      ]
    : [
        `For Kubernetes add --bump-revision ${usualBump} --mark-compacted on every host, so that no watch takes an old revision for a new one.`,
      ];
}

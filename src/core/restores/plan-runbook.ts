import { clientIn, kubeadmPki } from '../../contract/connections/kubeadm-pki.ts';
import { type EtcdctlProfile, etcdctlLine } from '../../contract/etcdctl-line.ts';
import type { RunbookStep } from '../../contract/recovery.ts';
import type { RestoreForm } from '../../contract/restores.ts';
import { shellCommand, shellWord } from '../../contract/shell-quote.ts';
import { restoringProgram } from '../etcdctl/restore-words.ts';
import type { EtcdctlLines } from '../recovery/etcdctl-lines.ts';
import { layouts } from '../recovery/host-layout.ts';
import { here, type MemberHost } from '../recovery/recovery-hosts.ts';
import { byHand, copiesOf, copySteps, fileOf, restoreSteps, statusOf, sumOf } from '../recovery/restore-steps.ts';
import { asCommands, notes, untilHealthy } from '../recovery/runbook.ts';
import type { FileFacts } from './known-files.ts';
import { restoreHosts } from './restore-hosts.ts';

/** What the steps are made of beside the form. */
interface PlanWorld {
  readonly stamp: string;
  readonly hosts: readonly MemberHost[];
  readonly version: string;
}

/** Returns the steps that restore a snapshot on the hosts of a form's members, in its layout. */
export function planRunbook(form: RestoreForm, facts: FileFacts): readonly RunbookStep[] {
  const hosts = restoreHosts(form, facts.report.inside?.members ?? []);
  const world: PlanWorld = { stamp: stampOf(form), hosts, version: form.toolVersion };
  const steps = [
    provide(form, facts, world),
    ...copySteps(world),
    ...restoreSteps({
      ...world,
      ...{ token: form.token, bumpRevision: form.bumpRevision, skipsHashCheck: form.skipsHashCheck },
      layout: layouts[form.layout](world.stamp),
      sourceOf: ({ name, dataDir }) => [
        `Its data-dir is ${dataDir}: compare it with how ${name} is started.`,
        ...(form.layout === 'plain' ? [`Its start line has its names and URLs only: add its other flags.`] : []),
      ],
      bumpNotes: bumpNotes(form),
    }),
    check(form, facts, world),
  ];
  return asCommands(steps, world);
}

/** What names the files of this restore: the token, which no other restore has. */
const stampOf = ({ token }: RestoreForm): string => token.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, 64);

function provide(form: RestoreForm, { report }: FileFacts, world: PlanWorld): RunbookStep {
  const file = fileOf(world);
  const isAuthOn = report.inside?.isAuthEnabled ?? false;
  return {
    host: here,
    commands: [
      // The file holds every secret of the cluster.
      shellCommand('install', '-m', '600', '--', form.file, file),
      statusOf(world),
      `sha256sum ${shellWord(file)} >${shellWord(sumOf(world))}`,
    ],
    notes: notes(
      'Puts the snapshot where every host will have it, and writes its sum beside it.',
      `${restoringProgram(form.toolVersion)} ${form.toolVersion} is needed here and on every host.`,
      'Every member is restored from this one file: members of different files make no cluster.',
      'A snapshot holds what etcd holds: the contents of volumes are not in it.',
      'Until the last host is restored the old cluster may go on answering. What is written there from now on is lost: stop its clients first.',
      isAuthOn ? 'Users, roles and passwords come back as they are in the file.' : '',
      leaseNote(report.inside?.leaseCount ?? 0),
      ...(copiesOf(world).length === 0 ? byHand(world) : []),
    ),
  };
}

function leaseNote(leases: number): string {
  if (leases === 0) return '';
  return leases === 1 ? '1 lease comes back with its whole time.' : `${leases} leases come back with their whole time.`;
}

function check(form: RestoreForm, { report }: FileFacts, { hosts }: PlanWorld): RunbookStep {
  const endpoints = hosts.flatMap(({ clientURLs }) => clientURLs.slice(0, 1));
  const profile = profileOf(form, endpoints, report.inside?.isAuthEnabled ?? false);
  const etcdctl: Pick<EtcdctlLines, 'at'> = { at: (urls, ...words) => etcdctlLine(profile, words, urls) };
  const { figures } = report;
  const isExact = figures !== null && form.bumpRevision === null;
  const rev = isExact ? ['--rev', String(figures.revision)] : [];
  return {
    host: here,
    commands: [
      untilHealthy({ etcdctl }, endpoints),
      etcdctl.at(endpoints, 'endpoint', 'status', '-w', 'table'),
      etcdctl.at(endpoints, 'endpoint', 'hashkv', ...rev),
    ],
    notes: notes(
      'Every member answers, one leads, and all have the same hash.',
      isExact ? `The hash is ${figures.hashKV}, which is computed of the file.` : '',
      'etcdeck compares every member with the file, once it is connected to the restored cluster.',
      'The cluster has a new id: connections to the old one do not take it for the same.',
      'Certificates are not in a snapshot: those of the members have to fit the peer URLs.',
      isTls(endpoints) && form.layout !== 'kubeadm' ? 'Put in the certificates of a client.' : '',
      form.layout === 'kubeadm' ? 'Once it serves, look at every node and at what was written since the snapshot.' : '',
      'What ends in .before-recovery-… and .restored-… beside the data-dirs can go once everything works.',
    ),
  };
}

const isTls = (endpoints: readonly string[]): boolean => endpoints.some((url) => url.startsWith('https://'));

function profileOf({ layout }: RestoreForm, endpoints: readonly string[], isAuthOn: boolean): EtcdctlProfile {
  const kubeadm = { caFile: `${kubeadmPki}/ca.crt`, ...clientIn(kubeadmPki) };
  const placeholders = { caFile: '<ca.crt>', certFile: '<client.crt>', keyFile: '<client.key>' };
  const files = layout === 'kubeadm' ? kubeadm : placeholders;
  const none = { caFile: null, certFile: null, keyFile: null };
  return {
    endpoints,
    ...{ discovery: null, ssh: null, user: isAuthOn ? 'root' : null },
    tls: { ...(isTls(endpoints) ? files : none), serverName: null, skipVerify: false },
  };
}

function bumpNotes({ bumpRevision }: RestoreForm): readonly string[] {
  if (bumpRevision === null) return [];
  return [
    'The revision is raised, so that no client takes an old revision for a new one. All hosts must raise it by the same.',
  ];
}

import { type EtcdctlProfile, etcdctlFlags, etcdctlLine, spelt } from '../../../contract/etcdctl-line.ts';
import type { LabAct, LabActRecord } from '../../../contract/lab/acts.ts';
import type { LabEvent } from '../../../contract/lab/events.ts';
import type { RunbookStep } from '../../../contract/recovery.ts';
import { shellCommand, shellWord } from '../../../contract/shell-quote.ts';
import { memberAddWords } from '../../etcdctl/member-add-words.ts';
import { writtenOut } from '../../terminal/steering.ts';
import type { CommitGap } from '../observing/commit-gaps.ts';
import { whatWasSeen } from './what-was-seen.ts';

/** What was done in a lab, and what it is a copy of. */
export interface Rehearsal {
  /** Since the lab began or was reset last, in their order. */
  readonly acts: readonly LabActRecord[];
  /** How many older ones are not kept. */
  readonly dropped: number;
  readonly events: readonly LabEvent[];
  /** When no write could be committed, as observed. */
  readonly gaps: readonly CommitGap[];
  /** The versions of the etcds that members were upgraded to, by the folders that the acts name. */
  readonly versions: ReadonlyMap<string, string>;
  readonly snapshot: string | null;
  /** The connection of the cluster that the snapshot was saved from; `null` where it is not known. */
  readonly profile: EtcdctlProfile | null;
}

/** How one act is done to the cluster; `null`: it is only of a lab. */
type RealStep = Omit<RunbookStep, 'notes'> & { readonly notes: readonly string[] };

/**
 * Returns what was done in a lab as steps for the cluster: changes of members and upgrades as commands, in the order in
 * which they were rehearsed. What is only of a lab, as a killed member, stands between them as a note of what was seen. A
 * change that was taken back is left out.
 */
export function labRunbook(rehearsal: Rehearsal): readonly RunbookStep[] {
  const { acts } = rehearsal;
  const takenBack = new Set(acts.flatMap(({ undoes }) => undoes ?? []));
  const own = acts.filter(({ undoes }) => undoes === null);
  const steps: RunbookStep[] = [];
  for (const [place, record] of own.entries()) {
    const isTakenBack = takenBack.has(record.id);
    const real = realStep(rehearsal, record.act);
    const seen = whatWasSeen(record, rehearsal, { until: own[place + 1]?.at ?? null, isTakenBack });
    if (real !== null && isTakenBack) continue;
    if (real !== null) {
      steps.push({ ...real, notes: lines(...real.notes, seen.text) });
      continue;
    }
    const last = steps.at(-1);
    // Notes in a row are one step.
    if (last !== undefined && last.commands.length === 0) {
      steps.splice(-1, 1, { ...last, notes: [...last.notes, ...lines(seen.text)] });
    } else steps.push({ host: 'here', commands: [], notes: lines(seen.text) });
    if (seen.isLeaderless && losesMembers.has(record.act.kind)) steps.push(recovery(rehearsal));
  }
  if (!steps.some(({ commands }) => commands.length > 0)) return steps;
  return [first(rehearsal), ...steps, last(rehearsal)];
}

function first({ profile, snapshot, acts, dropped }: Rehearsal): RunbookStep {
  const at = acts[0]?.at ?? 0;
  const day = new Date(at).toISOString().slice(0, 10);
  const asked = profile?.endpoints.slice(0, 1) ?? null;
  return {
    host: 'here',
    commands: [line(profile, ['snapshot', 'save', `before-${day}.db`], asked)],
    notes: lines(
      'Saves a snapshot first.',
      `Rehearsed on ${day} in a lab${snapshot === null ? '' : ` of ${snapshot}`}.`,
      dropped > 0 ? `Its ${dropped} oldest acts are not kept, and not in this runbook.` : '',
      profile === null ? "The lab does not know the cluster's connection: put in its endpoints and certificates." : '',
    ),
  };
}

const last = ({ profile }: Rehearsal): RunbookStep => ({
  host: 'here',
  commands: [line(profile, ['endpoint', 'health']), line(profile, ['endpoint', 'status', '-w', 'table'])],
  notes: lines('Looks whether every member is healthy, follows the same leader and is level.'),
});

/** What may lose a quorum for good; links and frozen members come back by themselves. */
const losesMembers: ReadonlySet<LabAct['kind']> = new Set(['stop', 'kill', 'wipe']);

const recovery = ({ profile }: Rehearsal): RunbookStep => ({
  host: 'here',
  commands: [`etcdeck ${spelt(etcdctlFlags(profile ?? unknownProfile))} recover`],
  notes: lines(
    'Prints the ways back without a quorum, with the commands for each host: run one of them as it is printed.',
    'Restart no survivor before: it would answer nothing any more.',
  ),
});

function realStep({ profile, versions }: Rehearsal, act: LabAct): RealStep | null {
  switch (act.kind) {
    case 'grow':
    case 'addLearner': {
      const peerURLs = [`https://<host of ${act.name}>:2380`];
      const add = line(profile, memberAddWords({ name: act.name, peerURLs, isLearner: true }));
      const promote = act.kind === 'grow' ? [withId(profile, ['member', 'promote'], act.name)] : [];
      return {
        host: 'here',
        commands: [add, ...promote],
        notes: [
          `Adds ${act.name} as a learner: start it without data, with the initial cluster that is printed and "existing".`,
          act.kind === 'grow' ? 'Promotes it once it runs and is level; until then that is refused.' : '',
        ],
      };
    }
    case 'startAdded':
      return {
        host: act.name,
        commands: ['systemctl start etcd'],
        notes: [`Starts ${act.name} without data, with the initial cluster of its start line and "existing".`],
      };
    case 'promote':
      return {
        host: 'here',
        commands: [withId(profile, ['member', 'promote'], act.member)],
        notes: [`Gives ${act.member} a vote.`],
      };
    case 'remove':
      return {
        host: 'here',
        commands: [withId(profile, ['member', 'remove'], act.member)],
        notes: [
          `Removes ${act.member}. Where it leads, move the leader first.`,
          'It stops by itself; remove its data before that host joins again.',
        ],
      };
    case 'moveLeader':
      return {
        host: 'here',
        commands: [withId(profile, ['move-leader'], act.to)],
        notes: [`Moves the leader to ${act.to}.`],
      };
    case 'version': {
      const version = versions.get(act.etcd) ?? null;
      const folder = version === null ? '<folder of the new etcd>' : `<folder of etcd ${version}>`;
      return {
        host: act.member,
        commands: [
          'systemctl stop etcd',
          `install -m 755 ${shellWord(`${folder}/etcd`)} "$(command -v etcd)"`,
          'systemctl start etcd',
          `until ${line(profile, ['endpoint', 'health'])}; do sleep 2; done`,
        ],
        notes: [
          `Runs ${act.member} with ${version === null ? 'another etcd' : `etcd ${version}`}: stops it, replaces the program, starts it on its data.`,
          'Followers come first. Move the leader away before it is its turn.',
          'Where kubeadm runs it, change the image in its manifest instead.',
        ],
      };
    }
    case 'quota':
      return {
        host: act.member,
        commands: ['systemctl restart etcd'],
        notes: [
          act.bytes === null
            ? `Restarts ${act.member} without --quota-backend-bytes: take the flag out first.`
            : `Restarts ${act.member} with --quota-backend-bytes=${act.bytes}: put the flag in first.`,
        ],
      };
    default:
      return null;
  }
}

/** A line of etcdctl that ends with a member's id, which is looked up by its name. */
function withId(profile: EtcdctlProfile | null, words: readonly string[], name: string): string {
  const find = shellCommand('awk', '-F', ', ', '-v', `name=${name}`, '$3 == name { print $1 }');
  return `${line(profile, words)} "$(${line(profile, ['member', 'list'])} | ${find})"`;
}

const unknownProfile: EtcdctlProfile = {
  endpoints: ['<endpoints>'],
  discovery: null,
  tls: { caFile: '<ca.crt>', certFile: '<client.crt>', keyFile: '<client.key>', serverName: null, skipVerify: false },
  user: null,
  ssh: null,
};

const line = (
  profile: EtcdctlProfile | null,
  words: readonly string[],
  endpoints: readonly string[] | null = null,
): string => etcdctlLine(profile ?? unknownProfile, words, endpoints);

/** Sentences as notes, each on one line whatever names say. */
const lines = (...sentences: readonly string[]): readonly string[] =>
  sentences.filter((sentence) => sentence !== '').map(writtenOut);

import { z } from 'zod';
import type { LabAct, LabLinkState, LabMemberAct } from '../../../contract/lab/acts.ts';
import { labExperiments } from '../../../contract/lab/experiments.ts';
import { labMemberStates } from '../../../contract/lab/frames.ts';
import { labRequests } from '../../../contract/requests/lab.ts';
import type { ScriptStep } from './script-steps.ts';

/** How one kind of step is written. */
export interface StepForm {
  /** What stands behind the step's name, in the words of a message. */
  readonly takes: string;
  /** Returns the step; `null` where what stands there is something else. */
  read(value: unknown): ScriptStep | null;
}

const contractAct = labRequests.act.shape.act;

/** Reads a step's value by a schema, and an act by the contract too: a name becomes a folder, and nothing checks it later. */
function form<T>(takes: string, schema: z.ZodType<T>, make: (value: T) => ScriptStep): StepForm {
  return {
    takes,
    read(value) {
      const read = schema.safeParse(value);
      const step = read.success ? make(read.data) : null;
      return step?.kind === 'act' && !contractAct.safeParse(step.act).success ? null : step;
    },
  };
}

const acting =
  <T>(make: (value: T) => LabAct) =>
  (value: T): ScriptStep => ({ kind: 'act', act: make(value) });

/** A name may look like a number to YAML. */
const text = z.union([z.string(), z.number()]).transform(String);
const name = text.pipe(z.string().min(1).max(63));
const nothing = z.null();
const longestWaitS = 600;
const seconds = z.number().min(0).max(longestWaitS);
const within = { within: seconds.optional() };
const usualWaitS = 60;
const mostMs = (given: { readonly within?: number | undefined }): number => (given.within ?? usualWaitS) * 1_000;

const memberActs = ['stop', 'kill', 'freeze', 'thaw', 'restart', 'wipe'] as const satisfies readonly LabMemberAct[];

const aMember = 'a member, as "leader", "follower" or "member-1"';
const aLink = 'two members, as [member-1, member-2], or {from: …, to: …} for one direction';

const pair = z.union([
  z.tuple([name, name]).transform(([from, to]) => ({ from, to, both: true })),
  z.strictObject({ from: name, to: name }).transform((ends) => ({ ...ends, both: false })),
]);
const linkForm = (state: LabLinkState): StepForm =>
  form(
    aLink,
    pair,
    acting((ends) => ({ kind: 'link', ...ends, state, delayMs: 0 })),
  );

const further = z.union([
  name.transform((called) => ({ name: called, etcd: null })),
  z.strictObject({ name, etcd: z.string().min(1) }),
]);
const furtherForm = (kind: 'grow' | 'addLearner'): StepForm =>
  form(
    "the new member's name, or {name: …, etcd: …} with the folder of its etcd",
    further,
    acting((member) => ({ kind, ...member })),
  );

/** Every kind of step, by the word that it begins with. */
export const stepForms: Readonly<Record<string, StepForm>> = {
  ...Object.fromEntries(
    memberActs.map((kind) => [
      kind,
      form(
        aMember,
        name,
        acting((member) => ({ kind, member })),
      ),
    ]),
  ),
  cut: linkForm('cut'),
  hold: linkForm('held'),
  open: linkForm('open'),
  delay: form(
    'two members and the time, 10000 at most, as {between: [member-1, member-2], ms: 200}',
    z.strictObject({ between: z.tuple([name, name]), ms: z.number().int() }),
    acting(({ between: [from, to], ms }) => ({ kind: 'link', from, to, both: true, state: 'open', delayMs: ms })),
  ),
  partition: form(
    'groups of members, as [[member-1], [member-2, member-3]], or one member',
    z.union([name.transform((one) => [[one]]), z.array(z.array(name).min(1)).min(1)]),
    acting((groups) => ({ kind: 'partition', groups })),
  ),
  heal: form(
    'nothing',
    nothing,
    acting(() => ({ kind: 'heal' })),
  ),
  quota: form(
    'a member and a size, as {member: leader, bytes: 16777216}; "bytes: null" is etcd\'s own',
    z.strictObject({ member: name, bytes: z.number().int().nullable() }),
    acting((value) => ({ kind: 'quota', ...value })),
  ),
  upgrade: form(
    'a member and a folder, as {member: follower, etcd: /opt/etcd-3.6}',
    z.strictObject({ member: name, etcd: z.string().min(1) }),
    acting((value) => ({ kind: 'version', ...value })),
  ),
  grow: furtherForm('grow'),
  'add-learner': furtherForm('addLearner'),
  'start-added': form(
    'the name and the peer URL of a member that the cluster lists, as {name: d, peer-url: "https://192.0.2.14:2380"}, with etcd: … for the folder of its etcd',
    z.strictObject({ name, 'peer-url': z.string().min(1), etcd: z.string().min(1).optional() }),
    acting(({ name: called, 'peer-url': peerURL, etcd = null }) => ({
      ...{ kind: 'startAdded', name: called, peerURL, etcd },
    })),
  ),
  promote: form(
    aMember,
    name,
    acting((member) => ({ kind: 'promote', member })),
  ),
  remove: form(
    aMember,
    name,
    acting((member) => ({ kind: 'remove', member })),
  ),
  'move-leader': form(
    aMember,
    name,
    acting((to) => ({ kind: 'moveLeader', to })),
  ),
  undo: form('nothing', nothing, () => ({ kind: 'undo' })),
  reset: form('nothing', nothing, () => ({ kind: 'reset' })),
  wait: form(
    'a number of seconds (600 at most), {leader: true}, {leader: false}, {level: true} or {answered: 10}; with "within: 30" for at most so long',
    z.union([
      seconds.transform((s): ScriptStep => ({ kind: 'wait', wait: { for: 'time' }, mostMs: s * 1_000 })),
      z.strictObject({ leader: z.boolean(), ...within }).transform(
        (given): ScriptStep => ({
          ...{ kind: 'wait', wait: { for: 'leader', present: given.leader } },
          mostMs: mostMs(given),
        }),
      ),
      z
        .strictObject({ level: z.literal(true), ...within })
        .transform((given): ScriptStep => ({ kind: 'wait', wait: { for: 'level' }, mostMs: mostMs(given) })),
      z.strictObject({ answered: z.number().int().positive().max(10_000), ...within }).transform(
        (given): ScriptStep => ({
          ...{ kind: 'wait', wait: { for: 'answered', count: given.answered } },
          mostMs: mostMs(given),
        }),
      ),
    ]),
    (step) => step,
  ),
  write: form(
    'a key, a value and a member, as {key: a, value: b, via: member-2}',
    z.strictObject({ key: text.pipe(z.string().min(1)), value: text, via: name }),
    (value) => ({ kind: 'write', ...value }),
  ),
  check: form('"start" or "stop"', z.enum(['start', 'stop']), (word) => ({ kind: 'check', run: word === 'start' })),
  experiment: form(`one of ${labExperiments.join(', ')}`, z.enum(labExperiments), (experiment) => ({
    kind: 'experiment',
    experiment,
  })),
  expect: form(
    '{leader: true}, {leader: member-1}, {state: {member-1: follower}}, {write: written}, {check: linearizable} or {experiment: true}',
    z.union([
      z
        .strictObject({ leader: z.union([z.boolean(), name]) })
        .transform(({ leader }) => ({ of: 'leader' as const, leader })),
      z
        .strictObject({ state: z.record(z.string(), z.enum(labMemberStates)) })
        .transform(({ state }) => ({ of: 'state' as const, states: Object.entries(state) })),
      z
        .strictObject({ write: z.enum(['written', 'refused', 'unknown']) })
        .transform(({ write }) => ({ of: 'write' as const, outcome: write })),
      z
        .strictObject({ check: z.enum(['linearizable', 'notLinearizable', 'undecided']) })
        .transform(({ check }) => ({ of: 'check' as const, verdict: check })),
      z
        .strictObject({ experiment: z.boolean() })
        .transform(({ experiment }) => ({ of: 'experiment' as const, asPromised: experiment })),
    ]),
    (expectation) => ({ kind: 'expect', expectation }),
  ),
};

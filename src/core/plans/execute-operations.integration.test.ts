import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExecutionNotice } from '../../contract/execution.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { PlannedStep } from '../../contract/operations.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { testPorts } from '../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { memberList } from '../etcd/cluster.ts';
import { status } from '../etcd/maintenance.ts';
import { createJournal } from '../journal/create-journal.ts';
import type { Journal } from '../journal/journal.ts';
import { executeOperations } from './execute-operations.ts';
import type { Operation, OperationVerdict } from './operation.ts';
import type { StoredOperationsPlan } from './stored-plan.ts';

let cluster: TestCluster;
let test: TestConnection;
let journal: Journal;
beforeAll(async () => {
  cluster = await startCluster();
  test = openConnection(cluster.target());
  journal = createJournal(testPorts(''));
});
afterAll(async () => {
  test?.close();
  await cluster?.close();
});

/** What the operations of a plan have done, in their order. */
type Trace = string[];

interface Defragmenting {
  readonly onFailure?: PlannedStep['onFailure'];
  readonly check?: () => Promise<'needed' | 'met'>;
  readonly endpoint?: string;
  /** Told after the member has answered: what becomes of the answer. */
  readonly answer?: () => void;
  readonly verdict?: OperationVerdict;
}

/** Defragments the only member, a real call, with what a test makes of its check and its answer. */
const defragment = (name: string, trace: Trace, how: Defragmenting = {}): Operation => {
  const endpoint = how.endpoint ?? cluster.endpoints[0] ?? '';
  return {
    describe: () => ({
      name: `Defragment ${name}`,
      target: { kind: 'endpoint', text: endpoint, endpoint },
      precondition: `${name} answers`,
      settledBy: 'asking for its size',
      onFailure: how.onFailure ?? 'stop',
      expectedMs: null,
    }),
    async check(signal) {
      trace.push(`check ${name}`);
      if (how.check !== undefined) return await how.check();
      await status(test.client, endpoint, { signal });
      return 'needed';
    },
    async run(signal) {
      trace.push(`run ${name}`);
      await test.client.call(({ maintenance }) => maintenance.defragment(), { endpoint, signal });
      how.answer?.();
    },
    async settle() {
      trace.push(`settle ${name}`);
      await memberList(test.client);
      return how.verdict ?? 'unknown';
    },
  };
};

const lost = (): never => {
  throw new EtcdeckError({ code: 'OutcomeUnknown', message: 'the answer was lost' });
};

async function execute(operations: readonly Operation[], signal = new AbortController().signal) {
  const subject = { kind: 'maintenance', what: 'the members', stepCount: operations.length } as const;
  const stored = {
    ...{ kind: 'operations', act: 'moveLeader', heldBytes: 0, confirmation: () => null },
    connection: test.open.require(test.id),
    ...{ subject, operations },
    plan: { etcdctl: [] },
    // An execution reads neither.
  } as unknown as StoredOperationsPlan;
  const states: string[] = [];
  for await (const notice of executeOperations(stored, journal, signal)) {
    if (notice.kind === 'step') states.push(`${notice.step} ${notice.state.state}`);
    if (notice.kind === 'ended') return { states, report: notice.report };
  }
  throw new Error('an execution ended without a report');
}

const newest = async () => (await journal.list({ connection: test.id, before: null, limit: 1 })).entries[0];

it('checks each step just before it runs, and does one after the other', async () => {
  const trace: Trace = [];
  const { states, report } = await execute([defragment('a', trace), defragment('b', trace)]);
  expect(trace).toEqual(['check a', 'run a', 'check b', 'run b']);
  expect(states).toEqual(['0 started', '0 done', '1 started', '1 done']);
  expect(report).toMatchObject({ outcome: 'done', done: 2, notDone: 0, unknown: 0, failure: null });
  expect(await newest()).toMatchObject({
    id: report.journalEntry,
    subject: { kind: 'maintenance', what: 'the members', stepCount: 2 },
    outcome: 'done',
  });
});

it('has journalled a step before it is sent', async () => {
  const trace: Trace = [];
  const seen: unknown[] = [];
  const one = defragment('a', trace);
  const watched: Operation = {
    ...one,
    async run(signal, stopped) {
      seen.push(await newest());
      await one.run(signal, stopped);
    },
  };
  await execute([watched]);
  expect(seen).toMatchObject([{ outcome: 'unknown', subject: { stepCount: 1 } }]);
  expect(await newest()).toMatchObject({ outcome: 'done' });
});

it('stops at a precondition that does not hold, or goes on where the step says so', async () => {
  const refused = async (): Promise<never> => {
    throw new EtcdeckError({ code: 'NotLeader', message: 'it does not lead' });
  };
  const stopping = await execute([defragment('a', [], { check: refused }), defragment('b', [])]);
  expect(stopping.states).toEqual(['0 failed']);
  expect(stopping.report).toMatchObject({
    ...{ outcome: 'stopped', done: 0, notDone: 2, journalEntry: null, failure: { code: 'NotLeader' } },
    steps: [{ state: 'failed' }, { state: 'waiting' }],
  });
  const going = await execute([defragment('a', [], { check: refused, onFailure: 'goOn' }), defragment('b', [])]);
  expect(going.states).toEqual(['0 failed', '1 started', '1 done']);
  expect(going.report).toMatchObject({ outcome: 'stopped', done: 1, notDone: 1, failure: { code: 'NotLeader' } });
  expect(await newest()).toMatchObject({ outcome: 'stopped', subject: { stepCount: 1 } });
});

it('sends nothing for what holds already', async () => {
  const trace: Trace = [];
  const { states, report } = await execute([
    defragment('a', trace, { check: async () => 'met' }),
    defragment('b', trace),
  ]);
  expect(trace).toEqual(['check a', 'check b', 'run b']);
  expect(states).toEqual(['0 skipped', '1 started', '1 done']);
  expect(report).toMatchObject({ outcome: 'done', done: 1, notDone: 0 });
});

it.each([
  ['done', { outcome: 'done', done: 2, unknown: 0 }, ['0 done', '1 started', '1 done']],
  ['notDone', { outcome: 'stopped', done: 0, notDone: 2, unknown: 0 }, ['0 failed']],
  ['unknown', { outcome: 'stopped', done: 0, notDone: 1, unknown: 1, mayStillHappen: true }, ['0 unknown']],
] as const)(
  'a lost answer that asking settles as %s is reported as that, and never repeated',
  async (verdict, reported, states) => {
    const trace: Trace = [];
    // A step of unknown outcome stops the plan, even with `onFailure: 'goOn'`.
    const onFailure = verdict === 'unknown' ? 'goOn' : 'stop';
    const first = defragment('a', trace, { answer: lost, verdict, onFailure });
    const execution = await execute([first, defragment('b', trace)]);
    expect(trace.filter((one) => one.endsWith('a'))).toEqual(['check a', 'run a', 'settle a']);
    expect(execution.states).toEqual(['0 started', ...states]);
    expect(execution.report).toMatchObject(reported);
  },
);

it('is unknown where nobody can be asked', async () => {
  const one = { ...defragment('a', [], { answer: lost }), settle: async () => lost() };
  expect((await execute([one])).report).toMatchObject({ unknown: 1, journalEntry: (await newest())?.id });
  expect(await newest()).toMatchObject({ outcome: 'unknown', mayStillHappen: true });
});

it('a member that refuses is a failure for good, which nobody is asked about', async () => {
  const trace: Trace = [];
  const { report } = await execute([
    defragment('a', trace, { endpoint: 'http://127.0.0.1:1', check: async () => 'needed' }),
  ]);
  expect(trace).toEqual(['check a', 'run a']);
  expect(report).toMatchObject({ notDone: 1, unknown: 0, steps: [{ state: 'failed' }] });
});

it('stops between two steps when it is told to, and lets the one under way end', async () => {
  const stopping = new AbortController();
  const first = defragment('a', [], { answer: () => stopping.abort() });
  const { states, report } = await execute([first, defragment('b', [])], stopping.signal);
  expect(states).toEqual(['0 started', '0 done', '1 failed']);
  expect(report).toMatchObject({ done: 1, notDone: 1, failure: { code: 'Cancelled' } });
});

it('has sent nothing where its consumer leaves as the first step starts', async () => {
  const trace: Trace = [];
  const before = await newest();
  const subject = { kind: 'maintenance', what: 'the members', stepCount: 1 } as const;
  const stored = {
    ...{ kind: 'operations', act: 'moveLeader', connection: test.open.require(test.id), subject },
    operations: [defragment('a', trace)],
    plan: { etcdctl: [] },
    // An execution reads no more.
  } as unknown as StoredOperationsPlan;
  const seen: ExecutionNotice[] = [];
  for await (const notice of executeOperations(stored, journal, new AbortController().signal)) {
    seen.push(notice);
    break;
  }
  expect(seen).toMatchObject([{ state: { state: 'started' } }]);
  expect(trace).toEqual(['check a']);
  expect(await newest()).toEqual(before);
});

import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Api } from '../../../contract/api.ts';
import type { ExecutionNotice } from '../../../contract/execution.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type { PerformanceResult } from '../../../contract/maintenance.ts';
import type { Plan } from '../../../contract/plans.ts';
import { PlanHost } from '../../shell/PlanHost.tsx';
import { planRequest, showPlan } from '../../state/plans.ts';
import { tasks } from '../../state/tasks.ts';
import { toasts } from '../../state/toasts.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { anOperationsPlan, anOperationsReport } from '../../testing/plan-builders.ts';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';

const connection = anOpenConnection();
const failure = { code: 'NotLeader', message: 'not leader', retry: false } as const;

afterEach(() => {
  cleanup();
  showPlan(null);
  tasks.update(() => []);
  toasts.update(() => []);
});

function shown(plans: Partial<Api['plans']>, plan: Plan = anOperationsPlan()) {
  const discard = vi.fn(async () => undefined);
  render(
    <InWorkbench api={scriptedApi({ plans: { discard, ...plans } })} connection={connection}>
      <PlanHost />
    </InWorkbench>,
  );
  showPlan({
    title: 'Move the leader?',
    confirm: 'Move it',
    doing: 'Moving the leader',
    async *plan() {
      yield { kind: 'planned', plan };
    },
  });
  return { discard };
}

const steps = async (): Promise<readonly (string | null)[]> => {
  const list = await screen.findByRole('list', { name: 'Steps' });
  return within(list)
    .getAllByRole('listitem')
    .map((item) => item.textContent);
};

it('shows steps with their targets, preconditions and how they are settled', async () => {
  shown({});
  const [first, second] = await steps();
  expect(first).toContain('Move the leader to etcd-2');
  expect(first).toContain('etcd-2 is a voting member that answers: checked again just before.');
  expect(first).toContain('Should the answer be lost, it is settled by asking which member leads.');
  expect(first).toContain('What follows is left out when it fails.');
  expect(second).toContain('Move the leader to etcd-3');
  expect(second).toContain('etcd-3 is a voting member that answers: checked again just before.');
  expect(second).toMatch(/Else as for the step before\.$/);
  expect(second).not.toContain('What follows');
});

it('shows the steps as they go, and says what was changed', async () => {
  const stream = fedStream<ExecutionNotice>();
  shown({ execute: stream.open });
  await userEvent.click(await screen.findByRole('button', { name: 'Move it' }));
  expect(await steps()).toEqual(['Move the leader to etcd-2Waits.', 'Move the leader to etcd-3Waits.']);
  await waitFor(() => expect(stream.opened()).toBe(1));
  stream.push({ kind: 'step', step: 0, state: { state: 'started' } });
  await waitFor(async () => expect((await steps())[0]).toBe('Move the leader to etcd-2Under way.'));
  await waitFor(() =>
    expect(tasks.get()).toMatchObject([{ progress: { detail: 'Move the leader to etcd-2', done: 0, total: 2 } }]),
  );
  stream.push({ kind: 'step', step: 0, state: { state: 'done', wasAnswerLost: false } });
  stream.push({ kind: 'ended', report: anOperationsReport() });
  await waitFor(async () =>
    expect(await steps()).toEqual([
      'Move the leader to etcd-2Done.',
      'Move the leader to etcd-3The answer was lost. Asking showed that it is so now.',
    ]),
  );
  await waitFor(() => expect(toasts.get()).toMatchObject([{ tone: 'ok', text: 'Moved the leader to etcd-3.' }]));
  expect(toasts.get()[0]?.action).toBeUndefined();
  await userEvent.click(screen.getByText('Close'));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('says which step failed, and that what follows was left out', async () => {
  shown({
    async *execute() {
      const report = anOperationsReport({
        ...{ outcome: 'stopped', done: 0, notDone: 2, failure, journalEntry: null },
        steps: [{ state: 'failed', failure }, { state: 'waiting' }],
      });
      yield { kind: 'ended', report };
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Move it' }));
  await waitFor(async () => expect((await steps())[1]).toBe('Move the leader to etcd-3Left out: nothing was sent.'));
  expect((await steps())[0]).toMatch(/^Move the leader to etcd-2Not done\. /);
  await waitFor(() =>
    expect(toasts.get()).toMatchObject([{ tone: 'bad', text: 'Moving the leader stopped: 0 steps done, 2 not done.' }]),
  );
});

it('goes on when its dialog is closed, and offers neither an undo nor a fence for what is unknown', async () => {
  const stream = fedStream<ExecutionNotice>();
  const { discard } = shown({ execute: stream.open });
  await userEvent.click(await screen.findByRole('button', { name: 'Move it' }));
  await userEvent.click(await screen.findByText('Close'));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(discard).not.toHaveBeenCalled();
  stream.push({
    kind: 'ended',
    report: anOperationsReport({
      ...{ outcome: 'stopped', done: 1, unknown: 1, mayStillHappen: true, failure },
      steps: [
        { state: 'done', wasAnswerLost: false },
        { state: 'unknown', failure },
      ],
    }),
  });
  await waitFor(() =>
    expect(toasts.get()).toMatchObject([
      { text: 'Moving the leader stopped: 1 step done, of 1 it is not known whether they were or will be done.' },
    ]),
  );
  expect(toasts.get()[0]?.action).toBeUndefined();
});

it('comes back to be unlocked where it was locked meanwhile, and shows no step as under way', async () => {
  const execute = vi.fn(async function* () {
    if (execute.mock.calls.length === 1) throw new EtcdeckError({ code: 'ReadOnly', message: 'it is locked' });
    yield { kind: 'ended', report: anOperationsReport() } as const;
  });
  shown({ execute });
  await userEvent.click(await screen.findByRole('button', { name: 'Move it' }));
  await waitFor(() => expect(tasks.get()).toMatchObject([{ state: 'cancelled' }]));
  await userEvent.click(await screen.findByRole('button', { name: 'Move it' }));
  await waitFor(() => expect(tasks.get()).toMatchObject([{ state: 'done' }, { state: 'cancelled' }]));
  expect((await steps())[0]).toBe('Move the leader to etcd-2Done.');
});

it('leaves another plan on the screen where its own cannot be begun', async () => {
  const stream = fedStream<ExecutionNotice>();
  shown({ execute: stream.open });
  await userEvent.click(await screen.findByRole('button', { name: 'Move it' }));
  await waitFor(() => expect(stream.opened()).toBe(1));
  await userEvent.click(await screen.findByText('Close'));
  const other = { title: 'Something else?', confirm: 'Do it', doing: 'Doing it', async *plan() {} };
  act(() => showPlan(other));
  stream.fail(new EtcdeckError({ code: 'PlanUnknown', message: 'it has expired' }));
  await waitFor(() => expect(tasks.get()).toMatchObject([{ state: 'failed' }]));
  expect(planRequest.get()).toBe(other);
});

const performance: PerformanceResult = {
  ...{ load: 's', writesPerSecond: 150, slowestMs: 80, standardDeviationMs: 4, errors: 0, passed: true },
  ...{ wasAppBusy: false, prefix: '/etcdeck-perf/1/', isCleanedUp: false },
};

/** Defragments two members, which takes a while. */
function aLongPlan(): Plan {
  const plan = anOperationsPlan();
  if (plan.body.kind !== 'operations') throw new Error('it is one of operations');
  const steps = plan.body.steps.map((step, at) => ({
    ...step,
    ...{ name: `Defragment etcd-${at + 2}`, expectedMs: 40_000 },
  }));
  return { ...plan, act: 'defragment', body: { ...plan.body, steps } };
}

it('says how long steps take, and for how long the one under way has been', async () => {
  const stream = fedStream<ExecutionNotice>();
  shown({ execute: stream.open }, aLongPlan());
  expect((await steps())[0]).toContain('Defragment etcd-2 · about 40 s');
  await userEvent.click(await screen.findByRole('button', { name: 'Move it' }));
  await waitFor(() => expect(stream.opened()).toBe(1));
  stream.push({ kind: 'step', step: 0, state: { state: 'started' } });
  await waitFor(async () => expect((await steps())[0]).toMatch(/^Defragment etcd-2Under way\.\d s of about 40 s$/));
  expect(screen.getByRole('progressbar', { name: 'Expected time' }).getAttribute('aria-valuenow')).toMatch(/^\d$/);
  expect((await steps())[1]).toBe('Defragment etcd-3Waits.');
});

it('says what each step brought about, in the dialog, the message and the task', async () => {
  shown(
    {
      async *execute() {
        const mib = 1_048_576;
        const member = 'a2' as MemberId;
        const results = [
          { kind: 'defragmented', member, before: 1_200 * mib, after: 340 * mib } as const,
          { kind: 'defragmented', member, before: 300 * mib, after: null } as const,
        ];
        yield { kind: 'ended', report: anOperationsReport({ results }) };
      },
    },
    aLongPlan(),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Move it' }));
  await waitFor(async () => expect((await steps())[0]).toBe('Defragment etcd-2Done.1.17 GiB → 340 MiB, 860 MiB won'));
  expect((await steps())[1]).toMatch(/it is so now\.$/);
  const brought = 'etcd-2: 1.17 GiB → 340 MiB, 860 MiB won.';
  expect(toasts.get()).toMatchObject([{ tone: 'ok', detail: brought }]);
  await waitFor(() => expect(tasks.get()).toMatchObject([{ state: 'done', result: { text: brought } }]));
});

it('says what a compaction and a check of performance brought about', async () => {
  const results = [{ kind: 'compacted', revision: 48_000 } as const, { kind: 'performance', performance } as const];
  shown({
    async *execute() {
      yield { kind: 'ended', report: anOperationsReport({ results }) };
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Move it' }));
  await waitFor(async () => expect((await steps())[0]).toContain('history is kept from revision 48,000 on'));
  expect((await steps())[1]).toContain(
    'passed; 150 writes/s, the slowest 80 ms; keys beneath /etcdeck-perf/1/ are left',
  );
});

it('stops before the next step, and says that the one under way goes on', async () => {
  const stream = fedStream<ExecutionNotice>();
  const { discard } = shown({ execute: stream.open }, aLongPlan());
  await userEvent.click(await screen.findByRole('button', { name: 'Move it' }));
  await waitFor(() => expect(stream.opened()).toBe(1));
  stream.push({ kind: 'step', step: 0, state: { state: 'started' } });
  await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
  await screen.findByText('Stops after the step under way, which goes on.');
  expect(document.activeElement?.textContent).toBe('Close');
  expect(discard).toHaveBeenCalledTimes(1);
  expect(tasks.get()).toMatchObject([{ isStopping: true, state: 'running' }]);
  const states = [{ state: 'done', wasAnswerLost: false } as const, { state: 'waiting' } as const];
  stream.push({
    kind: 'ended',
    report: anOperationsReport({ outcome: 'stopped', done: 1, notDone: 1, steps: states }),
  });
  await waitFor(async () => expect((await steps())[1]).toBe('Defragment etcd-3Left out: nothing was sent.'));
  expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  await waitFor(() => expect(tasks.get()).toMatchObject([{ isStopping: false, state: 'done' }]));
});

it('offers no stop once the last step is under way', async () => {
  const stream = fedStream<ExecutionNotice>();
  shown({ execute: stream.open }, aLongPlan());
  await userEvent.click(await screen.findByRole('button', { name: 'Move it' }));
  await waitFor(() => expect(stream.opened()).toBe(1));
  stream.push({ kind: 'step', step: 0, state: { state: 'done', wasAnswerLost: false } });
  stream.push({ kind: 'step', step: 1, state: { state: 'started' } });
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull());
});

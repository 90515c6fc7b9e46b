import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Api } from '../../../contract/api.ts';
import { EtcdError } from '../../../contract/failure.ts';
import type { ExecutionReport, Plan, PlanToken } from '../../../contract/plans.ts';
import { showPlan } from '../../state/plans.ts';
import { cancelTask, clearEndedTasks, tasks } from '../../state/tasks.ts';
import { toasts } from '../../state/toasts.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { PlanHost } from './PlanHost.tsx';

const connection = anOpenConnection();

const aPlan = (overrides: Partial<Plan> = {}): Plan => ({
  // Only core makes tokens; a test is core here.
  token: 'token' as PlanToken,
  connection: connection.id,
  act: 'delete',
  counts: { create: 0, overwrite: 0, delete: 2, skip: 0 },
  unread: 0,
  bytes: 0,
  transactions: 1,
  samples: [{ kind: 'delete', key: bytesOf('/app/a'), from: null, bytes: 0, expectedModRevision: 7 }],
  conflicts: [],
  consequences: [],
  etcdctl: ['etcdctl del --prefix /app/'],
  kubectl: [],
  confirmation: null,
  revision: 9,
  expiresAt: 0,
  ...overrides,
});

const aReport = (overrides: Partial<ExecutionReport> = {}): ExecutionReport => ({
  outcome: 'done',
  done: 2,
  notDone: 0,
  unknown: 0,
  mayStillHappen: false,
  failure: null,
  stoppedAt: null,
  revision: 10,
  journalEntry: 'j1',
  ...overrides,
});

afterEach(() => {
  cleanup();
  showPlan(null);
  clearEndedTasks();
  toasts.update(() => []);
});

function shown(plan: Plan | EtcdError, plans: Partial<Api['plans']> = {}, given = connection) {
  const api = scriptedApi({ plans: { discard: async () => undefined, ...plans } });
  render(
    <InWorkbench api={api} connection={given}>
      <PlanHost />
    </InWorkbench>,
  );
  showPlan({
    title: 'Delete /app/?',
    confirm: 'Delete 2 keys',
    doing: 'Deleting /app/',
    did: { where: ' below /app/' },
    async *plan() {
      yield { kind: 'progress', scanned: 1 };
      if (plan instanceof EtcdError) throw plan;
      yield { kind: 'planned', plan };
    },
  });
}

it('shows what would change, and the same in a terminal, before anything is done', async () => {
  const execute = vi.fn();
  shown(aPlan(), { execute });
  await screen.findByRole('button', { name: 'Delete 2 keys' });
  expect(screen.getByText('2 keys are deleted.')).toBeTruthy();
  expect(screen.getByText('/app/a')).toBeTruthy();
  expect(screen.getByText('and 1 more')).toBeTruthy();
  expect(screen.getByText('etcdctl del --prefix /app/')).toBeTruthy();
  expect(execute).not.toHaveBeenCalled();
});

it('executes the very plan, with what was typed, and offers to undo it', async () => {
  const execute = vi.fn(async function* () {
    yield { kind: 'ended' as const, report: aReport() };
  });
  shown(aPlan({ confirmation: '/app/' }), { execute });
  await userEvent.type(await screen.findByRole('textbox', { name: 'Type /app/ to confirm' }), '/app/');
  await userEvent.click(screen.getByRole('button', { name: 'Delete 2 keys' }));
  expect(execute).toHaveBeenCalledWith({ token: 'token', confirmation: '/app/' });
  await waitFor(() =>
    expect(toasts.get()).toMatchObject([
      { tone: 'ok', text: 'Deleted 2 keys below /app/.', of: { name: 'memory' }, action: { label: 'Undo' } },
    ]),
  );
  await waitFor(() => expect(tasks.get()).toMatchObject([{ state: 'done', result: { journalEntry: 'j1' } }]));
});

it('claims no more than was confirmed', async () => {
  const failure = { code: 'Conflict', message: 'the key is at modRevision 12', retry: false } as const;
  const report = aReport({ outcome: 'stopped', done: 1, notDone: 1, failure, journalEntry: null });
  shown(aPlan(), {
    async *execute() {
      yield { kind: 'ended', report };
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Delete 2 keys' }));
  await waitFor(() =>
    expect(toasts.get()).toMatchObject([{ tone: 'bad', text: 'Deleting /app/ stopped: 1 change done, 1 not done.' }]),
  );
});

it('says what was done when it is stopped on the way', async () => {
  const failure = { code: 'Cancelled', message: 'stopped by the caller', retry: false } as const;
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  shown(aPlan(), {
    discard: async () => stop(),
    async *execute() {
      yield { kind: 'progress', done: 1, total: 2 };
      await stopped;
      yield { kind: 'ended', report: aReport({ outcome: 'stopped', done: 1, notDone: 1, failure }) };
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Delete 2 keys' }));
  await waitFor(() => expect(tasks.get()).toMatchObject([{ progress: { done: 1 } }]));
  cancelTask(tasks.get()[0]?.id ?? 0);
  await waitFor(() =>
    expect(toasts.get()).toMatchObject([
      { text: 'Deleting /app/ stopped: 1 change done, 1 not done.', action: { label: 'Undo' } },
    ]),
  );
});

it('offers to rule out what may still happen, before anything else', async () => {
  const failure = { code: 'OutcomeUnknown', message: 'etcdserver: request timed out', retry: false } as const;
  const planFence = vi.fn(async function* () {});
  shown(aPlan(), {
    planFence,
    async *execute() {
      yield {
        kind: 'ended',
        report: aReport({ outcome: 'stopped', done: 1, unknown: 1, mayStillHappen: true, failure }),
      };
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Delete 2 keys' }));
  await waitFor(() =>
    expect(toasts.get()).toMatchObject([
      {
        text: 'Deleting /app/ stopped: 1 change done, of 1 it is not known whether they were or will be done.',
        action: { label: 'Rule it out' },
      },
    ]),
  );
  toasts.get()[0]?.action?.run();
  await waitFor(() =>
    expect(planFence).toHaveBeenCalledWith({ connection: connection.id, journalEntry: 'j1' }, expect.anything()),
  );
});

it('says why there is no plan', async () => {
  shown(new EtcdError({ code: 'PermissionDenied', message: 'etcdserver: permission denied' }));
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Delete 2 keys' })).toBeNull();
});

it('is forgotten by core when it is dismissed', async () => {
  const discard = vi.fn(async () => undefined);
  shown(aPlan(), { discard });
  await screen.findByRole('button', { name: 'Delete 2 keys' });
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(discard).toHaveBeenCalledWith({ token: 'token' });
});

it('plans on a read-only connection, and does not offer to go on', async () => {
  const readOnly = { reason: 'production', unlockedUntil: null } as const;
  shown(aPlan(), {}, { ...connection, state: { ...connection.state, readOnly } });
  expect(await screen.findByText(/Unlock it in the band/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Delete 2 keys' })).toBeNull();
});

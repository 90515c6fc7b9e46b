import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Api } from '../../../contract/api.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { PlannedChange } from '../../../contract/planned-changes.ts';
import type { Plan } from '../../../contract/plans.ts';
import { PlanHost } from '../../shell/PlanHost.tsx';
import { showPlan } from '../../state/plans.ts';
import { labelOf, shownConnection } from '../../state/shown-connection.ts';
import { cancelTask, clearEndedTasks, tasks } from '../../state/tasks.ts';
import { toasts } from '../../state/toasts.ts';
import { aConnection } from '../../testing/builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { aKeysBody, aPlan, aSnapshotReport } from '../../testing/plan-builders.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { undo } from './execute-plan.ts';

const connection = anOpenConnection();

afterEach(() => {
  cleanup();
  showPlan(null);
  clearEndedTasks();
  toasts.update(() => []);
});

function shown(plan: Plan | EtcdeckError, plans: Partial<Api['plans']> = {}, given = connection) {
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
      if (plan instanceof EtcdeckError) throw plan;
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
    yield { kind: 'ended' as const, report: aSnapshotReport() };
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
  await waitFor(() =>
    expect(tasks.get()).toMatchObject([
      { state: 'done', title: 'Deleted 2 keys below /app/', result: { text: null, journalEntry: 'j1' } },
    ]),
  );
});

it('claims no more than was confirmed', async () => {
  const failure = { code: 'Conflict', message: 'the key is at modRevision 12', retry: false } as const;
  const report = aSnapshotReport({ outcome: 'stopped', done: 1, notDone: 1, failure, journalEntry: null });
  shown(aPlan(), {
    async *execute() {
      yield { kind: 'ended', report };
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Delete 2 keys' }));
  await waitFor(() =>
    expect(toasts.get()).toMatchObject([{ tone: 'bad', text: 'Deleting /app/ stopped: 1 key deleted, 1 not done.' }]),
  );
  await waitFor(() =>
    expect(tasks.get()).toMatchObject([
      { title: 'Deleting /app/ stopped', result: { text: '1 key deleted, 1 not done.', isStopped: true } },
    ]),
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
      yield { kind: 'ended', report: aSnapshotReport({ outcome: 'stopped', done: 1, notDone: 1, failure }) };
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Delete 2 keys' }));
  await waitFor(() => expect(tasks.get()).toMatchObject([{ progress: { done: 1 } }]));
  cancelTask(tasks.get()[0]?.id ?? 0);
  await waitFor(() =>
    expect(toasts.get()).toMatchObject([
      { text: 'Deleting /app/ stopped: 1 key deleted, 1 not done.', action: { label: 'Undo' } },
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
        report: aSnapshotReport({ outcome: 'stopped', done: 1, unknown: 1, mayStillHappen: true, failure }),
      };
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Delete 2 keys' }));
  await waitFor(() =>
    expect(toasts.get()).toMatchObject([
      {
        text: 'Deleting /app/ stopped: 1 key deleted, of 1 it is not known whether they were or will be done.',
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
  shown(new EtcdeckError({ code: 'PermissionDenied', message: 'etcdserver: permission denied' }));
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

/** A plan on a read-only connection, which is unlocked when its name is typed. */
function lockable(plan: Plan, plans: Partial<Api['plans']> = {}): void {
  let unlock: (until: number) => void = () => undefined;
  const api = scriptedApi({
    plans: { discard: async () => undefined, ...plans },
    connections: {
      unlock: async ({ typedName }) => {
        if (typedName !== 'memory') throw new EtcdeckError({ code: 'BadRequest', message: 'another name' });
        unlock(Date.now() + 900_000);
        return null;
      },
    },
  });
  function Window() {
    const [unlockedUntil, setUnlockedUntil] = useState<number | null>(null);
    unlock = setUnlockedUntil;
    const state = { ...connection.state, readOnly: { reason: 'production', unlockedUntil } as const };
    return (
      <InWorkbench api={api} connection={{ ...connection, state }}>
        <PlanHost />
      </InWorkbench>
    );
  }
  render(<Window />);
  showPlan({
    title: 'Delete /app/?',
    confirm: 'Delete it',
    doing: 'Deleting /app/',
    async *plan() {
      yield { kind: 'planned', plan };
    },
  });
}

const confirmations = (): readonly string[] =>
  screen
    .queryAllByRole('textbox')
    .map((field) => (field instanceof HTMLInputElement ? (field.labels?.[0]?.textContent ?? '') : ''));

it('plans on a read-only connection, is unlocked in the dialog, and then asks for nothing more', async () => {
  const execute = vi.fn(async function* () {
    yield { kind: 'ended' as const, report: aSnapshotReport() };
  });
  lockable(aPlan(), { execute });
  const act = await screen.findByRole<HTMLButtonElement>('button', { name: 'Delete it' });
  expect(act.disabled).toBe(true);
  expect(confirmations()).toEqual(['Type “memory” to unlock it']);
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
  await userEvent.keyboard('memory{Enter}');
  await waitFor(() => expect(act.disabled).toBe(false));
  // Enter unlocks, and executes nothing; the safe answer has the focus then.
  expect(execute).not.toHaveBeenCalled();
  expect(confirmations()).toEqual([]);
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
  await userEvent.click(act);
  expect(execute).toHaveBeenCalledWith({ token: 'token', confirmation: null });
});

it('asks for what the plan asks once it is unlocked, one after the other', async () => {
  lockable(aPlan({ confirmation: '/app/' }));
  await screen.findByRole('button', { name: 'Delete it' });
  expect(confirmations()).toEqual(['Type “memory” to unlock it']);
  await userEvent.keyboard('memory{Enter}');
  await waitFor(() => expect(confirmations()).toEqual(['Type /app/ to confirm']));
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
});

it('comes back to be unlocked where the quarter of an hour has run out, and is executed then', async () => {
  const execute = vi.fn(async function* (_request: { readonly token: string; readonly confirmation: string | null }) {
    if (execute.mock.calls.length === 1) throw new EtcdeckError({ code: 'ReadOnly', message: 'it is locked' });
    yield { kind: 'ended' as const, report: aSnapshotReport() };
  });
  lockable(aPlan(), { execute });
  await screen.findByRole('textbox');
  await userEvent.keyboard('memory{Enter}');
  await userEvent.click(await screen.findByRole('button', { name: 'Delete it' }));
  expect((await screen.findAllByRole('button', { name: 'Delete it' })).length).toBe(1);
  await userEvent.click(screen.getByRole('button', { name: 'Delete it' }));
  await waitFor(() => expect(tasks.get()).toMatchObject([{ state: 'done' }, { state: 'cancelled' }]));
  expect(toasts.get()).toMatchObject([{ tone: 'ok' }]);
  expect(execute).toHaveBeenCalledTimes(2);
});

it('points out what does not belong at its key', async () => {
  const key = bytesOf('/registry/configmaps/shop/dup');
  const consequences = ['BypassesKubernetes', 'MalformedObject'] as const;
  const counts = { create: 1, overwrite: 0, delete: 0, skip: 0 };
  shown(
    aPlan({
      act: 'put',
      body: aKeysBody({ counts, malformed: [{ key, fault: 'NoObject', expected: null }] }),
      consequences,
    }),
  );
  const list = await screen.findByRole('list', { name: 'Does not belong at its key' });
  expect(list.textContent).toContain('/registry/configmaps/shop/dup');
  expect(list.textContent).toContain('neither whole protobuf, nor JSON that names a kind');
  expect(screen.getByText(/fail to list every object beside it/)).toBeTruthy();
});

/** Undoes an entry for which core makes this plan. */
async function undone(plan: Partial<Plan>) {
  const execute = vi.fn(async function* () {
    yield { kind: 'ended' as const, report: aSnapshotReport({ done: 1 }) };
  });
  const discard = vi.fn(async () => undefined);
  const api = scriptedApi({
    plans: {
      execute,
      discard,
      async *planUndo() {
        yield { kind: 'planned', plan: aPlan({ act: 'undo', ...plan }) };
      },
    },
  });
  render(
    <InWorkbench api={api}>
      <PlanHost />
    </InWorkbench>,
  );
  await waitFor(() => expect(shownConnection.get()).not.toBeNull());
  undo(api, connection.id, 'j1');
  return { execute, discard };
}

const counts = { create: 0, overwrite: 0, delete: 0, skip: 0 };

const created = (key: string): PlannedChange => ({
  ...{ kind: 'create', from: null, bytes: 2, expectedModRevision: 0 },
  key: bytesOf(key),
});

const overwritten: PlannedChange = { ...created('/app/a'), kind: 'overwrite', expectedModRevision: 7 };

it('an undo of one key that is as it was left is done at once', async () => {
  const body = aKeysBody({ counts: { ...counts, overwrite: 1 }, samples: [overwritten] });
  const { execute } = await undone({ body });
  await waitFor(() => expect(tasks.get()).toMatchObject([{ state: 'done', title: 'Put back /app/a' }]));
  expect(execute).toHaveBeenCalledWith({ token: 'token', confirmation: null });
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('an undo of several keys says what it puts back, in no colour of warning, and offers no command that cannot run', async () => {
  const etcdctl = ['# etcdctl put /app/a, with its 2 bytes', '# and 2 more alike'];
  const changed = { ...counts, create: 3 };
  await undone({ body: aKeysBody({ counts: changed, samples: ['/app/a', '/app/b', '/app/c'].map(created) }), etcdctl });
  const button = await screen.findByRole('button', { name: 'Put back' });
  expect(button.className).not.toContain('Error');
  expect(screen.getByRole('dialog', { name: 'Put back 3 keys below /app/?' })).toBeDefined();
  expect(screen.queryByText(/With etcdctl/)).toBeNull();
});

it.each([
  ['deletes what an API server relies on', { ...counts, delete: 1 }, 'BypassesKubernetes'],
  ['overwrites what an API server relies on', { ...counts, overwrite: 1 }, 'BypassesKubernetes'],
  ['leaves keys that were changed since', { ...counts, create: 1, skip: 1 }, 'LeavesKeys'],
  ['takes a key from its lease', { ...counts, overwrite: 1 }, 'LosesLeases'],
] as const)('an undo that %s is looked at first', async (_, changed, consequence) => {
  const { execute } = await undone({ body: aKeysBody({ counts: changed }), consequences: [consequence] });
  await screen.findByRole('button', { name: changed.delete > 0 ? 'Delete' : 'Put back' });
  expect(execute).not.toHaveBeenCalled();
});

it('an undo whose connection was left while it was planned is not done on another one', async () => {
  const { execute, discard } = await undone({ body: aKeysBody({ counts: { ...counts, overwrite: 1 } }) });
  shownConnection.update(() => labelOf(aConnection('another').profile));
  await waitFor(() =>
    expect(toasts.get()).toMatchObject([
      { text: 'Nothing was undone. Its connection was left.', of: { name: 'memory' } },
    ]),
  );
  expect(discard).toHaveBeenCalledWith({ token: 'token' });
  expect(execute).not.toHaveBeenCalled();
});

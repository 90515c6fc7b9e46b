import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Api, RequestOf } from '../../../../contract/api.ts';
import { EtcdeckError } from '../../../../contract/failure.ts';
import type { Plan } from '../../../../contract/plans.ts';
import { PlanHost } from '../../../shell/PlanHost.tsx';
import { showPlan } from '../../../state/plans.ts';
import { clearEndedTasks } from '../../../state/tasks.ts';
import { toasts } from '../../../state/toasts.ts';
import { InWorkbench } from '../../../testing/InWorkbench.tsx';
import { MemoryKeyspace } from '../../../testing/memory-keyspace.ts';
import { aKeysBody, aPlan, aSnapshotReport } from '../../../testing/plan-builders.ts';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import { bytesOf, utf8Of } from '../../../ui/byte-text.ts';
import { KeysScreen } from '../KeysScreen.tsx';

afterEach(() => {
  cleanup();
  showPlan(null);
  clearEndedTasks();
});
beforeEach(() => {
  window.location.hash = '#/open/memory/keys';
  toasts.update(() => []);
});

type KeyRequest = RequestOf<'plans.planKey'>;

const settings = '/registry/settings';
const planRequired = () => new EtcdeckError({ code: 'PlanRequired', message: 'it takes a plan' });

/** Keys of a registry, whose every write takes a plan. */
function aRegistry(execute?: Api['plans']['execute']) {
  const keyspace = new MemoryKeyspace();
  keyspace.put(settings, 'a');
  keyspace.put('/other/key', 'x');
  const asked: KeyRequest[] = [];
  const api = scriptedApi({
    ...keyspace.api,
    keys: {
      ...keyspace.api.keys,
      put: async () => Promise.reject(planRequired()),
      delete: async () => Promise.reject(planRequired()),
    },
    plans: {
      discard: async () => undefined,
      async *planKey(request) {
        asked.push(request);
        yield { kind: 'planned', plan: aPlan({ ...changeOf(request), consequences: ['BypassesKubernetes'] }) };
      },
      execute:
        execute ??
        async function* () {
          const request = asked.at(-1);
          if (request?.put) keyspace.put(request.key, request.put.value);
          else if (request) keyspace.delete(request.key);
          yield { kind: 'ended', report: aSnapshotReport({ done: 1, revision: keyspace.revision }) };
        },
    },
  });
  render(
    <InWorkbench api={api}>
      <KeysScreen />
      <PlanHost />
    </InWorkbench>,
  );
  return { keyspace, asked, user: userEvent.setup() };
}

/** The one change that is planned. */
function changeOf({ key, expectedModRevision, put }: KeyRequest): Pick<Plan, 'act' | 'body'> {
  const kind = put === null ? 'delete' : expectedModRevision === 0 ? 'create' : 'overwrite';
  return {
    act: put === null ? 'delete' : 'put',
    body: aKeysBody({
      counts: { create: 0, overwrite: 0, delete: 0, skip: 0, [kind]: 1 },
      samples: [{ kind, key, from: null, bytes: put?.value.length ?? 0, expectedModRevision }],
    }),
  };
}

const stored = (keyspace: MemoryKeyspace, key: string): string | null => {
  const entry = keyspace.get(key);
  return entry === undefined ? null : utf8Of(entry.value);
};

async function edit(user: ReturnType<typeof userEvent.setup>, value: string): Promise<HTMLElement> {
  await user.click(await screen.findByRole('treeitem', { name: 'registry/' }));
  await user.click(await screen.findByRole('treeitem', { name: 'settings' }));
  const editor = await screen.findByRole('textbox', { name: `Value of ${settings}` });
  fireEvent.change(editor, { target: { value } });
  return editor;
}

/** The plan, once it is made. */
async function planned(title: string, confirm: string): Promise<HTMLElement> {
  const dialog = () => screen.getByRole('dialog', { name: title });
  await waitFor(() => within(dialog()).getByRole('button', { name: confirm }));
  return dialog();
}

it('a save is planned over its dialog, and is an edit no more once it is written', async () => {
  const { keyspace, asked, user } = aRegistry();
  await edit(user, 'b');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Save' }));
  const plan = await planned(`Write ${settings}?`, 'Write it');
  expect(plan.textContent).toContain('goes past the Kubernetes API server');
  expect(asked).toMatchObject([{ expectedModRevision: 2, put: { value: bytesOf('b') } }]);
  expect(stored(keyspace, settings)).toBe('a');
  await user.click(within(plan).getByRole('button', { name: 'Write it' }));
  await waitFor(() => expect(stored(keyspace, settings)).toBe('b'));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await screen.findByRole('tab', { name: settings });
  expect(toasts.get().map(({ text }) => text)).toEqual([`Saved ${settings}.`]);
});

it('a plan that is dismissed leaves the dialog and the edit as they were', async () => {
  const { keyspace, user } = aRegistry();
  await edit(user, 'b');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Save' }));
  const plan = await planned(`Write ${settings}?`, 'Write it');
  await user.click(within(plan).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog', { name: `Write ${settings}?` })).toBeNull());
  const save = await screen.findByRole('dialog', { name: 'Save this change?' });
  await waitFor(() => expect(within(save).getByRole('button', { name: 'Save' })).toHaveProperty('disabled', false));
  await user.click(within(save).getByRole('button', { name: 'Cancel' }));
  await screen.findByRole('tab', { name: `${settings}, not saved` });
  expect(stored(keyspace, settings)).toBe('a');
  expect(toasts.get()).toEqual([]);
});

it('a new key is planned, and opened once it is written', async () => {
  const { keyspace, user } = aRegistry();
  await screen.findByRole('treeitem', { name: 'registry/' });
  await user.click(screen.getByRole('button', { name: 'New key' }));
  const dialog = await screen.findByRole('dialog', { name: 'New key' });
  const dup = '/registry/dup';
  fireEvent.change(within(dialog).getByRole('textbox', { name: 'Key' }), { target: { value: dup } });
  fireEvent.change(within(dialog).getByRole('textbox', { name: 'Value' }), { target: { value: 'dup' } });
  await user.click(within(dialog).getByRole('button', { name: 'Create key' }));
  const plan = await planned(`Create ${dup}?`, 'Create key');
  expect(stored(keyspace, dup)).toBeNull();
  await user.click(within(plan).getByRole('button', { name: 'Create key' }));
  await screen.findByRole('tab', { name: dup });
  expect(stored(keyspace, dup)).toBe('dup');
});

it('a deletion is planned, too', async () => {
  const { keyspace, asked, user } = aRegistry();
  await edit(user, 'a');
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  const dialog = await screen.findByRole('dialog', { name: 'Delete this key?' });
  const confirm = within(dialog).getByRole('button', { name: 'Delete key' });
  await waitFor(() => expect(confirm).toHaveProperty('disabled', false));
  await user.click(confirm);
  const plan = await planned(`Delete ${settings}?`, 'Delete key');
  expect(asked).toMatchObject([{ expectedModRevision: 2, put: null }]);
  await user.click(within(plan).getByRole('button', { name: 'Delete key' }));
  await waitFor(() => expect(stored(keyspace, settings)).toBeNull());
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('a conflict that the plan meets is shown as any other', async () => {
  const failure = { code: 'Conflict', message: 'changed', retry: false, detail: { currentModRevision: 3 } } as const;
  const { keyspace, user } = aRegistry(async function* () {
    keyspace.put(settings, 'theirs');
    yield {
      kind: 'ended',
      report: aSnapshotReport({ outcome: 'stopped', done: 0, notDone: 1, revision: null, failure }),
    };
  });
  await edit(user, 'b');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Save' }));
  const plan = await planned(`Write ${settings}?`, 'Write it');
  await user.click(within(plan).getByRole('button', { name: 'Write it' }));
  await screen.findByRole('dialog', { name: 'The key changed since you read it' });
  expect(stored(keyspace, settings)).toBe('theirs');
});

it('an overwriting that is dismissed leaves both versions, to be merged', async () => {
  const { keyspace, user } = aRegistry();
  keyspace.put(settings, 'a\nb\nc\n');
  const editor = await edit(user, 'mine\nb\nc\n');
  keyspace.put(settings, 'a\nb\ntheirs\n');
  await user.click(await screen.findByRole('button', { name: 'Compare and merge…' }));
  const overwrite = () => screen.getByRole('button', { name: 'Overwrite theirs' });
  await user.click(await screen.findByRole('button', { name: 'Overwrite theirs' }));
  const plan = await planned(`Write ${settings}?`, 'Write it');
  await user.click(within(plan).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(overwrite()).toHaveProperty('disabled', false));
  await user.click(screen.getByRole('button', { name: 'Merge and keep editing' }));
  await waitFor(() => expect(editor).toHaveProperty('value', 'mine\nb\ntheirs\n'));
});

it('what cannot be carried out is told, and the dialog can be used again', async () => {
  // biome-ignore lint/correctness/useYield: it is refused before it says anything.
  const { user } = aRegistry(async function* () {
    throw new EtcdeckError({ code: 'PlanUnknown', message: 'it has run out' });
  });
  await edit(user, 'b');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const save = await screen.findByRole('dialog', { name: 'Save this change?' });
  await user.click(within(save).getByRole('button', { name: 'Save' }));
  const plan = await planned(`Write ${settings}?`, 'Write it');
  await user.click(within(plan).getByRole('button', { name: 'Write it' }));
  await waitFor(() => expect(toasts.get()).toMatchObject([{ tone: 'bad' }]));
  await waitFor(() => expect(within(save).getByRole('button', { name: 'Save' })).toHaveProperty('disabled', false));
});

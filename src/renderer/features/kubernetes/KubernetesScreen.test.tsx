import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { RequestOf } from '../../../contract/api.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { KeyState } from '../../../contract/history.ts';
import { snapshotKeys } from '../../../contract/key-source.ts';
import { atHead, readAt, sourceChoiceOf } from '../../parts/source/source-choice.ts';
import { planRequest, showPlan } from '../../state/plans.ts';
import { shownConnection } from '../../state/shown-connection.ts';
import { tasks } from '../../state/tasks.ts';
import { aFile, InFile } from '../../testing/InFile.tsx';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import {
  aDecoded,
  anObject,
  aResource,
  aSnapshotReport,
  aView,
  kubernetesApi,
  registry,
} from '../../testing/kubernetes-builders.ts';
import { memoryValues } from '../../testing/memory-values.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { KubernetesScreen } from './KubernetesScreen.tsx';

afterEach(() => {
  cleanup();
  showPlan(null);
  shownConnection.update(() => null);
  tasks.update(() => []);
  sourceChoiceOf(anOpenConnection().id).update(() => atHead);
});

function aScreen(...answers: Parameters<typeof kubernetesApi>): void {
  render(
    <InWorkbench api={kubernetesApi(...answers)}>
      <KubernetesScreen />
    </InWorkbench>,
  );
}

async function openWeb0(): Promise<void> {
  await userEvent.click(await screen.findByRole('button', { name: 'pods' }));
  await userEvent.click(await screen.findByText('web-0'));
}

it('goes from resources to objects to the object as YAML', async () => {
  aScreen();
  await openWeb0();
  expect(await screen.findByRole('textbox', { name: 'YAML of web-0' })).toHaveProperty('value', 'kind: Pod\n');
  expect(screen.getByText('Pod v1')).toBeTruthy();
  expect(screen.getByText('protobuf')).toBeTruthy();
});

it('says where it looked when there is nothing', async () => {
  const registries = vi.fn(async () => []);
  aScreen({ registries });
  expect(await screen.findByText('No Kubernetes objects here')).toBeTruthy();
  await userEvent.type(screen.getByRole('textbox', { name: 'Prefix' }), '/mine/{Enter}');
  await waitFor(() =>
    expect(registries).toHaveBeenLastCalledWith(
      expect.objectContaining({ prefix: bytesOf('/mine/') }),
      expect.anything(),
    ),
  );
});

it('leaves the focus on the choice of the registry, which begins with no resource chosen', async () => {
  const other = { ...registry, prefix: bytesOf('/k3s/') };
  aScreen({ registries: async () => [registry, other] });
  await openWeb0();
  const choice = screen.getByRole('combobox', { name: 'Registry' });
  choice.focus();
  await userEvent.keyboard('{Enter}');
  await userEvent.click(await screen.findByRole('option', { name: '/k3s/' }));
  await screen.findByText('No resource is chosen');
  await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
  expect(document.activeElement?.textContent).toBe('/k3s/');
});

it('filters where the objects are when not all are loaded, and says how many it looked at', async () => {
  const findObjects = vi.fn(async function* (_request: { readonly text: string }) {
    yield { kind: 'objects', objects: [anObject('db-7')] } as const;
    const looked = 43_210;
    yield { kind: 'ended', reason: 'complete', looked, total: looked, next: null, revision: 9 } as const;
  });
  aScreen({
    async *objects() {
      yield { objects: [anObject('web-0')], revision: 9, complete: false, next: bytesOf('/registry/pods/shop/web-0') };
    },
    findObjects,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'pods' }));
  await screen.findByText('web-0');
  expect(screen.getByText('at least 1 object')).toBeTruthy();
  await userEvent.type(screen.getByRole('textbox', { name: 'Filter objects' }), 'db');
  expect(await screen.findByText('db-7')).toBeTruthy();
  expect(screen.getByText('1 found, 43,210 looked at')).toBeTruthy();
  expect(findObjects.mock.lastCall?.[0].text).toBe('db');
});

it('filters what is loaded when that is all', async () => {
  aScreen();
  await userEvent.click(await screen.findByRole('button', { name: 'pods' }));
  await screen.findByText('web-0');
  await userEvent.type(screen.getByRole('textbox', { name: 'Filter objects' }), 'b-1');
  await waitFor(() => expect(screen.queryByText('web-0')).toBeNull());
  expect(screen.getByText('1 of 2 objects')).toBeTruthy();
});

it('covers secret data until it is revealed, and edits nothing covered', async () => {
  const object = vi.fn(async ({ reveal }: { readonly reveal: boolean }) => ({
    object: reveal
      ? aView({ secretData: [{ name: 'password', text: 'hunter2', bytes: 7 }] })
      : aView({
          entry: { ...aView().entry, isMasked: true },
          decoded: aDecoded({ notes: [{ kind: 'masked' }], canEncode: false }),
        }),
    revision: 9,
  }));
  aScreen({ object });
  await openWeb0();
  const edit = await screen.findByRole<HTMLButtonElement>('button', { name: 'Edit' });
  expect(edit.disabled).toBe(true);
  await userEvent.click(screen.getByRole('button', { name: 'Reveal' }));
  await userEvent.click(await screen.findByRole('tab', { name: 'Data' }));
  expect(screen.getByText('hunter2')).toBeTruthy();
});

it('plans an edit with what it is based on', async () => {
  const planObject = vi.fn(async function* () {
    yield { kind: 'progress', scanned: 1 } as const;
  });
  aScreen({}, { planObject });
  await openWeb0();
  await userEvent.click(await screen.findByRole('button', { name: 'Edit' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'YAML of web-0' }), 'x: 1');
  await userEvent.click(screen.getByRole('button', { name: 'Save…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Plan to write it' }));
  const request = planRequest.get();
  expect(request?.title).toBe('Write web-0?');
  for await (const _ of request?.plan({}) ?? []);
  expect(planObject).toHaveBeenCalledWith(
    expect.objectContaining({ yaml: 'kind: Pod\nx: 1', expectedModRevision: 9, showsManagedFields: false }),
    {},
  );
});

it('shows a refusal beside the edit, which stays', async () => {
  aScreen(
    {},
    {
      // biome-ignore lint/correctness/useYield: it is refused before it says anything.
      async *planObject() {
        throw new EtcdeckError({ code: 'ValueNotEncodable', message: 'unknown member spec.x', detail: { line: 2 } });
      },
    },
  );
  await openWeb0();
  await userEvent.click(await screen.findByRole('button', { name: 'Edit' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'YAML of web-0' }), 'x: 1');
  await userEvent.click(screen.getByRole('button', { name: 'Save…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Plan to write it' }));
  const planned = planRequest.get()?.plan({});
  await expect(planned?.[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'ValueNotEncodable' });
  expect(await screen.findByText(/cannot be stored at line 2/)).toBeTruthy();
  expect(screen.getByRole('textbox', { name: 'YAML of web-0' })).toHaveProperty('value', 'kind: Pod\nx: 1');
});

/** Saves `a: 2` over `a: 1`, after another client has written its own text. */
async function saveOver(theirs: string) {
  let current = aView({ decoded: aDecoded({ text: 'kind: Pod\na: 1\nb: 1\n' }) });
  const planObject = vi.fn(async function* (request: { readonly expectedModRevision: number }) {
    if (request.expectedModRevision !== current.entry.modRevision)
      throw new EtcdeckError({ code: 'Conflict', message: 'changed', detail: { currentModRevision: 12 } });
    yield { kind: 'progress', scanned: 1 } as const;
  });
  aScreen({ object: async () => ({ object: current, revision: 9 }) }, { planObject });
  await openWeb0();
  await userEvent.click(await screen.findByRole('button', { name: 'Edit' }));
  const editor = screen.getByRole('textbox', { name: 'YAML of web-0' });
  fireEvent.change(editor, { target: { value: 'kind: Pod\na: 2\nb: 1\n' } });
  current = aView({
    decoded: aDecoded({ text: theirs }),
    entry: { ...current.entry, modRevision: 12 },
  });
  await userEvent.click(screen.getByRole('button', { name: 'Save…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Plan to write it' }));
  await expect(planRequest.get()?.plan({})[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'Conflict' });
  return { editor, planObject };
}

it('leads out of a conflict on the same lines by the merge that keys have', async () => {
  const { editor, planObject } = await saveOver('kind: Pod\na: 3\nb: 1\nc: 1\n');

  const conflict = await screen.findByRole('dialog', { name: 'The object changed since you read it' });
  expect(conflict.textContent).toContain('You both changed the same lines in one place');
  await userEvent.click(within(conflict).getByRole('tab', { name: 'What they changed' }));
  const theirs = within(conflict).getByRole('group', { name: 'What they changed' });
  expect(theirs.querySelector('[data-side=before]')?.textContent).toContain('a: 1');
  expect(theirs.querySelector('[data-side=after]')?.textContent).toContain('a: 3');
  await userEvent.click(within(conflict).getByRole('button', { name: 'Merge and keep editing' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(editor).toHaveProperty('value', 'kind: Pod\na: 2\nb: 1\nc: 1\n');
  expect(screen.queryByText(/Changed by someone else/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Save…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Plan to write it' }));
  for await (const _ of planRequest.get()?.plan({}) ?? []);
  expect(planObject).toHaveBeenLastCalledWith(expect.objectContaining({ expectedModRevision: 12 }), {});
});

it('leaves both versions where the plan to overwrite theirs was closed', async () => {
  const { editor } = await saveOver('kind: Pod\na: 1\nb: 1\nc: 1\n');
  await userEvent.click(await screen.findByRole('button', { name: 'Overwrite theirs' }));
  await waitFor(() => expect(planRequest.get()).not.toBeNull());
  showPlan(null);

  await userEvent.click(await screen.findByRole('button', { name: 'Compare and merge…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Merge and keep editing' }));
  await waitFor(() => expect(editor).toHaveProperty('value', 'kind: Pod\na: 2\nb: 1\nc: 1\n'));
});

it('offers the repairs of an object that waits to be deleted', async () => {
  aScreen({
    object: async () => ({
      object: aView({ deletionTimestamp: '2026-01-02T03:04:05Z', finalizers: ['kubernetes.io/pvc-protection'] }),
      revision: 9,
    }),
  });
  await openWeb0();
  await userEvent.click(await screen.findByRole('button', { name: 'Remove kubernetes.io/pvc-protection…' }));
  expect(planRequest.get()?.title).toBe('Remove the finalizer kubernetes.io/pvc-protection from web-0?');
});

async function lookAtThePast(moment: string): Promise<void> {
  await userEvent.click(await screen.findByRole('button', { name: 'Look at the past' }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Go to a revision or a time' }), `${moment}{Enter}`);
}

it('shows the objects of a past revision, and edits nothing there', async () => {
  const object = vi.fn(async () => ({ object: aView(), revision: 9 }));
  aScreen({ object });
  await openWeb0();
  const edit = await screen.findByRole<HTMLButtonElement>('button', { name: 'Edit' });
  expect(edit.disabled).toBe(false);
  await lookAtThePast('7');
  await screen.findByText(/revision 7, before/);
  await waitFor(() =>
    expect(object).toHaveBeenLastCalledWith(
      expect.objectContaining({ source: expect.objectContaining({ revision: 7 }) }),
      expect.anything(),
    ),
  );
  expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Edit' })).disabled).toBe(true);
  await userEvent.click(screen.getByRole('button', { name: 'Back to now' }));
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Edit' }).disabled).toBe(false));
});

it('shows what each write of an object changed, the last one first', async () => {
  const put = (modRevision: number): KeyState => ({
    kind: 'put',
    entry: { ...aView().entry, modRevision, version: modRevision - 2, value: bytesOf(`at: ${modRevision}\n`) },
  });
  aScreen(
    {},
    {},
    {
      values: memoryValues,
      history: {
        async *ofKey() {
          yield { states: [put(9), put(5), put(3)], complete: true, reachedRevision: 1 };
        },
      },
    },
  );
  await openWeb0();
  await userEvent.click(await screen.findByRole('tab', { name: 'History' }));
  const changed = () => screen.findByRole('group', { name: 'The object before and after this write' });
  await waitFor(async () => expect((await changed()).textContent).toContain('at: 9'));
  expect((await changed()).textContent).toContain('at: 5');
  expect(screen.getByText(/^3 states, all that ever were\./)).toBeTruthy();
  const history = screen.getByRole('grid', { name: 'History' });
  await userEvent.click(within(history).getByText('3'));
  await waitFor(async () => expect((await changed()).textContent).toContain('Before: did not exist'));
});

it('does not call empty what the user may not look at, and still looks elsewhere', async () => {
  const detail = { user: 'reader', readable: '/app/ (role app-reader)' };
  const registries = vi.fn(async () => {
    throw new EtcdeckError({ code: 'PermissionDenied', message: 'denied', detail });
  });
  aScreen({ registries });
  expect(await screen.findByText('Your user may not look for Kubernetes objects')).toBeTruthy();
  expect(screen.getByText(/It may read \/app\/ \(role app-reader\)/)).toBeTruthy();
  expect(screen.queryByText(/Nothing begins with/)).toBeNull();
  await userEvent.type(screen.getByRole('textbox', { name: 'Prefix' }), '/mine/');
  await userEvent.click(screen.getByRole('button', { name: 'Look there' }));
  await waitFor(() => expect(registries).toHaveBeenCalledTimes(2));
});

it('reads from one member where quorum is lost, and says that it may be behind', async () => {
  const registries = vi.fn(async ({ source }: RequestOf<'kubernetes.registries'>) => {
    if (source.kind === 'live' && source.isSerializable) return [registry];
    throw new EtcdeckError({ code: 'NoLeader', message: 'etcdserver: no leader' });
  });
  const objects = vi.fn(async function* (_request: RequestOf<'kubernetes.objects'>) {
    yield { objects: [anObject('web-0')], revision: 9, complete: true, next: null };
  });
  aScreen({ registries, objects });
  await userEvent.click(await screen.findByRole('button', { name: 'Read what one member has (may be behind)' }));
  await screen.findByText(/You see what one member has/);
  await openWeb0();
  expect(objects.mock.lastCall?.[0].source).toMatchObject({ isSerializable: true, revision: null });
  await userEvent.click(screen.getByRole('button', { name: 'Read with quorum again' }));
  await waitFor(() => expect(screen.queryByText(/You see what one member has/)).toBeNull());
});

it('keeps the moment and the way of reading when Keys is shown in between', async () => {
  const objects = vi.fn(async function* (_request: RequestOf<'kubernetes.objects'>) {
    yield { objects: [anObject('web-0')], revision: 9, complete: true, next: null };
  });
  aScreen({ objects });
  await userEvent.click(await screen.findByRole('button', { name: 'pods' }));
  act(() => readAt(anOpenConnection().id, 5));
  await screen.findByText(/You see the past/);
  await waitFor(() => expect(objects.mock.lastCall?.[0].source).toMatchObject({ revision: 5 }));
});

it('shows the objects and the report of a file, to read only', async () => {
  const asked: unknown[] = [];
  const api = scriptedApi({
    kubernetes: {
      registries: async ({ source }) => {
        asked.push(source);
        return [registry];
      },
      async *resources() {
        yield [aResource('pods')];
      },
      async *namespaces() {
        yield ['shop'];
      },
      async *objects() {
        yield { objects: [anObject('web-0')], revision: 9, complete: true, next: null };
      },
      object: async ({ source }) => {
        asked.push(source);
        return { object: aView({ deletionTimestamp: '2026-01-02T03:04:05Z', finalizers: ['x'] }), revision: 9 };
      },
      async *report({ source }) {
        asked.push(source);
        yield { kind: 'report', report: aSnapshotReport() };
      },
    },
  });
  const opened = (keys: typeof aFile) =>
    render(
      <InFile api={api} keys={keys}>
        <KubernetesScreen />
      </InFile>,
    );
  const { unmount } = opened(aFile);
  await openWeb0();
  expect(await screen.findByRole('textbox', { name: 'YAML of web-0' })).toHaveProperty('readOnly', true);
  for (const absent of ['Edit', 'Look at the past', 'Watch it', 'Remove x…']) {
    expect(screen.queryByRole('button', { name: absent })).toBeNull();
  }
  expect(screen.queryByRole('tab', { name: 'History' })).toBeNull();
  await userEvent.click(screen.getByRole('tab', { name: 'Reports' }));
  expect(screen.getByText(/is read once, from the file/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Make a report' }));
  await screen.findByText(/^Revision 9, made/);
  expect(new Set(asked)).toEqual(new Set([aFile]));
  // Opened again, the file may hold something else.
  unmount();
  opened({ ...aFile });
  expect(await screen.findByRole('button', { name: 'Make a report' })).toBeTruthy();
});

it('puts a whole namespace back from a snapshot, with what is in it', async () => {
  render(
    <InFile api={kubernetesApi({}, {}, { connections: { list: async () => [] } })} keys={snapshotKeys('/tmp/a.db')}>
      <KubernetesScreen />
    </InFile>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'pods' }));
  await screen.findByText('web-0');
  expect(screen.queryByRole('button', { name: 'Put namespace back…' })).toBeNull();
  await userEvent.click(await screen.findByRole('combobox', { name: 'Namespace' }));
  await userEvent.click(await screen.findByRole('option', { name: 'shop' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Put namespace back…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Put shop back from a.db' });
  expect(within(dialog).getByRole('checkbox', { name: /^With what belongs to them/ })).toHaveProperty('checked', true);
});

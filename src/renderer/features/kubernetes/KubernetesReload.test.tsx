import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClusterId } from '../../../contract/ids.ts';
import type { ObjectView, RegistryObject, RegistryResource } from '../../../contract/kubernetes.ts';
import { areAllKept, recallEdits, unsavedEdits } from '../../state/unsaved.ts';
import { aConnectionState } from '../../testing/builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { memoryValues } from '../../testing/memory-values.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf, utf8Of } from '../../ui/byte-text.ts';
import { KubernetesScreen } from './KubernetesScreen.tsx';

beforeEach(() => {
  window.location.hash = '#/open/memory/kubernetes';
  window.sessionStorage.clear();
  recallEdits();
});
afterEach(cleanup);

const aResource = (resource: string): RegistryResource => ({
  resource,
  group: null,
  prefix: bytesOf(`/registry/${resource}/`),
  isNamespaced: true,
});

const anObject = (at: number): RegistryObject => ({
  key: {
    key: bytesOf(`/registry/configmaps/shop/config-${at}`),
    createRevision: 3,
    modRevision: 9,
    version: 1 + (at % 7),
  },
  namespace: 'shop',
  name: `config-${at}`,
});

const aView = (key: Uint8Array, modRevision: number, changes: Partial<ObjectView> = {}): ObjectView => ({
  entry: {
    key,
    value: bytesOf('kind: ConfigMap\n'),
    createRevision: 3,
    modRevision,
    version: 4,
    lease: null,
    isMasked: false,
    bytes: 12,
  },
  decoded: {
    codec: 'kubernetes',
    codecs: ['kubernetes', 'hex'],
    text: 'kind: ConfigMap\n',
    language: 'yaml',
    canEncode: true,
    notes: [],
    object: null,
  },
  name: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: (utf8Of(key) ?? '').split('/').at(-1) ?? '' },
  storedAs: 'protobuf',
  managers: [],
  managersLeftOut: 0,
  links: [],
  finalizers: [],
  deletionTimestamp: null,
  secretData: [],
  kubectl: null,
  ...changes,
});

/** A page that has just been loaded: nothing of the one before is in it but what the window remembers. */
function aPage(world: { modRevision: number; changes?: Partial<ObjectView> } = { modRevision: 9 }) {
  const memory = Object.entries({ ...window.sessionStorage });
  cleanup();
  window.sessionStorage.clear();
  for (const [name, text] of memory) window.sessionStorage.setItem(name, text);
  recallEdits();
  const api = scriptedApi({
    values: {
      ...memoryValues,
      // The form of Kubernetes is text here.
      decode: async (request) =>
        request.codec === 'kubernetes'
          ? { ...(await memoryValues.decode({ ...request, codec: 'text' })), codec: 'kubernetes' }
          : memoryValues.decode(request),
      encode: async ({ text }) => ({ value: bytesOf(text) }),
    },
    kubernetes: {
      registries: async () => [{ prefix: bytesOf('/registry/'), isKine: false }],
      async *resources() {
        yield [aResource('pods'), aResource('configmaps')];
      },
      async *namespaces() {
        yield ['kube-system', 'shop'];
      },
      async *objects() {
        const objects = Array.from({ length: 300 }, (_, at) => anObject(at));
        yield { objects, revision: 9, complete: true, next: null };
      },
      object: async ({ key, reveal }) => ({
        object: aView(key, world.modRevision, reveal ? {} : world.changes),
        revision: 9,
      }),
    },
  });
  const state = aConnectionState({ clusterId: 'cdf818194e3a8c32' as ClusterId });
  render(
    <InWorkbench api={api} connection={anOpenConnection({ state })}>
      <KubernetesScreen />
    </InWorkbench>,
  );
  return userEvent.setup();
}

const yaml = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /^YAML of/ });
const filter = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Filter objects' });
const kept = () => act(() => areAllKept());

it('shows the objects as they were left: resource, filter, order, place and object', async () => {
  const user = aPage();
  await user.click(await screen.findByRole('button', { name: 'configmaps' }));
  await screen.findByText('config-0');
  fireEvent.change(await filter(), { target: { value: 'config' } });
  await user.click(screen.getByRole('button', { name: 'Name' }));
  await user.click(await screen.findByText('config-2'));
  await yaml();
  const table = screen.getByRole('grid', { name: 'Objects of configmaps' });
  table.scrollTop = 200 * 24;
  fireEvent.scroll(table);
  await screen.findByText('config-210');

  aPage();
  await screen.findByText('config-210');
  expect((await filter()).value).toBe('config');
  expect(screen.getByRole('button', { name: 'configmaps' }).getAttribute('aria-current')).toBe('true');
  expect(screen.getByRole('button', { name: 'Name' }).parentElement?.getAttribute('aria-sort')).toBe('ascending');
  expect(await screen.findByRole('textbox', { name: 'YAML of config-2' })).toBeDefined();

  // Another resource begins at its beginning.
  await userEvent.click(screen.getByRole('button', { name: 'pods' }));
  await screen.findByText('config-0');
  expect((await filter()).value).toBe('');
});

it('brings an edit of an object back after a reload, against what somebody else wrote', async () => {
  const user = aPage();
  await user.click(await screen.findByRole('button', { name: 'configmaps' }));
  await user.click(await screen.findByText('config-2'));
  await user.click(await screen.findByRole('button', { name: 'Edit' }));
  expect(unsavedEdits.get().size).toBe(0);
  fireEvent.change(await yaml(), { target: { value: 'kind: ConfigMap\ndata: {}\n' } });
  expect(await kept()).toBe(true);
  aPage({ modRevision: 12 });
  expect((await yaml()).value).toBe('kind: ConfigMap\ndata: {}\n');
  expect(screen.getByText('Draft kept from before the reload.')).toBeDefined();
  expect(screen.getByText(/Changed by someone else at revision 12. Your edit is based on revision 9/)).toBeDefined();
  const [discard] = screen.getAllByRole('button', { name: 'Discard' });
  if (discard === undefined) throw new Error('no way to discard');
  await userEvent.click(discard);
  await waitFor(() => expect(unsavedEdits.get().size).toBe(0));
});

it('keeps nothing of an object that was revealed, nor of a Secret that is typed', async () => {
  const masked = aView(new Uint8Array(), 9);
  const world = {
    modRevision: 9,
    changes: { entry: { ...masked.entry, isMasked: true }, decoded: { ...masked.decoded, canEncode: false } },
  };
  const user = aPage(world);
  await user.click(await screen.findByRole('button', { name: 'configmaps' }));
  await user.click(await screen.findByText('config-2'));
  await user.click(await screen.findByRole('button', { name: 'Reveal' }));
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Edit' }).disabled).toBe(false));
  await user.click(screen.getByRole('button', { name: 'Edit' }));
  fireEvent.change(await yaml(), { target: { value: 'data: hunter2' } });
  expect(await kept()).toBe(false);
  expect(unsavedEdits.get().size).toBe(1);

  window.sessionStorage.clear();
  recallEdits();
  const again = aPage();
  await again.click(await screen.findByRole('button', { name: 'configmaps' }));
  await again.click(await screen.findByText('config-3'));
  await again.click(await screen.findByRole('button', { name: 'Edit' }));
  fireEvent.change(await yaml(), { target: { value: '{"kind":"Secret","data":"hunter3"}' } });
  expect(await kept()).toBe(false);
  expect(JSON.stringify({ ...window.sessionStorage })).not.toContain('hunter');
});
